"""Court A gets 404 for everything of court B, at every endpoint there is and at everything within.

The endpoints are walked as declared: one that is added is tried here, and fails until it has a body to
send and things of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.api import examples
from mediation.api.declaring import ENDPOINTS, Endpoint
from mediation.api.scopes import SCOPES
from mediation.api.specification import specification
from mediation.rules.procedures import referral_steps
from mediation.webhooks.operations import subscribe
from tests.api.calling import System, court_system, other_court_system, path_of, stored
from tests.house.sources import assert_none
from tests.referrals.arrivals import arrival, arrived, court, taken, withdrawn

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

# Endpoints about no thing of anybody: what the caller is, what codes mean, lists, and entering.
ABOUT_NOBODY = {"me", "codes", "referrals", "cases", "enter_referral", "webhooks", "add_webhook"}


HOUSE_KEEPER = Actor(frozenset({Role.ADMINISTRATOR}))
# What any address is filled with where a thing has no such part.
ANY = {"paper": "厦金调1号", "version": "1", "webhook": "1"}


def called(system: System, one: Endpoint, **places: str) -> TestResponse:
    """The endpoint called as it wants to be, with a body that fits its shape."""
    path = one.path
    for place in one.places:
        path = path.replace(f"{{{place}}}", {**ANY, **places}[place])
    headers = {"Authorization": f"Bearer {system.token}"}
    if one.writes:
        headers |= {"Idempotency-Key": f"walls-{one.name}-{hash(path)}", "If-Match": '"2"'}
    sent = examples.needed(specification()["components"]["schemas"], one.body) if one.body else None
    return system.client.open(path_of(path), method=one.method, headers=headers, json=sent)


def things(app: Flask, system: System) -> Iterator[dict[str, str]]:
    """Everything within the hand-overs and cases that a body sees, found by following its own lists."""
    for one in ENDPOINTS.values():
        if one.method != "GET" or one.places != ("number",):
            continue
        listed = system.get("/referrals" if one.path.startswith("/referrals") else "/cases").json["items"]
        for row in listed:
            yield {"number": row["number"]}
            answer = called(system, one, number=row["number"])
            assert answer.status_code == 200, (one.name, answer.json)
            for within in answer.json.get("items", []):
                if within.get("number"):
                    yield {"number": row["number"], "paper": within["number"]}
                if within.get("version"):
                    yield {"number": row["number"], "version": str(within["version"])}


def test_another_court_gets_404_for_everything(app: Flask) -> None:
    def of_the_first_court() -> None:
        withdrawn(taken())
        subscribe(court(), "https://court.example/notices", ["referral.taken"], By(HOUSE_KEEPER, clock.now()))
        arrived(arrival(their_number="（2026）闽0203诉前调2号"))

    stored(app, of_the_first_court)
    first, other = court_system(app), other_court_system(app)
    known = [dict(pair) for pair in sorted({tuple(sorted(one.items())) for one in things(app, first)})]
    assert len(known) >= 4, known
    seen = []
    for one in ENDPOINTS.values():
        if one.name not in ABOUT_NOBODY:
            assert one.places, f"{one.name} is about nobody's thing: say so above"
            seen += [(one.name, where, called(other, one, **where).status_code) for where in known]
    assert len({name for name, _, _ in seen}) == len(ENDPOINTS) - len(ABOUT_NOBODY)
    assert_none(f"{name} {where}: {status}" for name, where, status in seen if status != 404)


def test_lists_of_another_court_are_empty(app: Flask) -> None:
    stored(app, lambda: withdrawn(taken()).id)
    other = other_court_system(app)
    for path in ("/referrals", "/cases"):
        assert other.get(path).json["items"] == [], path


def test_each_endpoint_asks_for_its_scope_and_for_no_other(app: Flask) -> None:
    """The matrix: with every scope but its own 403, with its own alone anything but 403."""
    stored(app, lambda: withdrawn(taken()).id)
    places = {"number": "2026-00001"}
    wrong = []
    for scope in SCOPES:
        only, without = (
            court_system(app, scopes=[scope]),
            court_system(app, scopes=sorted({*SCOPES} - {scope})),
        )
        for one in ENDPOINTS.values():
            if one.scope == scope:
                refused = called(without, one, **places)
                if refused.status_code != 403 or scope not in refused.json["detail"]:
                    wrong.append(f"{one.name} without {scope}: {refused.status_code}")
            may = one.scope in {"", scope}
            with called(only, one, **places) as answer:
                if (answer.status_code == 403) == may:
                    wrong.append(f"{one.name} with {scope} alone: {answer.status_code}")
    assert_none(wrong)


def test_no_endpoint_answers_without_a_token(app: Flask) -> None:
    places = {"number": "2026-00001"}
    nobody = System(app, "")
    statuses = {one.name: called(nobody, one, **places).status_code for one in ENDPOINTS.values()}
    assert set(statuses.values()) == {401}, statuses


def test_every_rule_below_the_root_is_a_declared_endpoint(app: Flask) -> None:
    rules = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1")}
    assert rules == {f"api.{name}" for name in ENDPOINTS}


def test_every_act_that_a_body_does_itself_has_an_endpoint() -> None:
    theirs = {row.action for row in referral_steps.transitions() if row.right == "referral.answer_for_them"}
    assert_none(theirs - set(ENDPOINTS))
