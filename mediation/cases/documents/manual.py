"""The papers that staff make from the page of a case: what the case knows of each, and the making itself.

What the case knows comes from its rows and from the papers already issued; what a room above
knows comes through `extension_points.paper_sources`; the rest is typed on the form of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from mediation.access.actor import Actor
from mediation.acts.refusals import ActRefused
from mediation.acts.walking import Performed
from mediation.cases import extension_points
from mediation.cases.documents import issuing
from mediation.cases.documents.issuing import dispute, issuer, party
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of
from mediation.documents import queries as document_queries
from mediation.documents.kinds import KINDS, DocumentKind, Kind
from mediation.documents.kinds.confirmation_application import USUAL_ANNEXES
from mediation.documents.kinds.transfer_letter import Material
from mediation.documents.missing import Gap, missing, unprintable
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of
from mediation.mediators.queries import mediators_at
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle
from mediation.rules.vocabulary import CHANNELS, OUTCOMES, PRODUCTS, REMEDIES

# Papers of one side alone; the form asks which.
ONE_SIDED = frozenset(
    {DocumentKind.UNDERTAKING, DocumentKind.SERVICE_ADDRESS, DocumentKind.POWER_OF_ATTORNEY}
)

SOURCE_OF_CHANNEL = {"court": "court", "regulator": "regulator", "hotline": "hotline"}


class PaperIncomplete(ActRefused):
    """Facts are missing; `gaps` are they."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        zh, en = "、".join(gap.words.zh for gap in gaps), "; ".join(gap.words.en for gap in gaps)
        super().__init__(
            Words(f"还缺：{zh}。补齐后再制作文书。", f"Missing: {en}. Fill it in, then make the document.")
        )
        self.gaps = gaps


@dataclass(frozen=True, slots=True)
class Making:
    """What a paper is made for: the case, who makes it, when, and for which side."""

    case: Case
    at: datetime
    maker: str
    side: str = ""

    @property
    def on(self) -> date:
        return day_of(self.at)


def kinds_for(case: Case) -> list[Kind]:
    """The kinds that staff may make now: by the case's phase and track, and the body's regime.

    None once the file is closed: what is in it is complete.
    """
    phase = lifecycle.states()[case.state].phase
    if phase == "closed":
        return []
    regime = issuer(case).regime
    issued = {paper.kind for paper in document_queries.documents_of_case(case.id) if paper.is_valid}
    return [
        kind
        for kind in KINDS.values()
        if kind.by_hand and kind.by_hand.fits(phase=phase, track=case.track, regime=regime, issued=issued)
    ]


def known(kind: Kind, making: Making) -> dict[str, Any]:
    """The fields of the kind's facts that need not be typed, and what the form begins with."""
    case = making.case
    told: dict[str, Any] = {
        "issuer": issuer(case),
        "case_number": case.number_text,
        "dispute": dispute(case, kind.code),
        "parties": _parties(kind, making),
        "mediators": (case.mediator_name,) if case.mediator_name else (),
        "contact": issuing.contact(case),
        "amount_fen": case.amount_fen,
        "narrative": case.narrative,
        "requests": _requests(case),
        **KNOWN.get(kind.code, _nothing)(making),
    }
    for source in extension_points.paper_sources.get(kind.code, ()):
        told |= source(case)
    names = {field.name for field in fields(kind.facts)}
    return {name: value for name, value in told.items() if name in names}


def gaps_of(kind: Kind, facts: Any) -> tuple[Gap, ...]:
    """What keeps a paper from being made: missing facts, then characters that cannot be printed."""
    return (*missing(kind, facts), *unprintable(kind, facts))


def make(
    case: Case, facts: Any, kind: Kind, *, actor: Actor, at: datetime, version: int | None = None
) -> Performed:
    """Issue a paper that no act of the table calls for; raises PaperIncomplete while anything is missing."""
    if gaps := gaps_of(kind, facts):
        raise PaperIncomplete(gaps)
    title = kind.title_for(facts.issuer.regime)
    return perform(
        case,
        "issue_document",
        actor=actor,
        at=at,
        version=version,
        facts={"title": list(title)},
        paper=facts,
    )


def agreement_of(case: Case) -> IssuedDocument | None:
    """The agreement that stands, written or oral."""
    for kind in (DocumentKind.AGREEMENT, DocumentKind.ORAL_AGREEMENT):
        for paper in document_queries.documents_of_case(case.id, kind=kind):
            if paper.is_valid and paper.lang == "zh":
                return paper
    return None


def _parties(kind: Kind, making: Making) -> tuple[Any, ...]:
    described = tuple(party(row) for row in making.case.parties)
    if kind.code not in ONE_SIDED:
        return described
    chosen = tuple(one for one in described if one.side == (making.side or "applicant"))
    if kind.code is DocumentKind.POWER_OF_ATTORNEY:
        return tuple(replace(one, agents=()) for one in chosen)
    return chosen


def _requests(case: Case) -> tuple[str, ...]:
    own = (case.remedy_text,) if case.remedy_text else ()
    return tuple(REMEDIES[code].zh for code in case.remedies) + own


def _nothing(making: Making) -> Mapping[str, Any]:
    return {}


def _application(making: Making) -> Mapping[str, Any]:
    case = making.case
    return {
        "product": PRODUCTS[case.product],
        "applied_on": day_of(case.filed_at),
        "privacy_version": next(iter(case.consents.values()), ""),
        "service_address": case.applicant.address or "",
    }


def _register_form(making: Making) -> Mapping[str, Any]:
    case = making.case
    return {
        "source": SOURCE_OF_CHANNEL.get(case.channel, "party"),
        "registered_on": day_of(case.accepted_at or case.filed_at),
        "registrar": making.maker,
    }


def _mediator_choice(making: Making) -> Mapping[str, Any]:
    return {"settled_on": making.on, "candidates": _candidates(making)}


def _candidates(making: Making) -> tuple[str, ...]:
    place = making.case.station_id or making.case.centre_id
    return tuple(entry.user.name for entry in mediators_at(place, on=making.on))


def _closing_report(making: Making) -> Mapping[str, Any]:
    case = making.case
    outcome = OUTCOMES[case.outcome].zh if case.outcome else ""
    effect = f"，协议自{case.effective_on}起生效" if case.effective_on else ""
    return {
        "unit": issuer(case).station or issuer(case).name,
        "handlers": (case.mediator_name or making.maker,),
        "source": CHANNELS[case.channel],
        "accepted_on": day_of(case.accepted_at) if case.accepted_at else None,
        "closed_on": day_of(case.ended_at) if case.ended_at else None,
        "filled_on": making.on,
        "result": f"{outcome}{effect}。" if outcome else "",
    }


def _from_agreement(making: Making) -> Mapping[str, Any]:
    """Number, day and content of the agreement that stands, out of its own facts."""
    paper = agreement_of(making.case)
    if paper is None:
        return {"annexes": USUAL_ANNEXES}
    facts = facts_of(paper)
    written = paper.kind == DocumentKind.AGREEMENT
    return {
        "agreement_number": paper.number,
        "agreed_on": facts.effective_on if written else facts.agreed_on,
        "agreed": tuple(term.text for term in facts.terms.items) if written else facts.agreed,
        "annexes": USUAL_ANNEXES,
        "visitor": making.maker,
    }


def _mediation_proof(making: Making) -> Mapping[str, Any]:
    accepted = making.case.accepted_at
    return {
        **_from_agreement(making),
        "accepted_on": day_of(accepted) if accepted else None,
        "stated_on": making.on,
    }


def _service_address(making: Making) -> Mapping[str, Any]:
    row = next(one for one in making.case.parties if one.side == (making.side or "applicant"))
    return {
        "address": row.address or "",
        "recipient": row.contact_name or row.name,
        "phone": row.phone or "",
        "sms": row.phone or "",
        "email": row.email or "",
    }


def _result_feedback(making: Making) -> Mapping[str, Any]:
    case = making.case
    return {
        "result": OUTCOMES[case.outcome] if case.outcome else Words("", ""),
        "sent_on": making.on,
        **_from_slip(making),
    }


def _from_slip(making: Making) -> Mapping[str, Any]:
    """The court and its number, out of its letter as we registered it (D18)."""
    slips = document_queries.documents_of_case(making.case.id, kind=DocumentKind.ASSIGNMENT_SLIP)
    if not slips:
        return {}
    slip = facts_of(slips[-1])
    return {
        "court": slip.court,
        "court_case_number": slip.court_case_number,
        "received_on": slip.received_on,
    }


def _transfer_letter(making: Making) -> Mapping[str, Any]:
    files = document_queries.files_of_case(making.case.id)
    return {
        "materials": (Material("调解申请"), *(Material(file.original_name, 1, file.pages) for file in files)),
        "sent_on": making.on,
    }


KNOWN: dict[DocumentKind, Callable[[Making], Mapping[str, Any]]] = {
    DocumentKind.APPLICATION: _application,
    DocumentKind.ORAL_APPLICATION: lambda making: {
        "taken_at": making.case.filed_at,
        "recorder": making.maker,
    },
    DocumentKind.REGISTER_FORM: _register_form,
    DocumentKind.MEDIATOR_CHOICE: _mediator_choice,
    DocumentKind.POWER_OF_ATTORNEY: lambda making: {"valid_from": making.on},
    DocumentKind.INVESTIGATION_RECORD: lambda making: {
        "investigators": (making.case.mediator_name or making.maker,),
        "recorder": making.maker,
    },
    DocumentKind.UNDISPUTED_FACTS: lambda making: {"stated_on": making.on, **_from_slip(making)},
    DocumentKind.ORAL_AGREEMENT: lambda making: {
        "main_facts": making.case.narrative,
        "agreed_on": making.on,
    },
    DocumentKind.FOLLOW_UP: lambda making: {**_from_agreement(making), "visited_on": making.on},
    DocumentKind.CLOSING_REPORT: _closing_report,
    DocumentKind.CONFIRMATION_APPLICATION: _from_agreement,
    DocumentKind.MEDIATION_PROOF: _mediation_proof,
    DocumentKind.SERVICE_ADDRESS: _service_address,
    DocumentKind.ASSIGNMENT_SLIP: lambda making: {
        "received_by": making.maker,
        "received_on": making.on,
        "cause": dispute(making.case, DocumentKind.AGREEMENT),
    },
    DocumentKind.RESULT_FEEDBACK: _result_feedback,
    DocumentKind.TRANSFER_LETTER: _transfer_letter,
}
