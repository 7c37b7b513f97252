"""Service (送达) of papers, with its proof."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import EncryptedText, Model, UtcMoment


class PaperService(Model):
    """One paper brought to one recipient, or the try. A row is never changed: another try is another row."""

    __tablename__ = "paper_services"
    __table_args__ = (Index(None, "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("issued_documents.id"))
    recipient: Mapped[str] = mapped_column(EncryptedText)
    way: Mapped[str]  # operations.WAYS
    result: Mapped[str]  # operations.RESULTS
    on: Mapped[date]
    note: Mapped[str] = mapped_column(EncryptedText, default="")  # tracking number, who received it
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str]
