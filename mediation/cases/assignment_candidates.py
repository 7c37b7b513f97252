"""Which place and which mediator fit a case: facts for the law book's routing and conflict rules."""

from __future__ import annotations

from datetime import date

from mediation.cases import queries
from mediation.cases.models import Case
from mediation.mediators import queries as mediators
from mediation.mediators.models import Mediator
from mediation.organisations.models import Kind
from mediation.organisations.queries import handling_places, organisation
from mediation.rules.acceptance import routing
from mediation.rules.acceptance.conflicts import CaseFacts, Employer, MediatorFacts, check_mediator
from mediation.rules.acceptance.routing import Matter, Place, Proposal
from mediation.rules.findings import Finding, Words
from mediation.rules.numbers.divisions import divisions


def conflicts_of(case: Case, mediator: Mediator, *, on: date) -> tuple[Finding, ...]:
    """The grounds on which `mediator` must not take `case` (特邀调解规定 art. 15)."""
    centre = organisation(case.centre_id)
    found = check_mediator(
        MediatorFacts(
            name=mediator.user.name,
            employers=tuple(
                Employer(
                    int(str(one["organisation_id"])),
                    date.fromisoformat(str(one["until"])) if one.get("until") else None,
                )
                for one in mediator.employers
            ),
        ),
        CaseFacts(
            organisations=tuple(
                (party.organisation_id, party.name) for party in case.parties if party.organisation_id
            ),
            paper_hashes=frozenset(party.paper_hash for party in case.parties if party.paper_hash),
            phone_hashes=frozenset(party.phone_hash for party in case.parties if party.phone_hash),
            regime=centre.regime if centre else "",
        ),
        on=on,
    )
    return tuple(finding for finding in found if finding.blocks)


def places() -> tuple[Place, ...]:
    """The centre and its stations with what they have in hand and what they can reasonably have."""
    bodies = handling_places()
    open_cases = queries.open_cases_by_place([body.id for body in bodies])
    capacity = mediators.capacity_by_place()
    return tuple(
        Place(
            id=body.id,
            words=body.words,
            is_centre=body.kind == Kind.CENTRE,
            districts=tuple(body.districts),
            open_cases=open_cases.get(body.id, 0),
            capacity=capacity.get(body.id, 0),
        )
        for body in bodies
    )


def proposed_place(case: Case, among: tuple[Place, ...], *, on: date) -> Proposal:
    """Where the law book would have the case handled, and why; a person decides."""
    district = divisions().get(case.district)
    matter = Matter(
        district=case.district,
        district_words=district.words if district else Words("", ""),
        product=case.product,
        amount_fen=case.amount_fen,
        wished_place_id=case.wished_place_id,
        from_court=case.track != "own",
    )
    return routing.propose(matter, among, on=on)
