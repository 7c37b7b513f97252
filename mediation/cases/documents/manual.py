"""The papers that staff make from the page of a case: which, out of what, and the making itself.

What the case knows comes from `sources`, as the kind asks for it; what a package above knows comes
through `extension_points.paper_sources`; the rest is typed on the form of the kind.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from mediation.access.by import By
from mediation.acts.refusals import PaperIncomplete
from mediation.acts.walking import Performed
from mediation.cases import extension_points
from mediation.cases.documents import issuing
from mediation.cases.documents.issuing import dispute, issuer, party
from mediation.cases.documents.sources import SOURCES, Making
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.documents import queries as document_queries
from mediation.documents.kinds import KINDS, ByHand, Kind
from mediation.documents.missing import gaps_of
from mediation.rules.procedures import lifecycle
from mediation.rules.vocabulary import REMEDIES


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
    case, by_hand = making.case, kind.by_hand or ByHand()
    parties = (making.party,) if by_hand.one_sided else case.parties
    prefilled: dict[str, Any] = {
        "issuer": issuer(case),
        "case_number": case.number_text,
        "dispute": dispute(case, kind.code),
        "parties": tuple(party(row) for row in parties),
        "mediators": (case.mediator_name,) if case.mediator_name else (),
        "contact": issuing.contact(case),
        "amount_fen": case.amount_fen,
        "narrative": case.narrative,
        "requests": _requests(case),
        **by_hand.usual,
    }
    prefilled |= {name: SOURCES[source](making) for name, source in by_hand.known.items()}
    for source in extension_points.paper_sources.get(kind.code, ()):
        prefilled |= source(case)
    names = {field.name for field in fields(kind.facts)}
    return {name: value for name, value in prefilled.items() if name in names and value is not None}


def make(case: Case, facts: Any, kind: Kind, by: By) -> Performed:
    """Issue a paper that no act of the table calls for; raises PaperIncomplete while anything is missing."""
    if gaps := gaps_of(kind, facts):
        raise PaperIncomplete(gaps)
    title = kind.title_for(facts.issuer.regime)
    return perform(case, "issue_document", by, facts={"title": list(title)}, paper=facts)


def _requests(case: Case) -> tuple[str, ...]:
    own = (case.remedy_text,) if case.remedy_text else ()
    return tuple(REMEDIES[code].zh for code in case.remedies) + own
