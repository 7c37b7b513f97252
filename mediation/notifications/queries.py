"""Reads of letters: what a side, a user or a body has been written."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from mediation.database import db
from mediation.notifications.models import Letter
from mediation.notifications.texts import letter_says
from mediation.rules.findings import Words


def letters_to(case_id: int, side: str) -> list[Letter]:
    """Letters to one side of a case, the newest first."""
    return list(
        db.session.scalars(
            select(Letter)
            .where(Letter.case_id == case_id, Letter.side == side)
            .order_by(Letter.written_at.desc(), Letter.id.desc())
        )
    )


def text_of(letter: Letter) -> Words:
    """The letter as it is read."""
    return letter_says(letter).body


def written(keys: Iterable[str]) -> set[str]:
    """Those of `keys` under which a letter was written already."""
    return set(db.session.scalars(select(Letter.key).where(Letter.key.in_(list(keys)))))
