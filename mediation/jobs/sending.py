"""Letters leave: e-mail and SMS that are due, and the next steps of the ladder."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from flask import current_app

from mediation import clock
from mediation.database import db
from mediation.jobs.job import Job
from mediation.jobs.owners import ADMINISTRATOR
from mediation.jobs.stopping import asked_to_stop
from mediation.notifications import ladder, mail_server, reports, sending, sms_gateway
from mediation.notifications.envelopes import report_address
from mediation.notifications.mail_server import MailSettings
from mediation.notifications.outgoing import Outcome, Outgoing
from mediation.notifications.sms_gateway import SmsSettings
from mediation.rules.findings import Words

BATCH = 40
AT_ONCE = 8  # requests to the gateway side by side: it is slow, not we
STEPS_AT_ONCE = 200


def send_letters(at: datetime) -> int:
    """Send one batch of what is due: claim and commit, send without a transaction, record and commit.

    Killed between sending and recording, the same keys go out again when the claim has run out, and
    the gateway takes each once.
    """
    if asked_to_stop():
        return 0
    mark, messages = sending.claim(BATCH, at=at)
    db.session.commit()
    results = list(_handed_over(messages))
    sending.record(mark, results, at=clock.now())
    db.session.commit()
    return len(results)


def _handed_over(messages: list[Outgoing]) -> Iterator[tuple[Outgoing, Outcome]]:
    now, config = clock.now(), current_app.config
    mails = [message for message in messages if message.channel == "email"]
    texts = [message for message in messages if message.channel == "sms"]
    if mails:
        yield from mail_server.send_all(mails, MailSettings.from_config(config), at=now)
    if texts:
        settings = SmsSettings.from_config(config, report_address())
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from zip(
                texts, pool.map(lambda one: sms_gateway.send(one, settings, at=now), texts), strict=True
            )


def take_steps(at: datetime) -> int:
    """Let letters that stayed unread go by the next channel of their ladder."""
    return ladder.take_due_steps(at=at, most=STEPS_AT_ONCE) + reports.forget_nonces(at=at)


def to_send(at: datetime) -> int:
    """How many deliveries the next run would send."""
    return sending.due_now(at=at, most=BATCH)


JOBS = (
    Job(
        name="send_letters",
        owner=ADMINISTRATOR,
        why=Words(
            "发送到期的邮件和短信，失败的隔一段时间再试",
            "E-mails and SMS that are due leave; what failed is tried again after a while",
        ),
        every=timedelta(seconds=5),
        run=send_letters,
        cap=BATCH,
        dry=to_send,
        lane="letters",
    ),
    Job(
        name="letter_steps",
        owner=ADMINISTRATOR,
        why=Words(
            "没有读到的通知转电话、再转邮寄", "Letters that stayed unread go on to a call, then to the post"
        ),
        every=timedelta(minutes=5),
        run=take_steps,
        cap=STEPS_AT_ONCE,
    ),
)
