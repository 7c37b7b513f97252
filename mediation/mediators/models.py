"""A mediator's entry on the roster, beside the user who signs in."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.accounts.models import User
from mediation.database import Model


class Mediator(Model):
    __tablename__ = "mediators"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    user: Mapped[User] = relationship()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)  # product codes
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)  # zh, minnan, en ...
    # Institutions that employ or employed the mediator: [{"organisation_id": 3, "until": null}]
    employers: Mapped[list[dict[str, int | str | None]]] = mapped_column(JSON, default=list)
    away_from: Mapped[date | None]
    away_to: Mapped[date | None]
    capacity: Mapped[int] = mapped_column(default=40)  # open cases that are still reasonable
