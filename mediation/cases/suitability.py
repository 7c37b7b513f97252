"""Which place and which mediator fit a case: facts for the law book's routing and conflict rules."""

from __future__ import annotations

from datetime import date

from mediation.cases.models import Case
from mediation.mediators.models import Mediator
from mediation.organisations.queries import organisation
from mediation.rules.conflicts import CaseFacts, Employer, MediatorFacts, check_mediator
from mediation.rules.findings import Finding


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
