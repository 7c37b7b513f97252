"""Delivery reports of the gateway: signed, each taken once, and never believed beyond what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.database import db
from mediation.notifications import bad_addresses, ladder
from mediation.notifications.addressees import contact_of
from mediation.notifications.models import Delivery, SeenNonce
from mediation.notifications.proofs import note_proof
from mediation.notifications.signatures import TOLERANCE, SignatureWrong
from mediation.notifications.steps import step

MOST_AT_ONCE = 500
BAD_NUMBER = frozenset({"no_such_number", "not_in_service", "refuses_all"})
REASONS = BAD_NUMBER | {"switched_off", "blocked", "expired"}


def take_nonce(nonce: str, *, at: datetime) -> None:
    """Remember a signed message; raises SignatureWrong when it was taken before."""
    if db.session.get(SeenNonce, nonce) is not None:
        raise SignatureWrong("replayed")
    db.session.add(SeenNonce(nonce=nonce, seen_at=at))
    db.session.flush()


def forget_nonces(*, at: datetime) -> int:
    """Forget those whose signature would be too old by now; gives their count."""
    return int(
        db.session.execute(
            delete(SeenNonce)
            .where(SeenNonce.seen_at < at - 2 * TOLERANCE)
            .execution_options(synchronize_session=False)
        ).rowcount  # type: ignore[attr-defined]
    )


def take_reports(reports: Iterable[Mapping[str, Any]], *, at: datetime) -> int:
    """Write down what became of messages; gives how many were ours. What makes no sense is passed over."""
    by_key = {str(one.get("key", "")): one for one in reports if isinstance(one, Mapping)}
    ours = db.session.scalars(
        select(Delivery).where(Delivery.key.in_(by_key), Delivery.channel == "sms").with_for_update()
    ).all()
    for delivery in ours:
        report = by_key[delivery.key]
        delivery.provider_id = delivery.provider_id or str(report.get("id", ""))[:80] or None
        if report.get("state") == "delivered":
            _arrived(delivery, at)
        elif report.get("state") == "failed":
            _came_back(delivery, str(report.get("reason", "")), at)
    return len(ours)


def _arrived(delivery: Delivery, at: datetime) -> None:
    if not step(delivery, "arrive", at=at):
        return
    if contact_of(delivery.letter).is_confirmed(delivery.channel, delivery.address or ""):
        note_proof(delivery.letter, delivery.channel, "confirmed_system", at, By(HOUSE, at))


def _came_back(delivery: Delivery, reason: str, at: datetime) -> None:
    if not step(delivery, "bounce", at=at):
        return
    delivery.last_error = reason if reason in REASONS else "not_delivered"
    if reason in BAD_NUMBER:
        bad_addresses.mark(delivery.channel, delivery.address or "", delivery.last_error, By(HOUSE, at))
    ladder.hurry(delivery.letter, at=at)
