"""Reads of notices, answers and sessions, and what the guards ask of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.proceedings.models import Answer, RightsNoticeGiven, Session

NOT_HELD = "not_held"


def notices_of(case_id: int) -> list[RightsNoticeGiven]:
    return list(
        db.session.scalars(
            select(RightsNoticeGiven)
            .where(RightsNoticeGiven.case_id == case_id)
            .order_by(RightsNoticeGiven.id)
        )
    )


def answers_of(case_id: int) -> list[Answer]:
    return list(db.session.scalars(select(Answer).where(Answer.case_id == case_id).order_by(Answer.id)))


def sessions_of(case_id: int) -> list[Session]:
    """All sessions of a case in the order of time, booked ones included."""
    return list(
        db.session.scalars(
            select(Session).where(Session.case_id == case_id).order_by(Session.starts_at, Session.id)
        )
    )


def next_session_number(case_id: int) -> int:
    last = db.session.scalar(select(func.max(Session.number)).where(Session.case_id == case_id))
    return (last or 0) + 1


def clashes(mediator_id: int | None, starts_at: datetime, ends_at: datetime) -> list[Session]:
    """Sessions of this mediator that overlap the time and were not called off."""
    if mediator_id is None:
        return []
    return list(
        db.session.scalars(
            select(Session).where(
                Session.mediator_id == mediator_id,
                Session.result == "",
                Session.starts_at < ends_at,
                func.coalesce(Session.ends_at, Session.starts_at) > starts_at,
            )
        )
    )


def tell_situation(case: Case) -> dict[str, Any]:
    """Which sides have heard their rights, and which agreed last time they answered."""
    latest = {answer.side: answer.agrees for answer in answers_of(case.id)}
    return {
        "notified": frozenset(notice.side for notice in notices_of(case.id)),
        "consented": frozenset(side for side, agrees in latest.items() if agrees),
    }


def days_of_sessions(case: Case) -> tuple[date, ...]:
    """The days on which the sides met."""
    return tuple(
        session.held_on for session in sessions_of(case.id) if session.held_on and session.result != NOT_HELD
    )


def booked_near(case_id: int, starts_at: datetime) -> Session | None:
    """The booked session of that day, which the record then completes."""
    day = day_of(starts_at)
    return next(
        (one for one in sessions_of(case_id) if not one.result and day_of(one.starts_at) == day), None
    )
