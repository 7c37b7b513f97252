"""Reads of the roster."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from mediation.accounts.models import User
from mediation.database import db
from mediation.mediators.models import Mediator


def mediators_at(organisation_id: int | None, *, on: date) -> list[Mediator]:
    """Active mediators of a place who are not away on the day `on`."""
    return list(
        db.session.scalars(
            select(Mediator)
            .join(Mediator.user)
            .options(joinedload(Mediator.user))
            .where(
                Mediator.organisation_id == organisation_id,
                User.active,
                or_(
                    Mediator.away_from.is_(None),
                    Mediator.away_from > on,
                    Mediator.away_to < on,
                ),
            )
            .order_by(User.name)
        )
    )


def mediator(user_id: int) -> Mediator | None:
    return db.session.get(Mediator, user_id, options=[joinedload(Mediator.user)])
