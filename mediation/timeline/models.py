"""The entries and, per thread, the head of its chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class TimelineEntry(Model):
    """One thing that happened. The database itself refuses to change or delete a row."""

    __tablename__ = "timeline_entries"
    __table_args__ = (
        UniqueConstraint("thread", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[str]  # "case:17", "user:3"
    number: Mapped[int]  # 1, 2, 3 ... within the thread
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor_user_id: Mapped[int | None]
    actor_role: Mapped[str]
    actor_name: Mapped[str]  # staff by name; a party only by side
    event: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str]
    hash: Mapped[str]


class TimelineHead(Model):
    """Where a thread stands, so that a cut-off end is noticed."""

    __tablename__ = "timeline_heads"

    thread: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    hash: Mapped[str]
