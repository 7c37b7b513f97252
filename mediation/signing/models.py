"""The text that is signed, the links to it, and the proof of each signature."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import EncryptedText, Model, UtcMoment
from mediation.documents.models import StoredFile
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


class SigningAuthority(Model):
    """That a person may sign for a side (授权委托书, D21), as one member of the staff recorded it from its
    document and another checked it. Only a checked one opens a link.
    """

    __tablename__ = "signing_authorities"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]  # vocabulary.SIDES
    person: Mapped[str] = mapped_column(EncryptedText)
    capacity: Mapped[str] = mapped_column(String(20))  # authorities.CAPACITIES
    matters: Mapped[str]  # keys of power_of_attorney.MATTERS, with a blank between
    paper_kind: Mapped[str] = mapped_column(String(20))
    paper_number: Mapped[str] = mapped_column(EncryptedText)
    channel: Mapped[str] = mapped_column(String(8))  # sms or email: where the person is reached
    address: Mapped[str] = mapped_column(EncryptedText)
    valid_to: Mapped[date | None]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))
    file: Mapped[StoredFile] = relationship(foreign_keys=[file_id])
    # The organisation's seal for the agreement, or why there is none; both empty for a natural person.
    seal_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    seal: Mapped[StoredFile | None] = relationship(foreign_keys=[seal_id])
    no_seal_reason: Mapped[str | None] = mapped_column(EncryptedText)
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    checked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    checked_by: Mapped[str] = mapped_column(default="")
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class SigningLink(Model):
    """A personal link of one signer to one copy. Its secret is kept as a hash."""

    __tablename__ = "signing_links"
    __table_args__ = (Index(None, "case_id"), Index(None, "copy_id", "signer"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    copy_id: Mapped[int] = mapped_column(ForeignKey("signing_copies.id"))
    copy: Mapped[SigningCopy] = relationship()
    signer: Mapped[str]  # vocabulary.SIDES
    person: Mapped[str] = mapped_column(EncryptedText)  # the party as recorded, or its representative
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("signing_authorities.id"))
    authority: Mapped[SigningAuthority | None] = relationship()
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # How the link reached the signer, and the codes after it: sms, email, or on_site.
    channel: Mapped[str] = mapped_column(String(8), default="")
    address_hash: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    made_by: Mapped[str]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    made_device: Mapped[str] = mapped_column(String(64), default="")
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    opened_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    identity_failures: Mapped[int] = mapped_column(default=0)
    code_hash: Mapped[str] = mapped_column(String(64), default="")
    code_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    code_channel: Mapped[str] = mapped_column(default="")  # sms, email, on_site
    code_failures: Mapped[int] = mapped_column(default=0)
    codes_sent: Mapped[int] = mapped_column(default=0)
    # Who told the code in person, and on which paper of the signer.
    code_by: Mapped[str] = mapped_column(default="")
    code_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    code_device: Mapped[str] = mapped_column(String(64), default="")
    paper_seen: Mapped[str] = mapped_column(String(20), default="")  # identity_papers.PaperKind
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


class OriginDecision(Model):
    """What a head decided of two signatures of opposed signers that came from one device."""

    __tablename__ = "signing_origin_decisions"
    __table_args__ = (UniqueConstraint("first_id", "second_id"), Index(None, "case_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    first_id: Mapped[int] = mapped_column(ForeignKey("signing_proofs.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("signing_proofs.id"))
    accepted: Mapped[bool]
    reason: Mapped[str] = mapped_column(EncryptedText)
    decided_at: Mapped[datetime] = mapped_column(UtcMoment)
    decided_by: Mapped[str]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


@event.listens_for(SigningProof, "before_update")
@event.listens_for(SigningProof, "before_delete")
def _written_once(*_: object) -> None:
    raise ValueError("a proof of signing is never changed")


guard(SigningProof, "signing_proofs", "a proof of signing is never changed")
