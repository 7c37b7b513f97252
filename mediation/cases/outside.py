"""What of a case is for those outside the centre: institutions, courts, authorities."""

from __future__ import annotations

from mediation.access.actor import Actor
from mediation.cases.models import Case
from mediation.documents.kinds import DocumentKind

# Never the receipt, which carries the applicant's access code.
OUTSIDE_PAPERS = frozenset(
    {DocumentKind.ACCEPTANCE_NOTICE, DocumentKind.AGREEMENT, DocumentKind.TERMINATION_NOTICE}
)
OUTSIDE_FILES = frozenset({"evidence", "signed_agreement"})


def side_of(case: Case, actor: Actor) -> str:
    """The side for which the actor's institution stands; empty for those who stand for none."""
    return next(
        (
            party.side
            for party in case.parties
            if party.organisation_id is not None and party.organisation_id == actor.organisation_id
        ),
        "",
    )
