"""What became of a paper that is signed by hand."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class WetPaper(Model):
    """One paper on its way to the hands that sign it: an issued document, or a draft of the terms.

    A row is made when the paper is first printed or filed; one that waits has none yet.
    """

    __tablename__ = "wet_papers"
    __table_args__ = (
        CheckConstraint("(document_id IS NULL) <> (draft_id IS NULL)", name="document_or_draft"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("issued_documents.id"), unique=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("terms_drafts.id"), unique=True)
    copies: Mapped[int] = mapped_column(default=0)
    printed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    printed_by: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    filed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    filed_by: Mapped[str] = mapped_column(default="")
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
