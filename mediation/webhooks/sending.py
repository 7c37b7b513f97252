"""Taking notices in hand, and writing down what became of them. Sending itself lies between, outside of
any transaction (see the job).

Killed between sending and writing down, the same notice goes out again under the same event id when the
claim has run out.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.clock import day_of
from mediation.database import db
from mediation.rules import webhook_delivery
from mediation.webhooks import queries, suspending
from mediation.webhooks.models import Delivery, Subscription, Try
from mediation.webhooks.transport import Answer, Notice

CLAIM_FOR = timedelta(minutes=3)  # longer than a batch can take; then the sender is taken for dead
OF_EACH = 8  # notices to one address in one batch
KEPT_FOR = timedelta(days=180)  # 网络安全法: logs of a network, six months at least
FORGOTTEN_AT_ONCE = 500
JITTER = 0.25  # of the wait, so that what failed together does not come back together


def claim(most: int, *, at: datetime) -> tuple[str, list[Notice]]:
    """Take up to `most` notices that are due in hand; gives the mark of the claim and the notices."""
    mark = secrets.token_hex(16)
    rows = db.session.scalars(
        select(Delivery)
        .where(Delivery.id.in_(queries.due(most, OF_EACH, at=at)), queries.still_due(at))
        .order_by(Delivery.id)
        .options(joinedload(Delivery.subscription).selectinload(Subscription.keys))
        .with_for_update(skip_locked=True, of=Delivery)
    ).all()
    for delivery in rows:
        step(delivery, "claim", at=at)
        delivery.claim, delivery.claimed_until = mark, at + CLAIM_FOR
    return mark, [_notice(delivery, at) for delivery in rows]


def record(mark: str, results: Iterable[tuple[Notice, Answer]], *, at: datetime) -> int:
    """Write down what became of each notice of the claim `mark`; gives how many were tried.

    A notice that another runner took over meanwhile keeps its state; the try is written down all the same.
    """
    answers = {notice.delivery_id: answer for notice, answer in results}
    rows = db.session.scalars(
        select(Delivery)
        .where(Delivery.id.in_(answers))
        .order_by(Delivery.id)
        .options(selectinload(Delivery.subscription))
        .with_for_update(of=Delivery)
    ).all()
    for delivery in rows:
        answer = answers[delivery.id]
        db.session.add(
            Try(
                delivery_id=delivery.id,
                at=at,
                took_ms=answer.took_ms,
                status=answer.status,
                error=answer.error,
            )
        )
        if delivery.claim == mark:
            _settle(delivery, answer, at)
    for subscription in {delivery.subscription for delivery in rows}:
        mine = [answers[one.id] for one in rows if one.subscription is subscription]
        suspending.judge(subscription, mine, at=at)
    return len(rows)


def step(delivery: Delivery, action: str, *, at: datetime) -> bool:
    """Carry out `action`; false, and nothing changes, where it does not fit the state."""
    row = webhook_delivery.find(action, delivery.state, day_of(at))
    if row is None:
        return False
    delivery.state = row.state_after(delivery.state)
    delivery.claim, delivery.claimed_until = "", None
    delivery.next_try_at = at if delivery.state == "queued" else None
    return True


def forget_notices(*, at: datetime) -> int:
    """Delete notices and their tries that were taken or given up and are older than KEPT_FOR."""
    old = db.session.scalars(
        select(Delivery.id)
        .where(Delivery.at < at - KEPT_FOR, Delivery.state.in_(("delivered", "dead")))
        .limit(FORGOTTEN_AT_ONCE)
    ).all()
    db.session.execute(delete(Try).where(Try.delivery_id.in_(old)))
    db.session.execute(delete(Delivery).where(Delivery.id.in_(old)))
    return len(old)


def _notice(delivery: Delivery, at: datetime) -> Notice:
    subscription = delivery.subscription
    keys = {key.name: key.secret for key in subscription.keys if key.signs(at)}
    return Notice(delivery.id, subscription.url, delivery.body.encode(), keys)


def _settle(delivery: Delivery, answer: Answer, at: datetime) -> None:
    if answer.taken:
        step(delivery, "deliver", at=at)
        return
    delivery.failures += 1
    wait = webhook_delivery.wait_after(delivery.failures, on=day_of(at))
    if wait is None:
        step(delivery, "give_up", at=at)
        return
    step(delivery, "fail", at=at)
    delivery.next_try_at = at + wait * (1 + JITTER * _spread(delivery))


def _spread(delivery: Delivery) -> float:
    """From 0 to 1, by notice and try: the same however often it is asked."""
    return hashlib.sha256(f"{delivery.event_id}/{delivery.failures}".encode()).digest()[0] / 255
