"""What a case tells the papers that staff make from its page: a source for each code of `Known`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from mediation.cases.documents.issuing import dispute, issuer, party
from mediation.cases.models import Case
from mediation.cases.models import Party as PartyRow
from mediation.clock import day_of
from mediation.documents import queries as document_queries
from mediation.documents.kinds import DocumentKind, Known
from mediation.documents.kinds.parts import Party
from mediation.documents.kinds.transfer_letter import Material
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of
from mediation.mediators.queries import mediators_at
from mediation.rules.findings import Words
from mediation.rules.vocabulary import CHANNELS, OUTCOMES, PRODUCTS

SOURCE_OF_CHANNEL = {"court": "court", "regulator": "regulator", "hotline": "hotline"}


@dataclass(frozen=True)
class Making:
    """What a paper is made for: the case, who makes it, when, and for which side."""

    case: Case
    at: datetime
    maker: str
    side: str = ""

    @property
    def on(self) -> date:
        return day_of(self.at)

    @property
    def party(self) -> PartyRow:
        """The side that a paper of one side is for; the applicant where none was chosen."""
        chosen = (one for one in self.case.parties if one.side == self.side)
        return next(chosen, self.case.applicant)

    @cached_property
    def agreement(self) -> IssuedDocument | None:
        return agreement_of(self.case)

    @cached_property
    def slip(self) -> Any:
        """The court and its number, out of its letter as we registered it (D18)."""
        slips = document_queries.documents_of_case(self.case.id, kind=DocumentKind.ASSIGNMENT_SLIP)
        return facts_of(slips[-1]) if slips else None


def agreement_of(case: Case) -> IssuedDocument | None:
    """The agreement that stands, written or oral."""
    for kind in (DocumentKind.AGREEMENT, DocumentKind.ORAL_AGREEMENT):
        for paper in document_queries.documents_of_case(case.id, kind=kind):
            if paper.is_valid and paper.lang == "zh":
                return paper
    return None


def _mediator_or_maker(making: Making) -> tuple[str, ...]:
    return (making.case.mediator_name or making.maker,)


def _outcome(making: Making) -> Words:
    outcome = making.case.outcome
    return OUTCOMES[outcome] if outcome else Words("", "")


def _result(making: Making) -> str:
    effective_on = making.case.effective_on
    effect = f"，协议自{effective_on}起生效" if effective_on else ""
    outcome = _outcome(making).zh
    return f"{outcome}{effect}。" if outcome else ""


def _handling_place(making: Making) -> str:
    body = issuer(making.case)
    return body.station or body.name


def _candidates(making: Making) -> tuple[str, ...]:
    place = making.case.station_id or making.case.centre_id
    return tuple(entry.user.name for entry in mediators_at(place, on=making.on))


def _materials(making: Making) -> tuple[Material, ...]:
    files = document_queries.files_of_case(making.case.id)
    return (Material("调解申请"), *(Material(file.original_name, 1, file.pages) for file in files))


def _principal(making: Making) -> tuple[Party, ...]:
    return (replace(party(making.party), agents=()),)


def _agreed_on(making: Making) -> date | None:
    if making.agreement is None:
        return None
    facts = facts_of(making.agreement)
    return facts.effective_on if making.agreement.kind == DocumentKind.AGREEMENT else facts.agreed_on


def _agreed(making: Making) -> tuple[str, ...] | None:
    if making.agreement is None:
        return None
    facts = facts_of(making.agreement)
    if making.agreement.kind == DocumentKind.AGREEMENT:
        return tuple(term.text for term in facts.terms.items)
    return facts.agreed


def _day(at: datetime | None) -> date | None:
    return day_of(at) if at else None


# None where the case does not know it.
SOURCES: Mapping[Known, Callable[[Making], Any]] = {
    Known.TODAY: lambda making: making.on,
    Known.MAKER: lambda making: making.maker,
    Known.MEDIATOR_OR_MAKER: _mediator_or_maker,
    Known.NARRATIVE: lambda making: making.case.narrative,
    Known.PRODUCT: lambda making: PRODUCTS[making.case.product],
    Known.CAUSE: lambda making: dispute(making.case, DocumentKind.AGREEMENT),
    Known.CHANNEL: lambda making: CHANNELS[making.case.channel],
    Known.SOURCE: lambda making: SOURCE_OF_CHANNEL.get(making.case.channel, "party"),
    Known.FILED_AT: lambda making: making.case.filed_at,
    Known.FILED_ON: lambda making: _day(making.case.filed_at),
    Known.REGISTERED_ON: lambda making: _day(making.case.accepted_at or making.case.filed_at),
    Known.ACCEPTED_ON: lambda making: _day(making.case.accepted_at),
    Known.ENDED_ON: lambda making: _day(making.case.ended_at),
    Known.OUTCOME: _outcome,
    Known.RESULT: _result,
    Known.PRIVACY_VERSION: lambda making: next(iter(making.case.consents.values()), ""),
    Known.APPLICANT_ADDRESS: lambda making: making.case.applicant.address,
    Known.HANDLING_PLACE: _handling_place,
    Known.CANDIDATES: _candidates,
    Known.MATERIALS: _materials,
    Known.PRINCIPAL: _principal,
    Known.SIDE_ADDRESS: lambda making: making.party.address,
    Known.SIDE_CONTACT: lambda making: making.party.contact_name or making.party.name,
    Known.SIDE_PHONE: lambda making: making.party.phone,
    Known.SIDE_EMAIL: lambda making: making.party.email,
    Known.AGREEMENT_NUMBER: lambda making: making.agreement and making.agreement.number,
    Known.AGREED_ON: _agreed_on,
    Known.AGREED: _agreed,
    Known.SLIP_COURT: lambda making: making.slip and making.slip.court,
    Known.SLIP_COURT_CASE_NUMBER: lambda making: making.slip and making.slip.court_case_number,
    Known.SLIP_RECEIVED_ON: lambda making: making.slip and making.slip.received_on,
}
