"""The administrator enters an address, hands over its key, tries it, and reads what became of each notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation import clock
from mediation.database import db
from mediation.jobs.webhooks import send_notices
from mediation.webhooks.models import SigningKey, Subscription
from tests import cast
from tests.counting import counted_queries
from tests.referrals.arrivals import arrival, arrived, court
from tests.webhooks.addresses import NOWHERE, told_of_everything
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


@pytest.fixture
def admin(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return signed_in(cast.ADMINISTRATOR)


def stored(app: Flask, make: Callable[[], Any]) -> Any:
    """What `make` gives, committed and let go."""
    with app.app_context():
        given = make()
        db.session.commit()
    return given


def secret(app: Flask) -> str:
    return str(stored(app, lambda: db.session.scalars(select(SigningKey.secret)).one()))


def entered(app: Flask, url: str = NOWHERE) -> int:
    return int(stored(app, lambda: told_of_everything(court(), url).id))


def test_an_address_is_entered_changed_and_put_out_of_use(app: Flask, admin: FlaskClient) -> None:
    body = stored(app, lambda: court().id)
    answer = admin.post("/webhooks/new", data={"body": str(body), "url": NOWHERE})
    assert answer.status_code == 302
    page = admin.get(answer.location)
    assert NOWHERE in page.text
    kinds = ["referral.sent", "referral.returned"]
    admin.post(f"{answer.location}/edit", data={"url": NOWHERE + "/new", "kinds": kinds})
    with app.app_context():
        found = db.session.scalars(select(Subscription)).one()
        assert (found.url, found.kinds, found.active) == (NOWHERE + "/new", kinds, False)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"url": "http://notices.example/"}, "https://"),
        ({"url": "https://notices.example/", "kinds": []}, "至少选一种事件"),
        ({"url": "", "kinds": ["referral.sent"]}, "请填写接收网址"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    app: Flask, admin: FlaskClient, typed: dict[str, Any], says: str
) -> None:
    where = f"/webhooks/{entered(app)}/edit"
    answer = admin.post(where, data={"kinds": ["referral.sent"], "active": "y"} | typed)
    assert answer.status_code == 422
    assert says in answer.text


def test_the_secret_is_shown_on_one_answer_only_and_the_look_is_noted(app: Flask, admin: FlaskClient) -> None:
    number = entered(app)
    words = secret(app)
    assert words not in admin.get(f"/webhooks/{number}").text
    assert words in admin.post(f"/webhooks/{number}/keys").text
    assert words not in admin.get(f"/webhooks/{number}").text


def test_a_test_is_sent_and_its_log_tells_what_came_of_it(
    app: Flask, admin: FlaskClient, receiver: Receiver
) -> None:
    app.config.update(receiver.settings())
    number = entered(app, receiver.url)
    receiver.answer(503, 200)
    admin.post(f"/webhooks/{number}/test")
    stored(app, lambda: send_notices(clock.now()))
    page = admin.get(f"/webhooks/{number}").text
    assert "测试" in page
    assert "对方没有接收（503）" in page
    assert "what they say is not kept" not in page
    admin.post("/webhooks/notices/1/again")
    stored(app, lambda: send_notices(clock.now()))
    page = admin.get("/webhooks/notices/1").text
    assert "已接收（200）" in page
    assert receiver.taken[0].body.decode() in page.replace("&#34;", '"')


def test_a_log_of_many_notices_costs_as_many_queries_as_one_of_few(app: Flask, admin: FlaskClient) -> None:
    number = entered(app)

    def cost(arrivals: range) -> int:
        stored(
            app,
            lambda: [arrived(arrival(their_number=f"（2026）闽0203诉前调{n}号")) for n in arrivals] and None,
        )
        with counted_queries(app) as count:
            assert admin.get(f"/webhooks/{number}").status_code == 200
        return len(count)

    assert cost(range(1, 3)) == cost(range(10, 30))


@pytest.mark.parametrize("where", ["/webhooks/99", "/webhooks/notices/99", "/webhooks/99/edit"])
def test_what_is_not_there_is_404(admin: FlaskClient, where: str) -> None:
    assert admin.get(where).status_code == 404
