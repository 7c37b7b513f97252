"""Notices as they were uploaded. A corrected notice is a new row; the newest of a year counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class HolidayNotice(Model):
    __tablename__ = "holiday_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    rows: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # as rules.holiday_notices reads them
    loaded_at: Mapped[datetime] = mapped_column(UtcMoment)
    loaded_by: Mapped[str]
