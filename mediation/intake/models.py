"""The draft of a complaint."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import EncryptedText, Model, UtcMoment


class IntakeDraft(Model):
    """What somebody has typed so far. It is found by its code alone, of which the hash is kept."""

    __tablename__ = "intake_drafts"
    __table_args__ = (Index(None, "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    # The code before the draft was taken up elsewhere: it opens nothing, but its browser is told.
    former_code_hash: Mapped[str | None] = mapped_column(index=True)
    content: Mapped[str] = mapped_column(EncryptedText)  # answers.Answers as JSON
    revision: Mapped[int] = mapped_column(default=0)  # grows with every save: tells a stale page
    lang: Mapped[str] = mapped_column(default="zh")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # typed by staff
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    updated_at: Mapped[datetime] = mapped_column(UtcMoment)
    # Once filed: which case, and the access code for as long as the receipt shows it.
    submitted_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    submitted_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    access_code: Mapped[str | None] = mapped_column(EncryptedText)
