"""Tasks: what was asked for, how far it is, and where its result lies."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment
from mediation.rules.findings import Words


class TaskState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Task(Model):
    """`facts` are what the kind's worker needs, in plain JSON; `cursor` is where it goes on.

    Both are emptied with the result when `kept_until` is over: they may name people.
    """

    __tablename__ = "tasks"
    __table_args__ = (Index(None, "asked_by_id", "id"), Index(None, "state", "heard_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    # The same work asked for twice is one task.
    key: Mapped[str] = mapped_column(String(120), unique=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcMoment)
    state: Mapped[str] = mapped_column(String(12))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]  # None while nobody knows
    cursor: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    begun_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    heard_at: Mapped[datetime | None] = mapped_column(UtcMoment)  # the last step
    finished_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    cancel_asked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    stumbles: Mapped[int] = mapped_column(default=0)  # failed tries since the last step
    next_try_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    error: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # both languages
    # The result, if it is a file; `path` lies within the folder of files.
    path: Mapped[str | None] = mapped_column(String(80))
    name: Mapped[str | None] = mapped_column(String(200))
    media_type: Mapped[str | None] = mapped_column(String(100))
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    kept_until: Mapped[datetime | None] = mapped_column(UtcMoment, index=True)
    forgotten_at: Mapped[datetime | None] = mapped_column(UtcMoment)

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def part_done(self) -> float | None:
        """From 0 to 1; None while nobody knows how much there is."""
        return min(1.0, self.done / self.total) if self.total else None

    @property
    def error_words(self) -> Words | None:
        return Words(*self.error) if self.error else None


OVER = frozenset({TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED})
