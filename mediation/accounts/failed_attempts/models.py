"""Tries, counted by what was tried and from where, whether there is such a thing or not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class FailedAttempts(Model):
    __tablename__ = "code_tries"

    key: Mapped[str] = mapped_column(primary_key=True)  # keyed hash of a case number or an address
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcMoment)  # nothing is tried before
    last_at: Mapped[datetime] = mapped_column(UtcMoment)
