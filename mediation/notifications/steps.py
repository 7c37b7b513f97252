"""The one way the state of a delivery changes: as its table says."""

from __future__ import annotations

import secrets
from datetime import datetime

from mediation.clock import day_of
from mediation.notifications import machine
from mediation.notifications.models import Delivery, Letter

ENDED = frozenset({"bounced", "dead", "cancelled"})


def queue(letter: Letter, channel: str, *, at: datetime) -> Delivery:
    """A new delivery of `letter`; what is put into an inbox has arrived there."""
    action = "show" if channel == "inbox" else "queue"
    row = machine.find(action, None, day_of(at))
    assert row is not None
    delivery = Delivery(
        channel=channel,
        state=row.target,
        key=secrets.token_hex(16),
        attempts=0,
        queued_at=at,
        next_try_at=at if row.target == "queued" else None,
        delivered_at=at if row.target == "delivered" else None,
    )
    letter.deliveries.append(delivery)
    return delivery


def step(delivery: Delivery, action: str, *, at: datetime) -> bool:
    """Carry out `action`; false, and nothing changes, where it does not fit the state."""
    row = machine.find(action, delivery.state, day_of(at))
    if row is None:
        return False
    delivery.state = row.state_after(delivery.state)
    delivery.ended_at = at if delivery.state in ENDED else None
    if delivery.state == "sent":
        delivery.sent_at = at
    if delivery.state == "delivered":
        delivery.sent_at, delivery.delivered_at = delivery.sent_at or at, at
    if delivery.state not in {"queued", "failed", "sending"}:
        delivery.next_try_at = None
    if delivery.state != "sending":
        delivery.claim, delivery.claimed_until = "", None
    return True
