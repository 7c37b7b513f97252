"""Offers and private talk, encrypted, apart from all other records of a case."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import EncryptedText, Fen, Model, UtcMoment


class Offer(Model):
    """What a side offers. Sealed: the mediator alone knows it; open: the other side reads and answers it."""

    __tablename__ = "offers"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]
    sealed: Mapped[bool]
    amount_fen: Mapped[int | None] = mapped_column(Fen)
    terms: Mapped[str] = mapped_column(EncryptedText)
    valid_until: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str]
    opened_at: Mapped[datetime | None] = mapped_column(UtcMoment)  # a sealed one shown after all
    answer: Mapped[str] = mapped_column(default="")  # operations.ANSWERS
    answered_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    answered_by: Mapped[str] = mapped_column(default="")
    answer_note: Mapped[str] = mapped_column(EncryptedText, default="")


class CaucusNote(Model):
    """What one side told the mediator alone; shown to that side only where the mediator says so."""

    __tablename__ = "caucus_notes"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]
    text: Mapped[str] = mapped_column(EncryptedText)
    shown_to_side: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime] = mapped_column(UtcMoment)
    written_by: Mapped[str]
