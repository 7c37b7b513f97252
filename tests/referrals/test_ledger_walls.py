"""Court A gets 404 for everything of court B, at every address of the ledger; lists cost a fixed number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from mediation import clock
from mediation.access.actor import HOUSE, Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.access.table import opens
from mediation.accounts.operations import create_user
from mediation.database import db
from mediation.organisations.models import Kind
from mediation.organisations.operations import add_organisation
from mediation.referrals.models import Referral
from mediation.rules.procedures import referral_steps
from tests import cast
from tests.counting import counted_queries
from tests.journeys.pages import form_on
from tests.referrals.arrivals import arrival, arrived, taken, withdrawn
from tests.referrals.test_handing_over import out

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

OTHER = "lujianyuan"
PASSWORD = "a long and quiet password 4"


def stored(app: Flask, make: Callable[[], Any]) -> Any:
    """What `make` gives, committed and let go, so that each client is alone with its session."""
    with app.app_context():
        given = make()
        db.session.commit()
    return given


@pytest.fixture
def other_court(app: Flask) -> str:
    """A liaison of another court; the user name."""
    return str(stored(app, _other_court))


def _other_court() -> str:
    body = add_organisation(
        Kind.COURT, {"name": "鹭潮区人民法院（演示）", "authorities": ["court"]}, By(HOUSE, clock.now())
    )
    create_user(
        OTHER,
        "陆见远",
        [Role.COURT_LIAISON],
        PASSWORD,
        By(HOUSE, clock.now()),
        organisation_id=body.id,
        must_change_password=False,
    )
    return OTHER


def addresses(app: Flask, found: Referral) -> Iterator[tuple[str, str, str]]:
    """(method, address, right) of every route about a hand-over, once for each act of its table."""
    acts = sorted({row.action for row in referral_steps.transitions()})
    build = app.url_map.bind("localhost").build
    for rule in app.url_map.iter_rules():
        if "referral_number" not in rule.arguments:
            continue
        for action in acts if "action" in rule.arguments else [""]:
            values: dict[str, Any] = {"referral_number": found.short_number, "action": action}
            filled = {name: values.get(name, 1) for name in rule.arguments}
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, build(rule.endpoint, filled), app.view_functions[rule.endpoint].right


def test_another_court_gets_404_for_every_address(app: Flask, signed_in: Any, other_court: str) -> None:
    tried = stored(app, lambda: list(addresses(app, withdrawn(taken()))))
    client = signed_in(other_court)
    liaison = Actor(frozenset({Role.COURT_LIAISON}))
    assert len(tried) > 40
    for method, address, right in tried:
        # what a liaison may do to no hand-over at all is refused before anybody looks for one
        wanted = 404 if opens(right, liaison) else 403
        assert client.open(address, method=method).status_code == wanted, (method, address)


def test_the_court_itself_opens_its_page_and_answers_for_itself_alone(app: Flask, signed_in: Any) -> None:
    tried = stored(app, lambda: list(addresses(app, taken())))
    number = "2026-00001"
    client = signed_in(cast.COURT_LIAISON)
    assert client.get(f"/desk/referrals/{number}").status_code == 200
    theirs = {row.action for row in referral_steps.transitions() if row.right == "referral.answer_for_them"}
    for method, address, _right in tried:
        action = address.rpartition("/")[2]
        if "/acts/" in address and action not in theirs:
            assert client.open(address, method=method).status_code == 404, address


def test_another_court_finds_nothing_in_its_ledger(app: Flask, signed_in: Any, other_court: str) -> None:
    number = stored(app, lambda: taken().short_number)
    for view in ("to_sign", "to_decide", "corrections", "at_centre", "all"):
        for username, seen in ((other_court, False), (cast.COURT_LIAISON, True)):
            page = signed_in(username).get(f"/desk/referrals/?view={view}").get_data(as_text=True)
            assert (number in page) <= seen, (view, username)
    assert number in signed_in(cast.COURT_LIAISON).get("/desk/referrals/?view=at_centre").text


@pytest.mark.parametrize("username", [cast.COURT_LIAISON, cast.AUTHORITY_LIAISON])
def test_a_liaison_begins_at_the_ledger(app: Flask, username: str) -> None:
    answer = app.test_client().post(
        "/account/sign-in", data={"username": username, "password": "fengqiao-demo"}
    )
    assert answer.location == "/desk/referrals/"


def test_the_ledger_and_the_page_cost_as_many_queries_for_many_as_for_few(app: Flask, signed_in: Any) -> None:
    first = stored(app, lambda: arrived().short_number)
    client = signed_in(cast.CLERK)
    counted = []
    numbers = [f"（2026）闽0203诉前调{3000 + n}号" for n in range(8)]
    client.get("/desk/referrals/")  # what is read once for all is read now
    for round_ in range(2):
        with counted_queries(app) as ledger:
            client.get("/desk/referrals/?view=all")
        with counted_queries(app) as page:
            client.get(f"/desk/referrals/{first}")
        counted.append((len(ledger), len(page)))
        if round_ == 0:
            stored(app, lambda: [arrived(arrival(their_number=one)) for one in numbers])
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 14, counted


def _sent_to_the_police() -> str:
    found = out("police_crime")
    create_user(
        OTHER,
        "陆见远",
        [Role.AUTHORITY_LIAISON],
        PASSWORD,
        By(HOUSE, clock.now()),
        organisation_id=found.body_id,
        must_change_password=False,
    )
    return found.short_number


def test_a_receiver_signs_decides_and_enters_the_result_itself(app: Flask, signed_in: Any) -> None:
    where = f"/desk/referrals/{stored(app, _sent_to_the_police)}"
    client, day = signed_in(OTHER), clock.today().isoformat()
    steps: list[tuple[str, dict[str, str]]] = [
        ("sign_for", {"signed_by": "陆见远", "signed_on": day}),
        ("they_take", {}),
        ("record_result", {"result": "filed", "result_on": day}),
    ]
    for action, typed in steps:
        page = client.get(f"{where}/acts/{action}")
        assert form_on(page, action).send(client, **typed).status_code == 302, action
    assert "已有结果" in client.get(where).get_data(as_text=True)


def test_both_sides_find_what_is_wrong_beside_the_paper(app: Flask, signed_in: Any) -> None:
    papers = ({"title": "起诉状", "copies": 1}, {"title": "送达地址确认书", "copies": 2})
    number, faulty = stored(app, lambda: _papers_of(arrived(arrival(materials=papers))))
    where, clerk = f"/desk/referrals/{number}", signed_in(cast.CLERK)
    page = clerk.get(f"{where}/acts/ask_correction")
    sent = form_on(page, "ask_correction").send(clerk, **{f"fault_{faulty}": "缺少签名"})
    assert sent.status_code == 302
    for username in (cast.CLERK, cast.COURT_LIAISON):
        assert "缺少签名" in signed_in(username).get(where).get_data(as_text=True), username


def _papers_of(found: Referral) -> tuple[str, int]:
    return found.short_number, found.materials[1].id
