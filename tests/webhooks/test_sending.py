"""Notices leave: signed, in order, tried again, given up, suspended and resumed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.database import db
from mediation.jobs.webhooks import send_notices, to_send
from mediation.notifications.models import Letter
from mediation.webhooks import machine, operations, sending, signatures
from mediation.webhooks.models import Notice, Subscription, Try
from mediation.webhooks.operations import SubscriptionRefused
from tests import cast
from tests.builders import actor
from tests.conftest import StandingClock
from tests.referrals.arrivals import arrival, arrived, court, taken
from tests.stages import Stage
from tests.webhooks.addresses import told_of_everything
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.usefixtures("session", "undrawn")


@pytest.fixture
def subscription(founded: Stage, session: Session, receiver: Receiver) -> Subscription:
    founded.app.config.update(receiver.settings())
    return told_of_everything(court(), receiver.url)


def run() -> int:
    """One run of the job, now."""
    return send_notices(house_clock.now())


def notices() -> list[Notice]:
    return list(db.session.scalars(select(Notice).order_by(Notice.id)))


def kinds(receiver: Receiver) -> list[str]:
    return [one.told["kind"] for one in receiver.taken]


def test_a_notice_arrives_as_it_was_written_signed_with_the_key(
    subscription: Subscription, receiver: Receiver
) -> None:
    arrived()
    assert run() == 1
    (came,), (notice,), key = receiver.taken, notices(), subscription.keys[0]
    assert came.body == notice.body.encode()
    assert came.path == "/notices?from=centre"
    signatures.check(
        came.headers[signatures.HEADER],
        came.body,
        key=key.name,
        secret=key.secret,
        at=house_clock.now(),
    )
    assert notice.state == "delivered"
    assert run() == 0, "and never again"


def test_notices_of_one_thing_arrive_in_order_also_when_the_first_has_to_be_tried_twice(
    subscription: Subscription, receiver: Receiver, clock: StandingClock
) -> None:
    receiver.answer(503, 200)
    taken()
    assert run() == 1, "the second waits for the first"
    assert run() == 0
    clock.advance(minutes=2)
    assert [run(), run()] == [1, 1]
    assert kinds(receiver) == ["referral.registered", "referral.registered", "referral.taken"]
    assert receiver.taken[0].told["id"] == receiver.taken[1].told["id"], "the same event, the same id"
    assert receiver.taken[0].body == receiver.taken[1].body


def test_the_waits_are_those_of_the_table_and_a_little_apart() -> None:
    on = house_clock.today()
    plain = [machine.wait_after(failures, on=on) for failures in range(1, 10)]
    assert [wait and int(wait.total_seconds() // 60) for wait in plain] == [
        *(1, 5, 15, 60, 180, 360, 720, 1440),
        None,
    ]


def test_a_failed_try_is_written_down_and_the_next_waits_longer(
    subscription: Subscription, receiver: Receiver, clock: StandingClock
) -> None:
    receiver.answer(500)
    arrived()
    (notice,) = notices()
    for least in (1, 5, 15, 60, 180):
        run()
        assert notice.next_try_at is not None
        waited = (notice.next_try_at - clock.now).total_seconds() / 60
        assert least <= waited <= least * 1.25
        clock.move_to(notice.next_try_at)
    tries = db.session.scalars(select(Try).order_by(Try.id)).all()
    assert [(one.status, one.error) for one in tries] == [(500, "refused")] * 5
    assert all(one.took_ms >= 0 for one in tries)


def test_a_notice_that_is_never_taken_while_others_are_is_given_up_and_can_be_sent_again(
    subscription: Subscription, receiver: Receiver, clock: StandingClock
) -> None:
    receiver.answer(400)
    arrived()
    (notice,) = notices()
    for _ in range(9):
        run()
        subscription.failing_since = None  # others were taken meanwhile
        clock.move_to(notice.next_try_at or clock.now)
    assert (notice.state, notice.next_try_at, len(receiver.taken)) == ("dead", None, 9)
    receiver.answer(200)
    operations.send_again(notice, By(actor(cast.ADMINISTRATOR), clock.now))
    assert run() == 1
    assert notice.state == "delivered"
    assert receiver.taken[-1].told["id"] == notice.event_id


def test_an_address_that_takes_nothing_for_a_day_is_suspended_with_one_letter_to_each_administrator(
    subscription: Subscription, receiver: Receiver, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sending, "_spread", lambda notice: 1.0
    )  # else its number decides which try is the last
    receiver.answer(500)
    arrived()
    (first,) = notices()
    while subscription.suspended_at is None:
        run()
        clock.move_to(first.next_try_at or clock.advance(minutes=5))
        assert clock.now < datetime(2026, 3, 5, tzinfo=house_clock.ZONE)
    letters = db.session.scalars(select(Letter).where(Letter.kind == "webhook_suspended")).all()
    assert len(letters) == 1
    assert subscription.suspended_at - (subscription.failing_since or clock.now) >= timedelta(days=1)
    assert run() == 0, "it has its rest"

    arrived(arrival(their_number="（2026）闽0203诉前调77号"))
    receiver.answer(200)
    assert run() == 0
    operations.send_test(subscription, By(actor(cast.ADMINISTRATOR), clock.now))
    assert run() == 1, "a test goes out all the same"
    assert kinds(receiver)[-1] == "test"
    operations.resume(subscription, By(actor(cast.ADMINISTRATOR), clock.now))
    assert run() == 2, "what waited goes out"
    assert {one.state for one in notices()} == {"delivered"}


def test_a_receiver_that_says_it_is_gone_is_suspended_at_once(
    subscription: Subscription, receiver: Receiver
) -> None:
    receiver.answer(410)
    arrived()
    run()
    assert subscription.suspended_at is not None


def test_an_address_that_fails_holds_up_no_other_and_gets_one_try_at_a_time(
    subscription: Subscription, receiver: Receiver, clock: StandingClock
) -> None:
    subscription.url = "https://127.0.0.1:1/"
    for number in range(12):
        arrived(arrival(their_number=f"（2026）闽0203诉前调{number + 1}号"))
    other = told_of_everything(court(), receiver.url)
    for number in range(3):
        arrived(arrival(their_number=f"（2026）闽0203诉前调{number + 50}号"))
    assert to_send(clock.now) == sending.OF_EACH + 3
    run()
    assert len(receiver.taken) == 3
    clock.advance(minutes=3)
    assert to_send(clock.now) == 1, "only to see whether it is back"
    assert other.failing_since is None


def test_two_keys_sign_for_a_week_after_a_renewal(
    subscription: Subscription, receiver: Receiver, clock: StandingClock
) -> None:
    old = subscription.keys[0]
    new = operations.renew_key(subscription, By(actor(cast.ADMINISTRATOR), clock.now))
    arrived()
    run()
    assert {old.name, new.name} <= set(names_of(receiver))
    clock.advance(days=7)
    operations.send_test(subscription, By(actor(cast.ADMINISTRATOR), clock.now))
    run()
    assert names_of(receiver) == [new.name]


def names_of(receiver: Receiver) -> list[str]:
    """The keys that signed the last notice."""
    header = receiver.taken[-1].headers[signatures.HEADER]
    return [part.partition("=")[0] for part in header.split(",")[1:]]


def test_an_old_key_that_got_about_is_ended_at_once(subscription: Subscription, receiver: Receiver) -> None:
    admin, now = actor(cast.ADMINISTRATOR), house_clock.now()
    new = operations.renew_key(subscription, By(admin, now))
    operations.end_old_keys(subscription, By(admin, now))
    arrived()
    run()
    assert names_of(receiver) == [new.name]


def test_the_secret_lies_encrypted(subscription: Subscription) -> None:
    db.session.flush()
    (stored,) = db.session.execute(text("select secret from webhook_keys")).scalars()
    assert subscription.keys[0].secret not in stored


def test_only_the_administrator_does_any_of_this(subscription: Subscription) -> None:
    with pytest.raises(SubscriptionRefused):
        operations.show_keys(subscription, By(actor(cast.MANAGER), house_clock.now()))


def test_what_was_taken_is_forgotten_after_half_a_year_and_what_waits_is_not(
    subscription: Subscription, receiver: Receiver, clock: StandingClock
) -> None:
    taken()
    run()
    clock.advance(days=181)
    assert sending.forget_notices(at=clock.now) == 1
    assert [one.state for one in notices()] == ["queued"]
    assert db.session.scalars(select(Try)).all() == []
