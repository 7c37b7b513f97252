"""Packages as they were made, and who took them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import EncryptedText, Model, UtcMoment
from mediation.referrals.models import Referral

# Where the result of what came in has gone back to its sender.
RETURNED = frozenset({"returned", "returned_received"})
NEVER_LEFT = frozenset({"drafted", "taken_back"})


class Package(Model):
    """One version; it is never changed, a later version takes its place.

    `facts` and `signature` make a lost file again, byte for byte.
    """

    __tablename__ = "packages"
    __table_args__ = (UniqueConstraint("referral_id", "version"), Index(None, "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id"))
    referral: Mapped[Referral] = relationship(lazy="joined")
    version: Mapped[int]
    facts: Mapped[str] = mapped_column(EncryptedText)
    facts_sha256: Mapped[str] = mapped_column(String(64))
    manifest: Mapped[str] = mapped_column(EncryptedText)
    signature: Mapped[str] = mapped_column(Text)  # over the manifest, base64
    signer: Mapped[str] = mapped_column(Text)  # certificates, PEM
    sha256: Mapped[str] = mapped_column(String(64))
    sm3: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    pieces: Mapped[int]
    path: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    made_by: Mapped[str]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    @property
    def station_id(self) -> int | None:
        """Of its hand-over, for the walls."""
        return self.referral.station_id

    @property
    def mediator_id(self) -> int | None:
        """Of its hand-over, for the walls."""
        return self.referral.mediator_id

    @property
    def body_id(self) -> int:
        """Of its hand-over, for the walls."""
        return self.referral.body_id

    @property
    def has_left(self) -> bool:
        """Of its hand-over, for the walls."""
        return self.referral.has_left

    @property
    def is_released(self) -> bool:
        """Whether the receiver may have it: the hand-over was sent, or its result was returned."""
        referral = self.referral
        if referral.direction == "out":
            return referral.sent_on is not None and referral.state not in NEVER_LEFT
        return referral.state in RETURNED or (referral.state == "closed" and bool(referral.result))


class PackageFetch(Model):
    """Who took which version, when and what for."""

    __tablename__ = "package_fetches"
    __table_args__ = (Index(None, "package_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("packages.id"))
    package: Mapped[Package] = relationship()
    fetched_at: Mapped[datetime] = mapped_column(UtcMoment)
    fetched_by: Mapped[str]
    fetched_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    why: Mapped[str]  # fetching.REASONS
    note: Mapped[str] = mapped_column(Text, default="")
