"""No single character, number or cursor makes a page fail: over every address and its parameters."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation.database import db
from mediation.referrals.models import Referral
from mediation.text import cleaned
from mediation.web.paging import asked_cursor
from tests import cast
from tests.house.test_routes import plain_gets
from tests.stages import Stage

pytestmark = pytest.mark.databases("sqlite", "postgresql")


def cursor(*parts: object) -> str:
    return packed(json.dumps(parts))


def packed(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


CURSORS = {
    "nested": packed("[" * 50_000),
    "nested a little": packed("[" * 1_500),
    "text": cursor(0, "x", 1),
    "text alone": cursor(0, "x"),
    "truth": cursor(0, True),
    "a broken number": cursor(0, 1.5),
    "a huge number": cursor(0, 10**30),
    "before the calendar": cursor(0, "0001-01-01T00:00:00+14:00", 1),
    "beyond the calendar": cursor(0, "9999-12-31T23:59:59-14:00", 1),
    "negative": cursor(1, -1),
    "nothing": cursor(0, None),
}
# value of every parameter, cursor
ROUNDS = [
    ("a\x00b", CURSORS["nested a little"]),
    ("\ud800", CURSORS["text"]),
    ("9" * 5_000, CURSORS["a huge number"]),
    ("-1", CURSORS["beyond the calendar"]),
    ("0001-01-01T00:00:00+14:00", CURSORS["nothing"]),
]
NAMES = ("q", "code", "number", "body", "state", "view", "reason", "month", "on", "key")


@pytest.mark.parametrize(("user", "rounds"), [(cast.MANAGER, ROUNDS), (cast.COURT_LIAISON, ROUNDS[:1])])
def test_no_argument_breaks_a_page(
    founded: Stage, user: str, rounds: list[tuple[str, str]], signed_in: Callable[[str], FlaskClient]
) -> None:
    client, broken = signed_in(user), []
    with founded.app.app_context():
        addresses = [rule.rule for rule, _right in plain_gets(founded.app) if rule.rule != "/readyz"]
    for value, page in rounds:
        asked = dict.fromkeys(NAMES, value.encode("utf-8", "surrogatepass")) | {"page": page, "cursor": page}
        for address in addresses:
            if client.get(address, query_string=asked).status_code >= 500:
                broken.append(f"{address} {value[:9]!r}")
    assert broken == []


@pytest.mark.parametrize("value", ["a%00b", "%ED%A0%80", "9" * 3_000])
def test_no_part_of_an_address_breaks_a_page(
    founded: Stage, value: str, signed_in: Callable[[str], FlaskClient]
) -> None:
    client, broken = signed_in(cast.MANAGER), []
    for rule in founded.app.url_map.iter_rules():
        texts = [name for name, one in rule._converters.items() if type(one).__name__ == "UnicodeConverter"]
        if "GET" not in (rule.methods or ()) or not texts or rule.endpoint == "static":
            continue
        address = rule.rule
        for name in rule.arguments:
            part = value if name in texts else "1"
            address = _filled(address, name, part)
        if client.get(address).status_code >= 500:
            broken.append(address)
    assert broken == []


def _filled(address: str, name: str, part: str) -> str:
    begin = next(place for place in (f":{name}>", f"<{name}>") if place in address)
    end = address.index(begin) + len(begin)
    start = address.rindex("<", 0, end)
    return address[:start] + part + address[end:]


def test_a_cursor_is_read_strictly() -> None:
    read = {remark for remark, text in CURSORS.items() if asked_cursor({"page": text}) is not None}
    assert read == {"text", "text alone", "before the calendar", "beyond the calendar", "negative"}


@pytest.mark.parametrize(("text", "kept"), [("a\x00b", "ab"), ("\ud800茶", "茶"), ("e\u0301", "\u00e9")])
def test_what_is_no_character_is_left_out(text: str, kept: str) -> None:
    assert cleaned(text) == kept


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=14))),
    ],
)
def test_a_moment_at_the_ends_of_the_calendar_is_compared(founded: Stage, moment: datetime) -> None:
    with founded.app.app_context():
        later = db.session.scalars(select(Referral.id).where(Referral.changed_at > moment)).all()
    assert (later == []) or moment < datetime.now(UTC)
