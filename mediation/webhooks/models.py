"""Who wants to be told of what, the keys that sign, the notices themselves, and every try to send one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import EncryptedText, Model, UtcMoment
from mediation.organisations.models import Organisation


class Subscription(Model):
    """One address of one body. `active` is the administrator's word, `suspended_at` the house's own."""

    __tablename__ = "webhook_subscriptions"
    __table_args__ = (Index(None, "body_id", "active"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    body: Mapped[Organisation] = relationship(lazy="joined")
    url: Mapped[str] = mapped_column(Text)
    kinds: Mapped[list[str]] = mapped_column(JSON)  # webhooks.kinds
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    # Since when nothing arrived; set at the first failed try, emptied by the first that was taken.
    failing_since: Mapped[datetime | None] = mapped_column(UtcMoment)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcMoment)

    keys: Mapped[list[SigningKey]] = relationship(order_by="SigningKey.id.desc()")


class SigningKey(Model):
    """A secret shared with the receiver. Two sign side by side while the receiver changes over."""

    __tablename__ = "webhook_keys"
    __table_args__ = (Index(None, "subscription_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("webhook_subscriptions.id"))
    name: Mapped[str] = mapped_column(String(20), unique=True)  # in the header, beside its signature
    secret: Mapped[str] = mapped_column(EncryptedText)
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    ends_at: Mapped[datetime | None] = mapped_column(UtcMoment)

    def signs(self, at: datetime) -> bool:
        return self.ends_at is None or at < self.ends_at


class Notice(Model):
    """One notice to one address; its states are in rules/tables/webhook_states.csv.

    `body` is the payload to the byte: a later try sends the same under the same `event_id`.
    """

    __tablename__ = "webhook_notices"
    __table_args__ = (
        # The sending job: what is due, and what of the same thing goes first. The log: the newest first.
        Index("ix_webhook_notices_due", "state", "next_try_at"),
        Index("ix_webhook_notices_order", "subscription_id", "thing", "id"),
        Index("ix_webhook_notices_log", "subscription_id", "id"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("webhook_subscriptions.id"))
    subscription: Mapped[Subscription] = relationship()
    event_id: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(60))
    thing: Mapped[str] = mapped_column(String(40))  # its thread in the timeline
    number: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    state: Mapped[str] = mapped_column(String(10))
    failures: Mapped[int] = mapped_column(default=0)  # since it was queued, or queued again
    next_try_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    # Whoever sends it now; after `claimed_until` it is taken for dead and the next runner sends.
    claim: Mapped[str] = mapped_column(String(32), default="")
    claimed_until: Mapped[datetime | None] = mapped_column(UtcMoment)

    tries: Mapped[list[Try]] = relationship(order_by="Try.id.desc()", cascade="all, delete-orphan")


class Try(Model):
    """What came of one try: the status that they answered with, or a code of ours; never what they said."""

    __tablename__ = "webhook_tries"
    __table_args__ = (Index(None, "notice_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("webhook_notices.id"))
    at: Mapped[datetime] = mapped_column(UtcMoment)
    took_ms: Mapped[int]
    status: Mapped[int | None]
    error: Mapped[str] = mapped_column(String(40), default="")
