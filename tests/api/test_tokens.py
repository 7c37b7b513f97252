"""Who gets in: the token and nothing else, as long as it lasts, from where it may, as often as it may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from mediation import clock as house_clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.api import operations
from mediation.api.models import ApiCall, ApiToken
from mediation.database import db
from mediation.organisations.models import Kind
from tests import cast
from tests.api.calling import System, court_system, path_of, stored, token_of
from tests.builders import COURT, body
from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded")


def problem(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]  # type: ignore[attr-defined]


def test_a_token_says_whose_it_is_and_what_it_may(app: Flask) -> None:
    answer = court_system(app, scopes=["referrals:read"]).get("/me")
    assert answer.status_code == 200
    told = answer.json
    assert told["body"]["zh"] == COURT
    assert told["scopes"] == ["referrals:read"]
    assert answer.headers["X-Request-Id"]
    assert "no-store" not in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("header", "code", "remark"),
    [
        ("", "token_missing", "nothing"),
        ("Basic bm9ib2R5Om5vdGhpbmc=", "token_missing", "another scheme"),
        ("Bearer ", "token_missing", "no text"),
        ("Bearer fq_abcdefgh_nothing", "token_unknown", "no such prefix"),
        ("Bearer 令牌", "token_unknown", "no text of ours"),
    ],
)
def test_without_a_valid_token_the_answer_is_401(app: Flask, header: str, code: str, remark: str) -> None:
    answer = app.test_client().get(
        path_of("/me"), headers={"Authorization": header.encode().decode("latin1")}
    )
    assert problem(answer) == (401, code), remark
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.mimetype == "application/problem+json"


def test_a_right_prefix_with_another_secret_opens_nothing(app: Flask) -> None:
    text = token_of(app)
    changed = text[:-1] + ("a" if text[-1] != "a" else "b")
    assert problem(System(app, changed).get("/me")) == (401, "token_unknown")


def test_only_a_hash_is_kept(app: Flask) -> None:
    text = token_of(app)
    with app.app_context():
        token = db.session.scalars(select(ApiToken)).one()
        kept = str({column.key: getattr(token, column.key) for column in ApiToken.__table__.columns})
    assert text.split("_", 2)[2] not in kept
    assert token.prefix in text


def test_the_session_of_a_browser_opens_nothing(app: Flask, signed_in: Callable[[str], FlaskClient]) -> None:
    assert problem(signed_in(cast.MANAGER).get(path_of("/referrals"))) == (401, "token_missing")


def test_a_token_acts_for_its_body_whoever_is_signed_in_beside_it(
    app: Flask, signed_in: Callable[[str], FlaskClient]
) -> None:
    system = System(app, token_of(app), signed_in(cast.MANAGER))
    assert system.get("/me").json["body"]["zh"] == COURT


def test_an_expired_token_opens_nothing_from_the_next_day_on(app: Flask, clock: StandingClock) -> None:
    system = court_system(app, expires_on=house_clock.today())
    assert system.get("/me").status_code == 200
    clock.advance(days=1)
    assert problem(system.get("/me")) == (401, "token_ended")


def test_a_revoked_token_opens_nothing(app: Flask) -> None:
    system = court_system(app)

    def revoke() -> None:
        operations.revoke_token(db.session.scalars(select(ApiToken)).one(), By(HOUSE, house_clock.now()))

    stored(app, revoke)
    assert problem(system.get("/me")) == (401, "token_ended")


@pytest.mark.parametrize(
    ("networks", "status", "remark"),
    [
        ([], 200, "from anywhere"),
        (["127.0.0.0/8"], 200, "within"),
        (["10.20.30.0/24"], 403, "outside"),
        (["::1/128", "127.0.0.1"], 200, "one of several"),
    ],
)
def test_a_token_may_be_bound_to_networks(app: Flask, networks: list[str], status: int, remark: str) -> None:
    assert court_system(app, addresses=networks).get("/me").status_code == status, remark


def test_who_calls_too_often_waits_and_then_gets_on(app: Flask, clock: StandingClock) -> None:
    system = court_system(app, per_minute=3)
    for _ in range(3):
        assert system.get("/me").status_code == 200
        clock.advance(seconds=5)
    turned_away = system.get("/me")
    assert problem(turned_away) == (429, "too_many")
    assert turned_away.headers["Retry-After"] == "45"
    assert "3" in turned_away.json["detail"]
    clock.advance(seconds=45)
    assert system.get("/me").status_code == 200


@pytest.mark.databases("sqlite", "postgresql")
def test_too_many_wrong_tokens_close_the_door_for_half_an_hour(app: Flask, clock: StandingClock) -> None:
    right, wrong = court_system(app), System(app, "fq_abcdefgh_" + "x" * 43)
    for _ in range(30):
        assert problem(wrong.get("/me")) == (401, "token_unknown")
    assert problem(wrong.get("/me")) == (429, "locked")
    assert problem(right.get("/me")) == (429, "locked"), "not even a right one is looked up"
    clock.advance(minutes=31)
    assert right.get("/me").status_code == 200


@pytest.mark.databases("sqlite", "postgresql")
def test_every_call_is_one_row_of_the_log_and_no_row_holds_what_was_said(app: Flask) -> None:
    system = court_system(app)
    system.get("/me")
    system.get("/referrals", their_number="秘密")
    system.get("/referrals/2026-99999")
    system.get("/nothing-here")
    app.test_client().get(path_of("/me"))
    with app.app_context():
        calls = db.session.scalars(select(ApiCall).order_by(ApiCall.id)).all()
        token = db.session.scalars(select(ApiToken)).one()
        assert [(one.endpoint, one.thing, one.status) for one in calls] == [
            ("me", "", 200),
            ("referrals", "", 200),
            ("referral", "2026-99999", 404),
            ("", "", 404),
            ("me", "", 401),
        ]
        assert [one.token_id for one in calls] == [token.id] * 3 + [None] * 2
        assert token.last_used_on == house_clock.today()
        assert "秘密" not in str([vars(one) for one in calls])


def test_old_calls_and_answers_are_forgotten(app: Flask, clock: StandingClock) -> None:
    court_system(app).get("/me")
    clock.advance(days=189)
    assert stored(app, lambda: operations.forget_calls(at=house_clock.now())) == 0
    clock.advance(days=2)
    assert stored(app, lambda: operations.forget_calls(at=house_clock.now())) == 1


@pytest.mark.parametrize(
    ("changes", "field", "remark"),
    [
        ({"scopes": []}, "scopes", "for nothing"),
        ({"scopes": ["everything"]}, "scopes", "no such scope"),
        ({"addresses": ["moon"]}, "addresses", "no network"),
        ({"days": -1}, "expires_on", "past"),
        ({"days": 400}, "expires_on", "longer than a year"),
    ],
)
def test_a_token_is_refused(app: Flask, changes: dict[str, object], field: str, remark: str) -> None:
    given: dict[str, object] = {"scopes": ["cases:read"], **changes}
    on = house_clock.today() + timedelta(days=int(str(given.pop("days", 30))))
    with app.app_context(), pytest.raises(operations.TokenRefused) as refused:
        operations.give_token(
            body(COURT, Kind.COURT),
            "系统",
            expires_on=on,
            by=By(HOUSE, house_clock.now()),
            **given,  # type: ignore[arg-type]
        )
    assert refused.value.field == field, remark


def test_the_administrator_gives_a_token_out_sees_it_once_and_revokes_it(
    app: Flask, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.ADMINISTRATOR)
    with app.app_context():
        court_id = body(COURT, Kind.COURT).id
    typed = {
        "organisation_id": court_id,
        "name": "立案系统",
        "scopes": ["referrals:read", "papers:read"],
        "expires_on": "2026-12-31",
        "addresses": "127.0.0.1\n10.1.0.0/16",
        "per_minute": "100",
    }
    shown = client.post("/api-tokens/new", data=typed)
    text = shown.text.split('value="fq_')[1].split('"')[0]
    assert System(app, f"fq_{text}").get("/me").status_code == 200
    for address in ("/api-tokens/", "/api-tokens/1"):
        page = client.get(address).text
        assert text.split("_")[0] in page
        assert text not in page
    assert client.post("/api-tokens/1/revoke").status_code == 302
    assert problem(System(app, f"fq_{text}").get("/me")) == (401, "token_ended")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ApiToken)) == 1


def test_a_network_that_is_none_is_said_beside_its_field(
    app: Flask, signed_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        court_id = body(COURT, Kind.COURT).id
    typed = {"organisation_id": court_id, "name": "系统", "scopes": "cases:read", "expires_on": "2026-12-31"}
    typed |= {"addresses": "月亮", "per_minute": "100"}
    page = signed_in(cast.ADMINISTRATOR).post("/api-tokens/new", data=typed)
    assert page.status_code == 422
    assert "“月亮”不是网络地址" in page.text
