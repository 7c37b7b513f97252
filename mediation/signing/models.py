"""The text that is signed, the links to it, and the proof of each signature."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import EncryptedText, Model, UtcMoment
from mediation.timeline.append_only import guard


class SigningCopy(Model):
    """The file that everybody signs: one draft, drawn once, under its hash."""

    __tablename__ = "signing_copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("terms_drafts.id"), unique=True)
    facts: Mapped[str] = mapped_column(EncryptedText)
    path: Mapped[str] = mapped_column(String(80))
    pdf_sha256: Mapped[str] = mapped_column(String(64))
    pdf_sm3: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcMoment)


class SigningLink(Model):
    """A personal link of one signer to one copy. Its secret is kept as a hash."""

    __tablename__ = "signing_links"
    __table_args__ = (Index(None, "case_id"), Index(None, "copy_id", "signer"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    copy_id: Mapped[int] = mapped_column(ForeignKey("signing_copies.id"))
    copy: Mapped[SigningCopy] = relationship()
    signer: Mapped[str]  # vocabulary.SIDES
    person: Mapped[str] = mapped_column(EncryptedText)  # who signs, for an organisation its representative
    # Of the representative's paper or telephone, where it is not the party itself that signs.
    digits_hash: Mapped[str] = mapped_column(String(64), default="")
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    made_by: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    opened_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    identity_failures: Mapped[int] = mapped_column(default=0)
    code_hash: Mapped[str] = mapped_column(String(64), default="")
    code_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    code_channel: Mapped[str] = mapped_column(default="")  # sms, email, on_site
    code_failures: Mapped[int] = mapped_column(default=0)
    codes_sent: Mapped[int] = mapped_column(default=0)
    signed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    declined_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    declined_reason: Mapped[str | None] = mapped_column(EncryptedText)


class SigningProof(Model):
    """Who signed what, when, from where and how identified. Written once; its hash is in the timeline."""

    __tablename__ = "signing_proofs"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    copy_id: Mapped[int] = mapped_column(ForeignKey("signing_copies.id"))
    signature_id: Mapped[int] = mapped_column(ForeignKey("signatures.id"), unique=True)
    record: Mapped[str] = mapped_column(EncryptedText)  # records.SigningAct as canonical JSON
    sha256: Mapped[str] = mapped_column(String(64))
    suite: Mapped[str] = mapped_column(String(20), default="")  # sealing.suites
    vouched: Mapped[str] = mapped_column(Text, default="")  # the platform's signature of the record, base64


class SigningOrigin(Model):
    """From where a signature came, beside its proof: this row is deleted when its time is over."""

    __tablename__ = "signing_origins"
    __table_args__ = (Index(None, "signed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proof_id: Mapped[int] = mapped_column(ForeignKey("signing_proofs.id"), unique=True)
    signed_at: Mapped[datetime] = mapped_column(UtcMoment)
    told: Mapped[str] = mapped_column(EncryptedText)  # records.Origin as canonical JSON


@event.listens_for(SigningProof, "before_update")
@event.listens_for(SigningProof, "before_delete")
def _written_once(*_: object) -> None:
    raise ValueError("a proof of signing is never changed")


guard(SigningProof, "signing_proofs", "a proof of signing is never changed")
