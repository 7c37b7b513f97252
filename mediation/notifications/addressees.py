"""To whom a letter goes: a side of a case, a user, or a body."""

from __future__ import annotations

from mediation.accounts.models import User
from mediation.database import db
from mediation.notifications import extension_points
from mediation.notifications.contacts import BODY, INBOX_PAGE, STAFF, Contact
from mediation.notifications.models import Letter
from mediation.organisations.models import Organisation


def contact_of(letter: Letter) -> Contact:
    """The addressee as known now; a side is asked of the package that keeps cases."""
    if letter.side and letter.case_id is not None:
        contact = extension_points.contact_of_side(letter.case_id, letter.side)
        return contact.at(*letter.aimed_at.split(":", 1)) if letter.aimed_at else contact
    if letter.user_id is not None:
        user = db.session.get_one(User, letter.user_id)
        return Contact(user.name, STAFF, email=user.email or "", page=INBOX_PAGE)
    return contact_of_body(db.session.get_one(Organisation, letter.organisation_id))


def contact_of_body(body: Organisation) -> Contact:
    """A body of the house: its own post box, telephone and address."""
    return Contact(
        body.name,
        BODY,
        phone=body.phone,
        email=body.email,
        address=body.address,
        confirmed=frozenset({"inbox"}),
        organisation_id=body.id,
        page=INBOX_PAGE,
    )
