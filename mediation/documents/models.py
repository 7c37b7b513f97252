"""Issued documents and stored files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import EncryptedText, Model, UtcMoment


class IssuedDocument(Model):
    """A paper with number, facts and public code. Facts never change; a new version is a new row.

    `pdf_sha256`, `pdf_size` and `path` are empty until the PDF is made (see operations.ensure_rendered).
    `closing` is what the house's signature added after the drawing. A drawing can be made again byte
    for byte, a signature never: kept apart from the file, it makes a lost file whole.
    """

    __tablename__ = "issued_documents"
    __table_args__ = (Index(None, "case_id", "issued_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(60), unique=True)
    code: Mapped[str] = mapped_column(String(14), unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    lang: Mapped[str] = mapped_column(String(2))
    facts: Mapped[str] = mapped_column(EncryptedText)
    facts_sha256: Mapped[str] = mapped_column(String(64))
    verify_url: Mapped[str] = mapped_column(String(200))
    pdf_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    pdf_size: Mapped[int | None]
    path: Mapped[str | None] = mapped_column(String(80))
    pdf_sm3: Mapped[str] = mapped_column(String(64), default="")  # the national digest of the same file
    closing: Mapped[bytes | None] = mapped_column(LargeBinary)
    seal_id: Mapped[int | None] = mapped_column(ForeignKey("seal_images.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcMoment)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("issued_documents.id"))
    replaced_reason: Mapped[str | None] = mapped_column(EncryptedText)
    replaces: Mapped[str] = mapped_column(String(60), default="")  # number of the one before
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    withdrawn_reason: Mapped[str | None] = mapped_column(EncryptedText)

    replaced_by: Mapped[IssuedDocument | None] = relationship(remote_side=[id])

    @property
    def is_valid(self) -> bool:
        """Whether the paper still stands: neither replaced nor withdrawn."""
        return self.replaced_by_id is None and self.withdrawn_at is None


class StoredFile(Model):
    """A file that came in. `sha256` and `size` are of what is kept, `received_sha256` of what came.

    They differ for pictures, which are written anew without their position data.
    """

    __tablename__ = "stored_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    received_sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    original_name: Mapped[str] = mapped_column(EncryptedText)
    kind: Mapped[str] = mapped_column(String(20))
    path: Mapped[str] = mapped_column(String(80))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("intake_drafts.id"), index=True)
    # The hand-over that it came with; `case_id` joins it once the hand-over has its case.
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referrals.id"), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(UtcMoment)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    uploaded_by: Mapped[str] = mapped_column(EncryptedText)
    party: Mapped[str] = mapped_column(String(20), default="")
    scan_state: Mapped[str] = mapped_column(String(12), default="unscanned")  # scanning.Scan
    scanned_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    scan_finding: Mapped[str] = mapped_column(String(200), default="")  # what the scanner called it
    # What a reader should know before opening: active_content, embedded_files, links (space between).
    flags: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(EncryptedText, default="")
    width: Mapped[int | None]
    height: Mapped[int | None]
    pages: Mapped[int | None]
    # The small picture of the first page; empty until it is made, "-" where there can be none.
    thumbnail: Mapped[str] = mapped_column(String(80), default="")
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
