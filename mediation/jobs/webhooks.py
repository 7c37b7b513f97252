"""Notices leave for the systems of other bodies."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from flask import current_app

from mediation import clock
from mediation.database import db
from mediation.jobs.job import Job
from mediation.jobs.owners import ADMINISTRATOR
from mediation.jobs.stopping import asked_to_stop
from mediation.rules.findings import Words
from mediation.webhooks import queries, sending, transport
from mediation.webhooks.transport import Limits

BATCH = 40
AT_ONCE = 8


def send_notices(at: datetime) -> int:
    """Send one batch of what is due: claim and commit, send without a transaction, record and commit.

    Of one thing at most one notice to an address is in a batch, so they may go side by side.
    """
    if asked_to_stop():
        return 0
    mark, notices = sending.claim(BATCH, at=at)
    db.session.commit()
    if not notices:
        return 0
    now, limits = clock.now(), Limits.from_config(current_app.config)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda one: transport.send(one, limits, at=now), notices))
    tried = sending.record(mark, zip(notices, answers, strict=True), at=clock.now())
    db.session.commit()
    return tried


def to_send(at: datetime) -> int:
    """How many notices the next run would send."""
    return len(queries.due(BATCH, sending.OF_EACH, at=at))


JOBS = (
    Job(
        name="send_notices",
        owner=ADMINISTRATOR,
        why=Words(
            "把状态变化通知法院和机构的系统，失败的隔一段时间再试",
            "Systems of courts and institutions are told of changes; what failed is tried again",
        ),
        every=timedelta(seconds=5),
        run=send_notices,
        cap=BATCH,
        dry=to_send,
        lane="webhooks",
    ),
)
