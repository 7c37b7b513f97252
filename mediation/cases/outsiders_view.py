"""What of a case is for those who do not handle it: institutions, courts, authorities, the auditor."""

from __future__ import annotations

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.cases.models import Case
from mediation.documents.kinds import DocumentKind

OUTSIDE_PAPERS = frozenset(
    {
        DocumentKind.ACCEPTANCE_NOTICE,
        DocumentKind.AGREEMENT,
        DocumentKind.TERMINATION_NOTICE,
        DocumentKind.UNDISPUTED_FACTS,
    }
)
OUTSIDE_FILES = frozenset({"evidence", "signed_agreement"})


def may_read(kind: str, case: Case, actor: Actor) -> bool:
    """Whether the actor may open a paper of this kind.

    The receipt carries the access code, by which one acts as the applicant: it is for the staff who
    may see what names a person, to hand it out again, and not for those who only look on.
    """
    if kind == DocumentKind.RECEIPT:
        return allows("case.reveal", actor, case)
    return kind in OUTSIDE_PAPERS or allows("case.view_inside", actor, case)


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
