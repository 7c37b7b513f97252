"""E-mail and SMS as they really leave: refusals, slow answers, retries, reports, and what follows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from mediation import clock as house_clock
from mediation.database import db
from mediation.demo.sms_gateway import report_of, send_report
from mediation.jobs import sending as job
from mediation.notifications import sending, sms_gateway
from mediation.notifications.models import BadAddress, Delivery, Letter
from mediation.notifications.signatures import signed
from tests.builders import APPLICANT, opened
from tests.conftest import StandingClock
from tests.notifications.servers import ACCOUNT, Gateway, Mailbox, mail_server, serving
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")


def file_one(stage: Stage, **changes: str) -> int:
    """A complaint by one who gave these contacts; gives the id of the letter about it."""
    with stage.app.app_context():
        case = opened(applicant=replace(APPLICANT, **changes)).case
        db.session.commit()
        letter = db.session.scalars(select(Letter).where(Letter.case_id == case.id)).one()
        return letter.id


def send(stage: Stage) -> None:
    with stage.app.app_context():
        job.send_letters(house_clock.now())


def delivery(letter_id: int, channel: str) -> Delivery:
    return db.session.scalars(
        select(Delivery).where(Delivery.letter_id == letter_id, Delivery.channel == channel)
    ).one()


def look(stage: Stage, letter_id: int, channel: str) -> tuple[str, str, int]:
    """State, reason and tries of a delivery."""
    with stage.app.app_context():
        one = delivery(letter_id, channel)
        return one.state, one.last_error, one.attempts


@pytest.fixture
def fresh(clock: StandingClock) -> StandingClock:
    """Signatures must be of now: the gateway has a clock of its own."""
    clock.release()
    return clock


@pytest.mark.parametrize(
    ("address", "state", "error", "remark"),
    [
        ("lin@mail.example", "sent", "", "taken"),
        ("gone@mail.example", "bounced", "mail_550", "no such address: never again"),
        ("full@mail.example", "failed", "mail_452", "full today: tried again"),
        ("later@mail.example", "failed", "mail_451", "greylisted: tried again"),
        ("spam@mail.example", "dead", "mail_554", "refused for what it says"),
        ("slow@mail.example", "failed", "mail_connection_lost", "no answer in time"),
    ],
)
def test_an_email_ends_as_the_mail_server_answers(
    founded: Stage, mailbox: Mailbox, address: str, state: str, error: str, remark: str
) -> None:
    founded.app.config.update(mailbox.settings())
    letter_id = file_one(founded, email=address)
    send(founded)
    assert look(founded, letter_id, "email") == (state, error, 1), remark


def test_an_email_says_what_is_to_be_said_and_carries_its_key(founded: Stage, mailbox: Mailbox) -> None:
    founded.app.config.update(mailbox.settings(), PUBLIC_URL="https://centre.example")
    letter_id = file_one(founded, email="lin@mail.example")
    send(founded)
    mail = message_from_bytes(mailbox.taken[0].content, policy=policy.default)
    assert mail["Subject"] == "申请已收到"
    text = mail.get_content()
    assert "2026-00001" in text
    assert "https://centre.example/track/2026-00001" in text
    assert "林雅珍" not in text
    with founded.app.app_context():
        assert mail["Message-ID"].startswith(f"<{delivery(letter_id, 'email').key}@")


def test_an_address_that_the_server_cannot_write_is_bad_and_holds_up_no_other_letter(founded: Stage) -> None:
    with mail_server(writes_utf8=False) as plain:
        founded.app.config.update(plain.settings())
        letters = [file_one(founded, email=one) for one in ("毒@例子.中国", "lin@mail.example")]
        send(founded)
    assert look(founded, letters[0], "email") == ("bounced", "mail_no_such_letters", 1)
    assert look(founded, letters[1], "email") == ("sent", "", 1)
    assert [one.rcpt_tos for one in plain.taken] == [["lin@mail.example"]]


def test_a_mail_server_that_is_away_costs_no_letter(founded: Stage, mailbox: Mailbox) -> None:
    founded.app.config.update(mailbox.settings(), SMTP_PORT=1)
    letter_id = file_one(founded, email="lin@mail.example")
    send(founded)
    assert look(founded, letter_id, "email") == ("failed", "mail_unreachable", 1)


@pytest.mark.parametrize(
    ("behaviour", "state", "error", "remark"),
    [
        ("normal", "sent", "", "taken"),
        ("refuse", "dead", "gateway_400", "never taken as it is"),
        ("unknown", "bounced", "no_such_number", "the number is marked"),
        ("error", "failed", "gateway_500", "their fault: tried again"),
        ("slow", "failed", "gateway_too_slow", "too slow: tried again"),
    ],
)
def test_an_sms_ends_as_the_gateway_answers(
    founded: Stage,
    fresh: StandingClock,
    gateway: Gateway,
    behaviour: str,
    state: str,
    error: str,
    remark: str,
) -> None:
    founded.app.config.update(gateway.settings())
    letter_id = file_one(founded)
    gateway.behave(behaviour)
    send(founded)
    assert look(founded, letter_id, "sms") == (state, error, 1), remark


def test_an_sms_that_was_taken_although_the_answer_failed_arrives_once(
    founded: Stage, fresh: StandingClock, gateway: Gateway
) -> None:
    founded.app.config.update(gateway.settings())
    letter_id = file_one(founded)
    gateway.behave("forget")
    send(founded)
    assert look(founded, letter_id, "sms")[0] == "failed"
    gateway.behave("normal")
    with founded.app.app_context():
        delivery(letter_id, "sms").next_try_at = house_clock.now()
        db.session.commit()
    send(founded)
    assert look(founded, letter_id, "sms")[0] == "sent"
    (row,) = gateway.store.messages()
    assert row["taken"] == 2


def test_a_message_that_was_not_signed_by_us_is_not_taken(
    founded: Stage, fresh: StandingClock, gateway: Gateway
) -> None:
    """And no letter is lost by an account put wrong: it is tried again."""
    founded.app.config.update(gateway.settings(), SMS_SECRET="another")
    letter_id = file_one(founded)
    send(founded)
    assert look(founded, letter_id, "sms") == ("failed", "gateway_401", 1)
    assert gateway.store.messages() == []


def test_the_wait_doubles_stays_below_its_limit_and_differs_by_letter() -> None:
    waits = [sending.wait(7, tries) for tries in range(1, 15)]
    assert all(
        timedelta(minutes=2**n) <= one <= timedelta(minutes=2**n) * 1.25 for n, one in enumerate(waits[:8])
    )
    assert max(waits) <= sending.LONGEST_WAIT * (1 + sending.JITTER)
    assert sending.wait(7, 3) == sending.wait(7, 3) != sending.wait(8, 3)


def test_after_the_last_try_a_letter_is_given_up_and_goes_by_the_next_channel(
    founded: Stage, fresh: StandingClock, gateway: Gateway
) -> None:
    founded.app.config.update(gateway.settings())
    letter_id = file_one(founded)
    gateway.behave("error")
    with founded.app.app_context():
        delivery(letter_id, "sms").attempts = sending.MOST_TRIES - 1
        db.session.commit()
    send(founded)
    assert look(founded, letter_id, "sms")[0] == "dead"


@pytest.mark.parametrize(
    ("outcome", "state", "marks", "remark"),
    [
        ("delivered", "delivered", False, "arrived"),
        ("no_such_number", "bounced", True, "the number is wrong"),
        ("switched_off", "bounced", False, "today only"),
    ],
)
def test_a_signed_report_is_believed(
    founded: Stage, fresh: StandingClock, gateway: Gateway, outcome: str, state: str, marks: bool, remark: str
) -> None:
    founded.app.config.update(gateway.settings())
    letter_id = file_one(founded)
    send(founded)
    with founded.app.app_context():
        key = delivery(letter_id, "sms").key
    with serving(founded.app) as url:
        assert send_report(f"{url}/delivery-reports", [report_of(key, outcome)], ACCOUNT) == 200
    assert look(founded, letter_id, "sms")[0] == state, remark
    with founded.app.app_context():
        assert bool(db.session.scalars(select(BadAddress)).all()) is marks, remark


def report(key: str, *, secret: str = ACCOUNT.secret, late: float = 0) -> tuple[bytes, dict[str, str]]:
    body = json.dumps({"reports": [report_of(key, "delivered")]}).encode()
    at = house_clock.now() + timedelta(seconds=late)
    return body, signed("POST", "/delivery-reports", body, key=ACCOUNT.key, secret=secret, at=at)


def test_a_report_that_is_forged_old_or_replayed_changes_nothing(founded: Stage, gateway: Gateway) -> None:
    founded.app.config.update(gateway.settings())
    letter_id = file_one(founded)
    with founded.app.app_context():
        key = delivery(letter_id, "sms").key
    client = founded.app.test_client()

    def post(body: bytes, headers: dict[str, str]) -> int:
        return client.post("/delivery-reports", data=body, headers=headers).status_code

    assert post(*report(key, secret="guessed")) == 401
    assert post(*report(key, late=-301)) == 401
    body, headers = report(key)
    assert post(body.replace(b"delivered", b"failed###"), headers) == 401, "the body is signed too"
    assert look(founded, letter_id, "sms")[0] == "queued"
    assert post(body, headers) == 200
    assert post(body, headers) == 401, "the same message again"
    assert look(founded, letter_id, "sms")[0] == "delivered"


@pytest.mark.parametrize(
    ("body", "status", "remark"),
    [
        (b"[" * 50_000, 400, "nested beyond reading"),
        (b'{"reports": [{"key": "\\ud800", "state": "delivered"}]}', 200, "half a character names no letter"),
        (b'{"reports": [{"key": "\\u0000", "state": "delivered"}]}', 200, "no character names no letter"),
    ],
)
def test_a_signed_report_that_makes_no_sense_breaks_nothing(
    founded: Stage, gateway: Gateway, body: bytes, status: int, remark: str
) -> None:
    founded.app.config.update(gateway.settings())
    sent = signed(
        "POST", "/delivery-reports", body, key=ACCOUNT.key, secret=ACCOUNT.secret, at=house_clock.now()
    )
    answer = founded.app.test_client().post("/delivery-reports", data=body, headers=sent)
    assert answer.status_code == status, remark


def test_a_report_that_comes_before_the_answer_is_written_down_is_kept(
    founded: Stage, fresh: StandingClock, gateway: Gateway
) -> None:
    founded.app.config.update(gateway.settings())
    letter_id = file_one(founded)
    with founded.app.app_context():
        mark, messages = sending.claim(5, at=house_clock.now())
        db.session.commit()
        client = founded.app.test_client()
    body, headers = report(messages[0].key)
    assert client.post("/delivery-reports", data=body, headers=headers).status_code == 200
    with founded.app.app_context():
        settings = sms_gateway.SmsSettings.from_config(founded.app.config, "")
        outcome = sms_gateway.send(messages[0], settings, at=house_clock.now())
        sending.record(mark, [(messages[0], outcome)], at=house_clock.now())
        db.session.commit()
        assert delivery(letter_id, "sms").provider_id
    assert look(founded, letter_id, "sms")[0] == "delivered"
