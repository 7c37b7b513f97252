"""Keeping the roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mediation.access.actor import Role
from mediation.accounts.models import User
from mediation.database import db
from mediation.mediators.models import Mediator


def keep_in_step(user: User) -> None:
    """A user with the role of mediator and a place has an entry on the roster."""
    entry = db.session.get(Mediator, user.id)
    if Role.MEDIATOR not in user.roles or user.organisation_id is None:
        return
    if entry is None:
        db.session.add(Mediator(user_id=user.id, organisation_id=user.organisation_id))
    else:
        entry.organisation_id = user.organisation_id


def describe(
    entry: Mediator,
    *,
    fields: Sequence[str],
    languages: Sequence[str],
    employers: Sequence[tuple[int, date | None]],
    capacity: int,
    away_from: date | None,
    away_to: date | None,
) -> None:
    """Set what the roster knows: fields, languages, employers to be disclosed, load and absence.

    `employers` are (id of the institution, last day there or None while it lasts).
    """
    entry.fields, entry.languages = list(fields), list(languages)
    entry.employers = [
        {"organisation_id": body, "until": until.isoformat() if until else None} for body, until in employers
    ]
    entry.capacity, entry.away_from, entry.away_to = capacity, away_from, away_to
