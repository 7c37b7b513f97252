"""The clock of one thing, where its last day moved, and what happened when it ran out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import Model, UtcMoment

RUNNING = frozenset({"running", "paused"})
FAR_OFF = date(9999, 12, 31)  # sorts a thing without a running deadline behind all others


class Deadline(Model):
    """A legal time limit that hangs on a thing: the facts from which its last day is computed."""

    __tablename__ = "deadlines"
    __table_args__ = (
        Index(None, "kind", "thing_id"),
        Index(None, "case_id"),
        # One index per sweep, so that its cost follows what is due, not what is open.
        Index(None, "status", "due_on", "id"),
        Index(None, "status", "next_alarm_on", "id"),
        Index(None, "status", "lapses_on", "id"),
        Index(None, "status", "rule_print", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # what it hangs on: case, referral, document, instalment, request ...
    thing_id: Mapped[int]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))  # for walls and the case page
    code: Mapped[str]  # rules/tables/deadlines.csv
    law_on: Mapped[date]
    start_on: Mapped[date]  # the day of the event; day 1 is the next day
    length: Mapped[int | None]  # where the source of the matter sets it (C38), in `unit`
    unit: Mapped[str | None]
    keeps_day: Mapped[bool] = mapped_column(default=False)  # agreed: no roll for rest days (民法典 204)
    who: Mapped[str] = mapped_column(default="")  # copy of the rule's, for lists
    pauses: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # [{"from", "to", "reason"}]
    extensions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    due_on: Mapped[date]
    provisional: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(default="running")  # running, paused, met, lapsed, void
    ended_on: Mapped[date | None]
    rule_print: Mapped[str] = mapped_column(default="")  # deadlines.prints: by what it was reckoned
    next_alarm_on: Mapped[date | None]  # the next day on which somebody is to be reminded
    lapses_on: Mapped[date | None]  # the first day on which the rule's lapse is to be carried out

    @property
    def runs(self) -> bool:
        """Whether it is running or paused."""
        return self.status in RUNNING


class DeadlineMove(Model):
    """The last day of a deadline became another."""

    __tablename__ = "deadline_moves"
    __table_args__ = (Index(None, "deadline_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"))
    deadline: Mapped[Deadline] = relationship(lazy="raise_on_sql")
    was_on: Mapped[date]
    now_on: Mapped[date]
    why: Mapped[str]  # deadlines.moves.WHY
    moved_on: Mapped[date]


class DeadlineLapse(Model):
    """A deadline that ran out, at most once each, and what was done about it."""

    __tablename__ = "deadline_lapses"
    __table_args__ = (Index(None, "deadline_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"))
    action: Mapped[str]  # of the thing's transition table
    at: Mapped[datetime] = mapped_column(UtcMoment)
