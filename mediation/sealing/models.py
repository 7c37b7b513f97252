"""Pictures of seals, which leave the database only onto a paper, and the certificates used so far."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import EncryptedText, Model, UtcMoment


class SealImage(Model):
    """One seal of one body. A row is never changed but for the day on which the seal goes out of use."""

    __tablename__ = "seal_images"
    __table_args__ = (Index(None, "organisation_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    picture: Mapped[str] = mapped_column(EncryptedText)  # PNG in base64
    sha256: Mapped[str] = mapped_column(String(64))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(UtcMoment)
    added_by: Mapped[str]


class SigningCertificate(Model):
    """A certificate with which this house has signed, kept for good: by it old papers are known as ours."""

    __tablename__ = "signing_certificates"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    chain: Mapped[str] = mapped_column(Text)  # PEM, the own certificate first, the root last
