"""The sender is killed in the middle of its work: every notice arrives, in order, and keeps its id."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from mediation import clock as house_clock
from mediation.database import db
from mediation.jobs import webhooks as job
from mediation.webhooks import sending
from mediation.webhooks.models import Notice
from mediation.webhooks.outbox import write_test
from tests.conftest import StandingClock
from tests.referrals.arrivals import court
from tests.stages import Stage
from tests.webhooks.addresses import told_of_everything
from tests.webhooks.receiver import Receiver

THINGS, OF_EACH = 12, 3
KILLED_AT = (5, 13, 25)  # notices that the receiver has by then
PATIENCE = 180.0  # seconds: a busy machine is slow, and that is no fault


def queue_notices(stage: Stage, url: str) -> None:
    """A few changes of each of a few things."""
    with stage.app.app_context():
        subscription = told_of_everything(court(), url)
        for number in range(THINGS * OF_EACH):
            notice = write_test(subscription, at=house_clock.now())
            notice.kind, notice.thing = "referral.sent", f"referral:{number % THINGS}"
            db.session.flush()
        db.session.commit()
    stage.let_go()


def start_sender(stage: Stage, standing: StandingClock) -> int:
    """A process of its own that sends until it is killed or nothing is left; gives its number."""
    child = os.fork()
    if child:
        return child
    try:
        standing.release()
        sending.CLAIM_FOR = timedelta(milliseconds=500)
        with stage.app.app_context():
            db.engine.dispose(close=False)
            while left_to_send():
                job.send_notices(house_clock.now())
                db.session.remove()
    finally:
        os._exit(0)


def left_to_send() -> bool:
    return (
        db.session.scalars(select(Notice.id).where(Notice.state != "delivered").limit(1)).first() is not None
    )


@pytest.mark.databases("sqlite", "postgresql")
def test_every_notice_arrives_in_order_however_often_the_sender_is_killed(
    founded: Stage, receiver: Receiver, clock: StandingClock
) -> None:
    founded.app.config.update(receiver.settings())
    receiver.answer(0.01)
    queue_notices(founded, receiver.url)
    kills, child = list(KILLED_AT), start_sender(founded, clock)
    until = time.monotonic() + PATIENCE
    while not os.waitpid(child, os.WNOHANG)[0]:
        late = time.monotonic() > until
        if late or (kills and len(receiver.taken) >= kills[0]):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            assert not late, f"{len(receiver.taken)} came in {PATIENCE:.0f} s"
            kills.pop(0)
            child = start_sender(founded, clock)
        time.sleep(0.005)
    assert kills == [], "the sender was killed three times"
    came = list(dict.fromkeys(one.told["id"] for one in receiver.taken))
    with founded.app.app_context():
        written = db.session.execute(select(Notice.event_id, Notice.thing).order_by(Notice.id)).all()
    assert sorted(came) == sorted(event for event, _thing in written), "each of them, at least once"
    for thing in {thing for _event, thing in written}:
        of_thing = [event for event, its in written if its == thing]
        assert [event for event in came if event in of_thing] == of_thing, "in the order of its changes"
