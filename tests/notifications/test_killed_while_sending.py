"""The sender is killed ten times in the middle of a thousand letters: each reaches the gateway once."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from mediation import clock as house_clock
from mediation.database import db
from mediation.jobs import sending as job
from mediation.notifications import sending
from mediation.notifications.models import Delivery, Letter
from tests.builders import opened
from tests.conftest import StandingClock
from tests.notifications.servers import Gateway
from tests.stages import Stage

LETTERS = 1000
KILLED_AT = (30, 95, 170, 290, 333, 480, 555, 700, 810, 960)  # messages that the gateway has by then
PATIENCE = 150.0  # on a busy machine; alone it takes a fifth

pytestmark = pytest.mark.usefixtures("undrawn")


def queue_letters(stage: Stage) -> None:
    """As many letters as LETTERS, as `write` leaves them, but in one stroke."""
    with stage.app.app_context():
        case = opened().case
        db.session.flush()
        pattern = db.session.scalars(select(Letter).where(Letter.side == "applicant")).one()
        sms = next(one for one in pattern.deliveries if one.channel == "sms")
        letters = [{**columns(pattern), "key": f"test:{number}"} for number in range(LETTERS - 1)]
        ids = db.session.scalars(insert(Letter).returning(Letter.id), letters).all()
        db.session.execute(
            insert(Delivery), [{**columns(sms), "letter_id": one, "key": f"key-{one}"} for one in ids]
        )
        assert case.id == pattern.case_id
        db.session.commit()
    stage.let_go()


def columns(row: Letter | Delivery) -> dict[str, object]:
    """Every column but the row's own number."""
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "id"}


def start_sender(stage: Stage, standing: StandingClock) -> int:
    """A process of its own that sends until it is killed or nothing is left; gives its number."""
    child = os.fork()
    if child:
        return child
    try:
        standing.release()  # the signature of a message must be fresh
        sending.CLAIM_FOR = timedelta(milliseconds=400)
        with stage.app.app_context():
            db.engine.dispose(close=False)
            while left_to_send():
                job.send_letters(house_clock.now())
                db.session.remove()
    finally:
        os._exit(0)


def left_to_send() -> bool:
    unsent = select(Delivery.id).where(Delivery.channel == "sms", Delivery.state.notin_(("sent",))).limit(1)
    return db.session.scalars(unsent).first() is not None


def taken(gateway: Gateway) -> int:
    with gateway.store.open() as connection:
        return int(connection.execute("select count(*) from messages").fetchone()[0])


def test_every_letter_reaches_the_gateway_once_however_often_the_sender_is_killed(
    founded: Stage, gateway: Gateway, clock: StandingClock
) -> None:
    founded.app.config.update(gateway.settings(), SEND_SECONDS=10.0)
    queue_letters(founded)
    kills, child = list(KILLED_AT), start_sender(founded, clock)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            break
        if kills and taken(gateway) >= kills[0]:
            kills.pop(0)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            child = start_sender(founded, clock)
        time.sleep(0.02)
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        pytest.fail(f"after {PATIENCE:.0f} s the gateway has {taken(gateway)} of {LETTERS}")
    assert kills == [], "the sender was killed ten times"
    with founded.app.app_context():
        states = db.session.execute(
            select(Delivery.state, func.count()).where(Delivery.channel == "sms").group_by(Delivery.state)
        ).all()
        keys = set(db.session.scalars(select(Delivery.key).where(Delivery.channel == "sms")))
    assert [tuple(row) for row in states] == [("sent", LETTERS)], "each is sent, and written down once"
    with gateway.store.open() as connection:
        stored = [row["key"] for row in connection.execute("select key from messages")]
        handed = connection.execute("select sum(taken) from messages").fetchone()[0]
    assert len(stored) == LETTERS
    assert set(stored) == keys, "every letter, and no letter twice"
    assert handed > LETTERS, "some were handed over again after a kill, and the key kept them single"
