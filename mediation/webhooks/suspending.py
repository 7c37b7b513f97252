"""When an address is given a rest: nothing arrived for a day, or the receiver said that it is gone.

What happens meanwhile is kept and goes out once the administrator lets the address in again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import update

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.database import db
from mediation.notifications import operations as notifications
from mediation.timeline import operations as timeline
from mediation.webhooks import queries
from mediation.webhooks.models import Notice, Subscription
from mediation.webhooks.transport import Answer

PATIENCE = timedelta(days=1)


def judge(subscription: Subscription, answers: Iterable[Answer], *, at: datetime) -> None:
    """Note after a batch whether the address works, and suspend it when it has failed for too long."""
    told = list(answers)
    if any(answer.taken for answer in told):
        subscription.failing_since = None
        return
    subscription.failing_since = subscription.failing_since or at
    too_long = at - subscription.failing_since >= PATIENCE
    if subscription.suspended_at is None and (too_long or any(answer.gone for answer in told)):
        _suspend(subscription, at)


def resume(subscription: Subscription, *, at: datetime) -> None:
    """Let the address in again: what waited goes out now, in its order."""
    subscription.suspended_at = subscription.failing_since = None
    db.session.execute(
        update(Notice)
        .where(Notice.subscription_id == subscription.id, Notice.state.in_(("queued", "failed")))
        .values(next_try_at=at, failures=0)
    )


def _suspend(subscription: Subscription, at: datetime) -> None:
    subscription.suspended_at = at
    entry = timeline.record(
        f"webhook:{subscription.id}",
        "webhook_changed",
        {"body": list(subscription.body.words), "what": "suspended"},
        By(HOUSE, at),
    )
    for one in queries.administrators():
        notifications.write_to_user(
            "webhook_suspended",
            one.id,
            {"body": list(subscription.body.words)},
            key=f"{entry.thread}:{entry.number}",
            at=at,
        )
