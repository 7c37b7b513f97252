"""Keeping the roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mediation.database import db
from mediation.mediators.models import Mediator


def describe(
    entry: Mediator,
    *,
    fields: Sequence[str],
    languages: Sequence[str],
    employers: Sequence[tuple[int, date | None]],
    capacity: int,
    away_from: date | None,
    away_to: date | None,
    badge: str = "",
) -> None:
    """Set what the roster says: fields, languages, employers to be disclosed, load and absence.

    `employers` are (id of the institution, last day there or None while it lasts).
    """
    db.session.add(entry)
    entry.badge = badge
    entry.fields, entry.languages = list(fields), list(languages)
    entry.employers = [
        {"organisation_id": body, "until": until.isoformat() if until else None} for body, until in employers
    ]
    entry.capacity, entry.away_from, entry.away_to = capacity, away_from, away_to
