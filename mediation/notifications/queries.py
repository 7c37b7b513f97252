"""A side's inbox."""

from __future__ import annotations

from sqlalchemy import select

from mediation.database import db
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import Letter
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
    facts = {name: _pair(value) for name, value in letter.facts.items()}
    text = KINDS[letter.kind].text
    return Words(
        text.zh.format(**{name: pair.zh for name, pair in facts.items()}),
        text.en.format(**{name: pair.en for name, pair in facts.items()}),
    )


def _pair(value: object) -> Words:
    return Words(*value) if isinstance(value, list | tuple) else Words(str(value), str(value))
