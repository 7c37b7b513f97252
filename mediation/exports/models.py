"""Who took which list, when, how much of it and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.accounts.models import User
from mediation.database import Model, UtcMoment
from mediation.organisations.models import Organisation


class Export(Model):
    """One list that somebody took. Nothing in it names a person of a case, so it is kept for good."""

    __tablename__ = "exports"
    __table_args__ = (Index(None, "asked_by_id", "id"), Index(None, "asked_for_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    list_code: Mapped[str] = mapped_column(String(40))  # exports.lists
    filters: Mapped[dict[str, str]] = mapped_column(JSON)  # of words that were typed only that there were
    columns: Mapped[list[str]] = mapped_column(JSON)
    whole: Mapped[bool] = mapped_column(default=False)  # without masks
    format: Mapped[str] = mapped_column(String(8))  # spreadsheets.writing.Format
    lang: Mapped[str] = mapped_column(String(2))
    why: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_by: Mapped[User] = relationship()
    asked_for_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))  # their body then
    asked_for: Mapped[Organisation | None] = relationship()
    asked_at: Mapped[datetime] = mapped_column(UtcMoment)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))  # where it takes long
    row_count: Mapped[int | None]
    size: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    fetched_at: Mapped[datetime | None] = mapped_column(UtcMoment)  # the first time

    @property
    def thread(self) -> str:
        """Its thread in the timeline, which nobody can change afterwards."""
        return f"export:{self.id}"
