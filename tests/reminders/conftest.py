"""A house in which days pass: the sweep and the gathering run, and the letters are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation.clock import moment_of
from mediation.database import db
from mediation.notifications.models import Letter
from mediation.notifications.texts import letter_says
from mediation.reminders import gathering, operations
from tests.builders import actor
from tests.conftest import StandingClock

AtNine = Callable[..., int]


@pytest.fixture
def passes(founded: object, session: Session, clock: StandingClock) -> AtNine:
    """`passes("2026-03-04", 9)`: at that hour of that day both jobs run; gives the letters written."""

    def run(day: str, hour: int = 9, minute: int = 5, *, sweeps: bool = True) -> int:
        at = clock.move_to(moment_of(date.fromisoformat(day), hour, minute))
        db.session.flush()
        if sweeps:
            while operations.sweep(on=date.fromisoformat(day), at=at):
                pass
        count = gathering.gather(
            at=at, address_of=lambda number: f"https://house.example/desk/cases/{number}"
        )
        db.session.flush()
        db.session.expire_all()
        return count

    return run


def digests_of(username: str) -> list[str]:
    """What a user's morning letters say, in English, the oldest first."""
    user_id = actor(username).user_id
    found = db.session.scalars(
        select(Letter).where(Letter.user_id == user_id, Letter.kind == "morning_digest").order_by(Letter.id)
    )
    return [letter_says(letter).body.en for letter in found]


def letters_of_kind(kind: str) -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))
