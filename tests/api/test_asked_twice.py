"""Asked twice, done once: on both databases, also at one moment, also after a crash."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from mediation import clock as house_clock
from mediation.api import idempotency, operations
from mediation.api.models import ApiAnswer
from mediation.api.views import acts
from mediation.database import db
from mediation.referrals.models import Referral
from tests.api.calling import System, court_system, matter, stored
from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "undrawn")
KEY = "4b0a6d1e-8f1c-4a3e-9a55-0c6a8f1f2e3d"


def entered(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Referral)) or 0


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_request_again_gets_the_same_answer_and_changes_nothing(app: Flask) -> None:
    court = court_system(app)
    first = court.post("/referrals", matter(), key=KEY)
    again = court.post("/referrals", matter(), key=KEY)
    assert (again.status_code, again.json) == (201, first.json)
    for name in ("ETag", "Location"):
        assert again.headers[name] == first.headers[name]
    assert again.headers[idempotency.REPLAYED] == "true"
    assert idempotency.REPLAYED not in first.headers
    assert entered(app) == 1


def test_another_request_under_the_same_key_is_refused(app: Flask) -> None:
    court = court_system(app)
    court.post("/referrals", matter(), key=KEY)
    other = court.post("/referrals", matter(their_number="（2026）闽0203诉前调9号"), key=KEY)
    assert (other.status_code, other.json["code"]) == (422, "key_reused")
    assert entered(app) == 1


def test_a_key_is_the_callers_own(app: Flask) -> None:
    """Two systems may make the same key; each gets its own answer."""
    first, second = court_system(app), court_system(app)
    assert first.post("/referrals", matter(), key=KEY).status_code == 201
    other = second.post("/referrals", matter(their_number="（2026）闽0203诉前调9号"), key=KEY)
    assert (other.status_code, other.json["number"]) == (201, "2026-00002")


def test_a_refusal_is_not_kept(app: Flask) -> None:
    court = court_system(app)
    assert court.post("/referrals", matter(their_number="123"), key=KEY).status_code == 422
    assert court.post("/referrals", matter(), key=KEY).status_code == 201


def test_what_is_no_key_is_refused(app: Flask) -> None:
    court = court_system(app)
    for key in ("short", "with space in it", "x" * 81, "字字字字字字字字"):
        answer = court.post("/referrals", matter(), key=key.encode().decode("latin1"))
        assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_missing"), key


@pytest.mark.databases("sqlite", "postgresql")
def test_a_crash_before_the_commit_leaves_neither_change_nor_answer(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    court = court_system(app)

    def dies(*_anything: Any, **_more: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as dark:
        dark.setattr(idempotency, "keep", dies)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        assert court.post("/referrals", matter(), key=KEY).status_code == 500
    assert entered(app) == 0
    assert court.post("/referrals", matter(), key=KEY).status_code == 201


def test_answers_are_kept_for_two_days(app: Flask, clock: StandingClock) -> None:
    court_system(app).post("/referrals", matter(), key=KEY)
    clock.advance(hours=47)
    assert stored(app, lambda: operations.forget_answers(at=house_clock.now())) == 0
    clock.advance(hours=2)
    assert stored(app, lambda: operations.forget_answers(at=house_clock.now())) == 1


def test_what_is_kept_is_not_readable_in_the_database(app: Flask) -> None:
    court_system(app).post("/referrals", matter(), key=KEY)
    with app.app_context():
        table = ApiAnswer.__table__
        raw = db.session.execute(db.text(f"SELECT content FROM {table.name}")).scalar_one()
    assert "许远帆" not in raw


@pytest.mark.databases("postgresql")
def test_of_two_at_once_the_second_is_told_to_come_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    court = court_system(app)
    inside, go_on = threading.Event(), threading.Event()
    entering = acts.entering.enter

    def slowly(*given: Any, **more: Any) -> Any:
        inside.set()
        assert go_on.wait(20)
        return entering(*given, **more)

    monkeypatch.setattr(acts.entering, "enter", slowly)
    answers: list[int] = []
    here = house_clock.now()

    def first() -> None:
        with house_clock.fixed(here):
            answers.append(System(app, court.token).post("/referrals", matter(), key=KEY).status_code)

    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert inside.wait(20)
        second = court.post("/referrals", matter(), key=KEY)
    finally:
        go_on.set()
        thread.join()
    assert (second.status_code, second.json["code"]) == (409, "in_progress")
    assert second.headers["Retry-After"]
    assert answers == [201]
    monkeypatch.undo()
    assert court.post("/referrals", matter(), key=KEY).headers[idempotency.REPLAYED] == "true"
    assert entered(app) == 1
