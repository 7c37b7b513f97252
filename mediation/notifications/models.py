"""The outbox: letters, their deliveries by channel, the proofs of notice, and the texts as edited."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import EncryptedText, Model, UtcMoment


class Letter(Model):
    """One letter to one side of a case, to a user, or to a body.

    A letter to a side that is itself a body of the house carries both: its users read it too.
    """

    __tablename__ = "letters"
    __table_args__ = (
        CheckConstraint("side <> '' or user_id is not null or organisation_id is not null", "someone"),
        CheckConstraint("side = '' or case_id is not null", "side_of_a_case"),
        Index(None, "case_id", "side"),
        Index("ix_letters_user_unread", "user_id", "read_at"),
        Index("ix_letters_organisation_unread", "organisation_id", "read_at"),
        Index(None, "next_step_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str] = mapped_column(default="")  # applicant or respondent; empty: to a user or a body
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str]  # notifications.kinds
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    lang: Mapped[str] = mapped_column(String(2), default="zh")  # in which it leaves the house
    text_version: Mapped[int] = mapped_column(default=0)  # of letter_texts; 0: as shipped
    # `channel:address` of a letter to one address alone, wherever the side is reached otherwise.
    aimed_at: Mapped[str | None] = mapped_column(EncryptedText)
    # One letter of one kind about one entry of the timeline to one side: never twice.
    key: Mapped[str] = mapped_column(unique=True)
    written_at: Mapped[datetime] = mapped_column(UtcMoment)
    read_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    proven_at: Mapped[datetime | None] = mapped_column(UtcMoment)  # the earliest proof of notice
    # The ladder: the step taken last, and the day of the next one; empty when none is left.
    step: Mapped[int] = mapped_column(default=0)
    next_step_on: Mapped[date | None]

    deliveries: Mapped[list[Delivery]] = relationship(back_populates="letter", order_by="Delivery.id")
    proofs: Mapped[list[ServiceProof]] = relationship(
        back_populates="letter", order_by="ServiceProof.reached_at"
    )


class Delivery(Model):
    """One letter by one channel; its states are in rules/tables/delivery_states.csv."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("letter_id", "channel"),
        # The sending job: what is due, the oldest first. The pages: what stands where.
        Index("ix_deliveries_due", "state", "channel", "next_try_at"),
        Index(None, "provider_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    letter: Mapped[Letter] = relationship(back_populates="deliveries")
    channel: Mapped[str] = mapped_column(String(8))  # notifications.channels
    state: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(40), unique=True)  # what the other end knows it by
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime] = mapped_column(UtcMoment)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    # Whoever sends it now; after `claimed_until` it is taken for dead and the next runner sends.
    claim: Mapped[str] = mapped_column(String(32), default="")
    claimed_until: Mapped[datetime | None] = mapped_column(UtcMoment)
    provider_id: Mapped[str | None] = mapped_column(String(80))  # the gateway's number, or that of the post
    last_error: Mapped[str] = mapped_column(String(40), default="")  # a code; never what was said
    address: Mapped[str | None] = mapped_column(EncryptedText)  # where it went
    said: Mapped[str | None] = mapped_column(EncryptedText)  # what it said when it left
    sent_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)  # bounced, dead or cancelled
    note: Mapped[str | None] = mapped_column(EncryptedText)  # what a person wrote of a call or a posting
    handled_by: Mapped[str] = mapped_column(default="")


class ServiceProof(Model):
    """That a letter reached its addressee: a line of the proof of service (送达回证)."""

    __tablename__ = "service_proofs"
    __table_args__ = (UniqueConstraint("letter_id", "channel", "basis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    letter: Mapped[Letter] = relationship(back_populates="proofs")
    channel: Mapped[str] = mapped_column(String(8))
    basis: Mapped[str] = mapped_column(String(20))  # notifications.proofs.BASES
    reached_at: Mapped[datetime] = mapped_column(UtcMoment)
    noted_at: Mapped[datetime] = mapped_column(UtcMoment)
    noted_by: Mapped[str]
    note: Mapped[str | None] = mapped_column(EncryptedText)


class BadAddress(Model):
    """An address or number that sends letters back; later letters take the next step of the ladder."""

    __tablename__ = "bad_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_hash: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(8))
    masked: Mapped[str]  # 138****5207: enough to recognise it
    reason: Mapped[str] = mapped_column(String(40))
    marked_at: Mapped[datetime] = mapped_column(UtcMoment)
    marked_by: Mapped[str]


class LetterText(Model):
    """One version of the text of a kind; versions are only added. `returned`: the shipped text again."""

    __tablename__ = "letter_texts"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    version: Mapped[int]
    returned: Mapped[bool] = mapped_column(default=False)
    title_zh: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    body_zh: Mapped[str] = mapped_column(Text, default="")
    body_en: Mapped[str] = mapped_column(Text, default="")
    sms_zh: Mapped[str] = mapped_column(default="")
    sms_en: Mapped[str] = mapped_column(default="")
    sms_template_zh: Mapped[str] = mapped_column(default="")
    sms_template_en: Mapped[str] = mapped_column(default="")
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    written_by: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(UtcMoment)


class SeenNonce(Model):
    """A signed message of the gateway that was taken; the same one again is a replay."""

    __tablename__ = "seen_nonces"
    __table_args__ = (Index(None, "seen_at"),)

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcMoment)
