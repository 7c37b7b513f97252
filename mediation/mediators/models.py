"""A mediator's entry on the roster, beside the user who signs in."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.accounts.models import User
from mediation.database import Model
from mediation.rules.findings import Words

USUAL_CAPACITY = 40  # open cases at a time
LANGUAGES = {
    "zh": Words("普通话", "Mandarin"),
    "minnan": Words("闽南话", "Minnan"),
    "en": Words("英语", "English"),
    "sign": Words("手语", "Sign language"),
}


class Mediator(Model):
    __tablename__ = "mediators"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    user: Mapped[User] = relationship()
    badge: Mapped[str] = mapped_column(default="")  # number on the card that a mediator shows
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)  # product codes
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)  # zh, minnan, en ...
    # Institutions that employ or employed the mediator: [{"organisation_id": 3, "until": null}]
    employers: Mapped[list[dict[str, int | str | None]]] = mapped_column(JSON, default=list)
    away_from: Mapped[date | None]
    away_to: Mapped[date | None]
    capacity: Mapped[int] = mapped_column(default=USUAL_CAPACITY)  # open cases that are still reasonable

    def is_away(self, on: date) -> bool:
        """Whether the mediator is on leave on the day `on`; both ends count."""
        return self.away_from is not None and self.away_from <= on <= (self.away_to or date.max)
