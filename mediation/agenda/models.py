"""The secret address at which a person's calendar program reads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class CalendarFeed(Model):
    """One person's feed. The key itself is shown once and kept only as a keyed hash."""

    __tablename__ = "calendar_feeds"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    lang: Mapped[str]  # in which its events are written
    opened_at: Mapped[datetime] = mapped_column(UtcMoment)
