"""Where a side of a case is reached, for the letters that go to it."""

from __future__ import annotations

from mediation.cases.models import Case, Party
from mediation.database import db
from mediation.notifications.contacts import BODY, INBOX_PAGE, PARTY, Contact
from mediation.organisations.queries import organisation


def contact_of_side(case_id: int, side: str) -> Contact:
    """What the side gave. A body of the house reads letters in its users' inbox, an applicant on the
    page of the case; a respondent without an account has neither."""
    case = db.session.get_one(Case, case_id)
    party = case.applicant if side == "applicant" else case.respondent
    if party.organisation_id is not None:
        return _body(party)
    return Contact(
        party.name,
        PARTY,
        lang=case.lang if side == "applicant" else "zh",
        phone=party.phone or "",
        email=party.email or "",
        address=party.address or "",
        page=f"/track/{case.short_number}" if side == "applicant" else "",
    )


def _body(party: Party) -> Contact:
    body = organisation(party.organisation_id)
    return Contact(
        party.name,
        BODY,
        phone=party.phone or (body.phone if body else ""),
        email=party.email or (body.email if body else ""),
        address=party.address or (body.address if body else ""),
        confirmed=frozenset({"inbox"}),
        organisation_id=party.organisation_id,
        page=INBOX_PAGE,
    )
