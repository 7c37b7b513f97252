"""Whether a mediator, a number, a station or a message is really ours. Exact matches only.

The answer to what is not ours and to what is typed a little wrong is the same, so that nobody can
feel their way to a name or a case.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from mediation.access.roles import Role
from mediation.accounts.models import User
from mediation.cases.models import Case, Party
from mediation.database import db
from mediation.mediators.models import Mediator
from mediation.notifications.models import Delivery, Letter
from mediation.organisations.models import Kind, Organisation
from mediation.rules.numbers.own_numbers import parse_own
from mediation.rules.refusals import NotValid

OURS = (Kind.CENTRE, Kind.STATION)
RECENT = timedelta(days=90)
SENT = ("sent", "delivered")


def is_mediator(name: str, badge: str) -> bool:
    """Whether an active mediator of the roster has both this name and this badge number."""
    if not name.strip() or not badge.strip():
        return False
    found = db.session.scalars(
        select(User)
        .join(Mediator, Mediator.user_id == User.id)
        .where(User.name == name.strip(), User.active, Mediator.badge == badge.strip())
    )
    return any(Role.MEDIATOR in user.roles for user in found)


def body_with_phone(number: str) -> Organisation | None:
    """The centre or station with this telephone number, however it is written."""
    wanted = _digits(number)
    ours = _our_bodies()
    return next((body for body in ours if wanted and _digits(body.phone) == wanted), None)


def body_named(name: str) -> Organisation | None:
    """The centre or station with exactly this name."""
    wanted = name.strip()
    return next(
        (body for body in _our_bodies() if wanted in (body.name, body.name_en, body.short_name)), None
    )


def sent_message(number: str, last_four: str, *, at: datetime) -> bool:
    """Whether a message about this case went out of late to a telephone that ends in these digits."""
    try:
        _, year, serial = parse_own(number)
    except NotValid:
        return False
    if len(_digits(last_four)) != 4:
        return False
    found = db.session.scalar(
        select(Delivery.id)
        .join(Letter, Letter.id == Delivery.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .join(Party, (Party.case_id == Case.id) & (Party.side == Letter.side))
        .where(
            Case.year == year,
            Case.number == serial,
            Party.phone_last4 == _digits(last_four),
            Delivery.channel.in_(("sms", "email")),
            Delivery.state.in_(SENT),
            Letter.written_at >= at - RECENT,
        )
        .limit(1)
    )
    return found is not None


def _our_bodies() -> list[Organisation]:
    return list(
        db.session.scalars(select(Organisation).where(Organisation.kind.in_(OURS), Organisation.active))
    )


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())
