"""Tokens of other systems, what they called, and the answers kept for those who ask twice."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.access.actor import Actor
from mediation.database import EncryptedText, Model, UtcMoment
from mediation.organisations.models import ROLE_OF_SYSTEM, Kind, Organisation

# SQLite counts rows by itself only under this very type.
Counted = BigInteger().with_variant(Integer, "sqlite")


class ApiToken(Model):
    """The key of a body's system. Only its hash is kept: whoever loses it gets another."""

    __tablename__ = "api_tokens"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    name: Mapped[str]  # of the system that uses it
    prefix: Mapped[str] = mapped_column(String(8), unique=True)  # by which people recognise it
    secret_hash: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    addresses: Mapped[list[str]] = mapped_column(JSON, default=list)  # networks; empty: from anywhere
    per_minute: Mapped[int]
    expires_on: Mapped[date]  # the last day on which it opens
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    last_used_on: Mapped[date | None]

    @property
    def actor(self) -> Actor:
        """The system as the table of rights sees it: somebody of its body, without an account."""
        return Actor(
            roles=frozenset({ROLE_OF_SYSTEM[Kind(self.organisation.kind)]}),
            name=self.name,
            organisation_id=self.organisation_id,
        )


class ApiCall(Model):
    """One call: who, what, how it went. Neither what was sent nor what was answered."""

    __tablename__ = "api_calls"
    __table_args__ = (Index(None, "token_id", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    request_id: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcMoment)
    token_id: Mapped[int | None] = mapped_column(ForeignKey("api_tokens.id"))  # None: no valid token
    address: Mapped[str] = mapped_column(String(45))
    method: Mapped[str] = mapped_column(String(10))
    endpoint: Mapped[str] = mapped_column(String(60))  # empty: there is none at that address
    thing: Mapped[str] = mapped_column(String(20), default="")  # the number in the address
    status: Mapped[int]
    took_ms: Mapped[int]


class ApiAnswer(Model):
    """What a change was answered with, kept under the caller's key in the transaction of the change."""

    __tablename__ = "api_answers"
    __table_args__ = (UniqueConstraint("token_id", "key"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    token_id: Mapped[int] = mapped_column(ForeignKey("api_tokens.id"))
    key: Mapped[str] = mapped_column(String(80))
    fingerprint: Mapped[str] = mapped_column(String(64))  # of address, version and body
    status: Mapped[int]
    content: Mapped[str] = mapped_column(EncryptedText)
    etag: Mapped[str] = mapped_column(default="")
    location: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcMoment)
