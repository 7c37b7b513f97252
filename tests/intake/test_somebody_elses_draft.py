"""A link or a code gives nobody another's complaint: taking it up is said, and ends the code before."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation.database import db
from mediation.intake.models import IntakeDraft
from tests.house.test_routes import routes
from tests.intake.walk import ANSWERS, Walk

RESUME = "/complaints/resume"
COOKIE = "draft"
NUMBER = ANSWERS["about-you"]["paper_number"]


def code_of(client: FlaskClient) -> str:
    cookie = client.get_cookie(COOKIE)
    return cookie.value if cookie else ""


def take_up(client: FlaskClient, code: str) -> None:
    page = client.post(RESUME, data={"code": code})
    assert page.status_code == 200
    assert client.post(RESUME, data={"code": code, "confirmed": "yes"}).status_code == 303


@pytest.fixture
def planted(walk: Walk) -> Walk:
    """A draft that somebody began in order to send its link to another."""
    for step in ("applicant", "city", "complained", "elsewhere", "nature"):
        walk.save(step)
    return walk


def test_the_link_alone_changes_nothing(planted: Walk, city: Flask) -> None:
    victim = Walk(city.test_client()).begin()
    victim.save("applicant")
    own = code_of(victim.client)
    page = victim.client.get(f"{RESUME}?code={code_of(planted.client)}")
    assert page.status_code == 200
    assert code_of(victim.client) == own, "the own draft stays"
    assert "2026年3月2日" in page.text, "the day on which it was begun"
    assert "您自己没有填完的申请" in page.text
    assert 'name="confirmed"' in page.text
    stranger = city.test_client()
    stranger.get(f"{RESUME}?code={code_of(planted.client)}")
    assert code_of(stranger) == ""


def test_whoever_sent_the_link_reads_nothing_that_is_typed_after_it(planted: Walk, city: Flask) -> None:
    """The attack as it was done: plant a draft, send its link, wait for the number and the access code."""
    attacker, known = planted.client, code_of(planted.client)
    victim = Walk(city.test_client())
    victim.client.get(f"{RESUME}?code={known}")
    take_up(victim.client, known)
    assert code_of(victim.client) not in ("", known)
    receipt = victim.file()
    code = re.search(r">(\d{4} \d{4})<", receipt)
    assert code, "the victim sees the access code"
    for address in ("check", "receipt", "receipt.pdf", "steps/about-you", "continue", "later"):
        answer = attacker.get(f"/complaints/{address}", follow_redirects=True)
        assert NUMBER not in answer.text
        assert code[1] not in answer.text
    again = city.test_client()
    assert "没有找到这份申请" in again.post(RESUME, data={"code": known, "confirmed": "yes"}).text


def test_the_other_device_is_told(planted: Walk, city: Flask) -> None:
    take_up(city.test_client(), code_of(planted.client))
    told = planted.client.get("/complaints/continue", follow_redirects=True)
    assert "已经在另一台设备上接着填" in told.text
    assert "已经在另一台设备上接着填" in planted.client.get("/complaints/").text


def test_the_receipt_shows_the_access_code_only_where_it_was_filed(walk: Walk, city: Flask) -> None:
    receipt = walk.file()
    shown = re.search(r">(\d{4} \d{4})<", receipt)
    assert shown
    other = city.test_client()
    take_up(other, code_of(walk.client))
    page = other.get("/complaints/receipt")
    assert page.status_code == 200
    assert "厦金调" in page.text, "the number, and what happens next"
    assert shown[1] not in page.text
    assert other.get("/complaints/receipt.pdf").status_code == 404


def test_the_own_code_typed_again_goes_on_without_a_question(planted: Walk) -> None:
    before = code_of(planted.client)
    answer = planted.client.post(RESUME, data={"code": before})
    assert answer.headers["Location"].endswith("/continue")
    assert code_of(planted.client) == before


def test_another_site_can_take_nothing_up(planted: Walk, city: Flask) -> None:
    city.config["WTF_CSRF_ENABLED"] = True
    victim = city.test_client()
    data = {"code": code_of(planted.client), "confirmed": "yes"}
    answer = victim.post(RESUME, data=data, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 400
    assert code_of(victim) == ""
    with city.app_context():
        assert db.session.query(IntakeDraft).one().former_code_hash is None


IDENTITIES = ("_user_id", "my_case")


def gets(app: Flask) -> Iterator[str]:
    """Every address without a part that varies; those that take a code or key, with one."""
    for rule, _right in routes(app):
        if "GET" in (rule.methods or ()) and not rule.arguments:
            yield rule.rule


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Purpose": "prefetch"}, {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site"}],
    ids=["a link", "a prefetch", "a picture on another site"],
)
def test_no_get_changes_who_the_browser_is(planted: Walk, city: Flask, headers: dict[str, str]) -> None:
    foreign = code_of(planted.client)
    victim = Walk(city.test_client()).begin()
    with victim.client.session_transaction() as session:
        before = {name: session.get(name) for name in IDENTITIES}
    own, changed = code_of(victim.client), []
    for address in gets(city):
        for query in ("", f"?code={foreign}&key={foreign}&draft={foreign}"):
            victim.client.get(address + query, headers=headers)
            with victim.client.session_transaction() as session:
                now = {name: session.get(name) for name in IDENTITIES}
            if code_of(victim.client) != own or now != before:
                changed.append(address + query)
    assert changed == []
