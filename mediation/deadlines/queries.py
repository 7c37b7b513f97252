"""Every read of deadlines, beside those that come with their thing."""

from __future__ import annotations

from sqlalchemy import select

from mediation.database import db
from mediation.deadlines.models import Deadline, DeadlineMove


def rows_of(kind: str, thing_id: int) -> list[Deadline]:
    """All deadlines of one thing, in the order in which they began."""
    return list(
        db.session.scalars(
            select(Deadline).where(Deadline.kind == kind, Deadline.thing_id == thing_id).order_by(Deadline.id)
        )
    )


def rows_of_case(case_id: int) -> list[Deadline]:
    """All deadlines that concern a case, whatever they hang on, in the order in which they began."""
    return list(db.session.scalars(select(Deadline).where(Deadline.case_id == case_id).order_by(Deadline.id)))


def moves_of_case(case_id: int) -> dict[int, list[DeadlineMove]]:
    """How the last days of a case's deadlines moved, in order, by deadline."""
    moved: dict[int, list[DeadlineMove]] = {}
    wanted = select(DeadlineMove).join(Deadline).where(Deadline.case_id == case_id).order_by(DeadlineMove.id)
    for move in db.session.scalars(wanted):
        moved.setdefault(move.deadline_id, []).append(move)
    return moved
