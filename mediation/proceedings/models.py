"""Notices given, answers received, sessions booked and held."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class RightsNoticeGiven(Model):
    """That a side heard its rights and duties (人民调解法 arts 23, 24), when and how."""

    __tablename__ = "rights_notices"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]
    channel: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str]


class Answer(Model):
    """A side's answer to the question whether it wants mediation (人民调解法 art. 17)."""

    __tablename__ = "answers"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]
    agrees: Mapped[bool]
    channel: Mapped[str]
    answered_at: Mapped[datetime] = mapped_column(UtcMoment)
    given_by: Mapped[str] = mapped_column(default="")  # who spoke for the side
    remark: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[str]


class Session(Model):
    """A meeting of the two sides, from its booking to its record (人民调解法 art. 27)."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index(None, "case_id"),
        Index(None, "mediator_id", "starts_at"),
        Index(None, "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    mediator_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    number: Mapped[int | None]  # counted when held
    starts_at: Mapped[datetime] = mapped_column(UtcMoment)
    ends_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    mode: Mapped[str]  # vocabulary.MODES
    place: Mapped[str] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=False)  # closed unless the parties ask otherwise
    result: Mapped[str] = mapped_column(default="")  # vocabulary.SESSION_RESULTS; empty: booked
    present: Mapped[str] = mapped_column(Text, default="")
    record: Mapped[str] = mapped_column(Text, default="")
    result_note: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None]
