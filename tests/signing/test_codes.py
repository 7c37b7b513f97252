"""One-time codes leave by the gateway or the mail server that is set up, and by no other way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask

from mediation import clock as house_clock
from mediation.signing.codes import send_by_what_is_set_up
from tests.conftest import StandingClock
from tests.notifications.servers import Gateway, Mailbox, mail_server, sms_gateway

PHONE, EMAIL, CODE = "13900001000", "lin@mail.example", "047291"


@pytest.fixture
def gateway(tmp_path: Path, clock: StandingClock) -> Iterator[Gateway]:
    clock.release()  # the gateway has a clock of its own
    with sms_gateway(tmp_path) as running:
        yield running


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running


def send(app: Flask, *, phone: str = PHONE, email: str = EMAIL) -> str:
    with app.app_context():
        return send_by_what_is_set_up(phone, email, CODE, house_clock.now())


def test_a_code_goes_by_text_message_first_and_says_for_how_long_it_is_good(
    app: Flask, gateway: Gateway, mailbox: Mailbox
) -> None:
    app.config.update(gateway.settings(), **mailbox.settings())
    assert send(app) == "sms"
    (message,) = gateway.store.messages()
    told = json.loads(message["body"])
    assert message["number"] == PHONE
    assert CODE in told["text"]
    assert "10 分钟" in told["text"]
    assert "请勿告诉他人" in told["text"]
    assert mailbox.taken == []


def test_two_codes_are_two_messages(app: Flask, gateway: Gateway) -> None:
    app.config.update(gateway.settings())
    assert (send(app), send(app)) == ("sms", "sms")
    assert len(gateway.store.messages()) == 2


@pytest.mark.parametrize("behaviour", ["refuse", "unknown", "error", "slow"])
def test_a_gateway_that_does_not_take_it_leaves_it_to_the_mail(
    app: Flask, gateway: Gateway, mailbox: Mailbox, behaviour: str
) -> None:
    gateway.behave(behaviour)
    app.config.update(gateway.settings(), **mailbox.settings())
    assert send(app) == "email"
    mail = message_from_bytes(mailbox.taken[0].content, policy=policy.default)
    assert CODE in mail.get_content()
    assert CODE not in str(mail["Subject"])


@pytest.mark.parametrize(
    ("phone", "email", "remark"),
    [
        ("", "", "no address at all"),
        (PHONE, "", "no gateway is set up"),
        ("", "gone@mail.example", "refused"),
    ],
)
def test_where_no_way_takes_it_the_staff_must_tell_it(
    app: Flask, mailbox: Mailbox, phone: str, email: str, remark: str
) -> None:
    app.config.update(mailbox.settings())
    assert send(app, phone=phone, email=email) == "", remark
