"""What somebody is to be reminded of."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class Reminder(Model):
    """One step of the ladder for one kind of recipient, about one last day of one deadline: never twice."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("deadline_id", "step", "due_on", "recipient"),
        Index(None, "state", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"))
    due_on: Mapped[date]  # the last day as it was then; another one is another reminder
    step: Mapped[str]  # as rules/tables/reminders.csv writes it: -3WD
    recipient: Mapped[str]  # rules.reminders.RECIPIENTS; who that is, is asked when it is said
    raised_at: Mapped[datetime] = mapped_column(UtcMoment)
    state: Mapped[str] = mapped_column(default="waiting")  # waiting, said, dropped, nobody
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    told: Mapped[list[int]] = mapped_column(JSON, default=list)  # ids of users who have it in a letter
