"""The outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class Letter(Model):
    """One letter to one side of a case, shown in that side's inbox on the case page."""

    __tablename__ = "letters"
    __table_args__ = (Index(None, "case_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]  # applicant or respondent
    kind: Mapped[str]  # notifications.kinds
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    # One letter of one kind about one entry of the timeline to one side: never twice.
    key: Mapped[str] = mapped_column(unique=True)
    written_at: Mapped[datetime] = mapped_column(UtcMoment)
    read_at: Mapped[datetime | None] = mapped_column(UtcMoment)
