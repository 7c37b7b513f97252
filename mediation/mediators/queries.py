"""Reads of the roster. Whoever has the role of mediator is on it, described or not."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from mediation.access.roles import Role
from mediation.accounts.models import User
from mediation.database import db
from mediation.mediators.models import USUAL_CAPACITY, Mediator


def mediators_at(organisation_id: int | None, *, on: date) -> list[Mediator]:
    """Active mediators of a place who are not away on the day `on`, by name."""
    users = db.session.scalars(
        select(User).where(User.organisation_id == organisation_id, User.active).order_by(User.name)
    ).all()
    here = [user for user in users if Role.MEDIATOR in user.roles]
    described = {
        entry.user_id: entry
        for entry in db.session.scalars(
            select(Mediator).where(Mediator.user_id.in_([one.id for one in here]))
        )
    }
    roster = [described.get(user.id) or _undescribed(user) for user in here]
    return [entry for entry in roster if not entry.is_away(on)]


def mediator(user_id: int) -> Mediator | None:
    """The entry of a mediator; None for whoever is none."""
    user = db.session.get(User, user_id)
    if user is None or Role.MEDIATOR not in user.roles:
        return None
    return db.session.get(Mediator, user_id) or _undescribed(user)


def capacity_by_place() -> dict[int, int]:
    """How many open cases the active mediators of each place can reasonably have together."""
    users = [
        user for user in db.session.scalars(select(User).where(User.active)) if Role.MEDIATOR in user.roles
    ]
    described = dict(db.session.execute(select(Mediator.user_id, Mediator.capacity)).all())
    total: dict[int, int] = {}
    for user in users:
        if user.organisation_id is not None:
            capacity = described.get(user.id, USUAL_CAPACITY)
            total[user.organisation_id] = total.get(user.organisation_id, 0) + capacity
    return total


def _undescribed(user: User) -> Mediator:
    """What holds of a mediator of whom the roster says nothing yet; stored when it is described."""
    return Mediator(
        user_id=user.id, user=user, fields=[], languages=[], employers=[], capacity=USUAL_CAPACITY
    )
