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
from mediation.webhooks import machine, queries, suspending
from mediation.webhooks.models import Notice, Subscription, Try
from mediation.webhooks.transport import Answer, Outgoing

CLAIM_FOR = timedelta(minutes=3)  # longer than a batch can take; then the sender is taken for dead
OF_EACH = 8  # notices to one address in one batch
KEPT_FOR = timedelta(days=180)  # 网络安全法: logs of a network, six months at least
FORGOTTEN_AT_ONCE = 500
JITTER = 0.25  # of the wait, so that what failed together does not come back together


def claim(most: int, *, at: datetime) -> tuple[str, list[Outgoing]]:
    """Take up to `most` notices that are due in hand; gives the mark of the claim and the notices."""
    mark = secrets.token_hex(16)
    rows = db.session.scalars(
        select(Notice)
        .where(Notice.id.in_(queries.due(most, OF_EACH, at=at)), queries.still_due(at))
        .order_by(Notice.id)
        .options(joinedload(Notice.subscription).selectinload(Subscription.keys))
        .with_for_update(skip_locked=True, of=Notice)
    ).all()
    for notice in rows:
        step(notice, "claim", at=at)
        notice.claim, notice.claimed_until = mark, at + CLAIM_FOR
    return mark, [_outgoing(notice, at) for notice in rows]


def record(mark: str, results: Iterable[tuple[Outgoing, Answer]], *, at: datetime) -> int:
    """Write down what became of each notice of the claim `mark`; gives how many were tried.

    A notice that another runner took over meanwhile keeps its state; the try is written down all the same.
    """
    answers = {notice.notice_id: answer for notice, answer in results}
    rows = db.session.scalars(
        select(Notice)
        .where(Notice.id.in_(answers))
        .order_by(Notice.id)
        .options(selectinload(Notice.subscription))
        .with_for_update(of=Notice)
    ).all()
    for notice in rows:
        answer = answers[notice.id]
        db.session.add(
            Try(
                notice_id=notice.id,
                at=at,
                took_ms=answer.took_ms,
                status=answer.status,
                error=answer.error,
            )
        )
        if notice.claim == mark:
            _settle(notice, answer, at)
    for subscription in {notice.subscription for notice in rows}:
        mine = [answers[one.id] for one in rows if one.subscription is subscription]
        suspending.judge(subscription, mine, at=at)
    return len(rows)


def step(notice: Notice, action: str, *, at: datetime) -> bool:
    """Carry out `action`; false, and nothing changes, where it does not fit the state."""
    row = machine.find(action, notice.state, day_of(at))
    if row is None:
        return False
    notice.state = row.state_after(notice.state)
    notice.claim, notice.claimed_until = "", None
    notice.next_try_at = at if notice.state == "queued" else None
    return True


def forget_notices(*, at: datetime) -> int:
    """Delete notices and their tries that were taken or given up and are older than KEPT_FOR."""
    old = db.session.scalars(
        select(Notice.id)
        .where(Notice.at < at - KEPT_FOR, Notice.state.in_(("delivered", "dead")))
        .limit(FORGOTTEN_AT_ONCE)
    ).all()
    db.session.execute(delete(Try).where(Try.notice_id.in_(old)))
    db.session.execute(delete(Notice).where(Notice.id.in_(old)))
    return len(old)


def _outgoing(notice: Notice, at: datetime) -> Outgoing:
    subscription = notice.subscription
    keys = {key.name: key.secret for key in subscription.keys if key.signs(at)}
    return Outgoing(notice.id, subscription.url, notice.body.encode(), keys)


def _settle(notice: Notice, answer: Answer, at: datetime) -> None:
    if answer.taken:
        step(notice, "deliver", at=at)
        return
    notice.failures += 1
    wait = machine.wait_after(notice.failures, on=day_of(at))
    if wait is None:
        step(notice, "give_up", at=at)
        return
    step(notice, "fail", at=at)
    notice.next_try_at = at + wait * (1 + JITTER * _spread(notice))


def _spread(notice: Notice) -> float:
    """From 0 to 1, by notice and try: the same however often it is asked."""
    return hashlib.sha256(f"{notice.event_id}/{notice.failures}".encode()).digest()[0] / 255
