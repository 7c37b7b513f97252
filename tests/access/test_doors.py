"""Every role at every door: who may not, is told so with 403; who may, is never met by a broken page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation.access.actor import Actor
from mediation.access.guard import ANYONE, BY_TOKEN
from mediation.access.roles import Role
from mediation.access.table import opens
from tests import cast
from tests.house.sources import assert_none
from tests.stages import Stage

# A value for each part of an address that is about no case.
VALUES: dict[str, object] = {
    "user_id": 3,
    "body_id": 2,
    "kind": "station",
    "year": 2026,
    "code": "7K3M-Q9XW-2HTB",
    "referral_number": "2026-00001",
    "reconciliation_number": "2026-00001",
    "kind_code": "court_assigned",
    "subscription_id": 1,
    "notice_id": 1,
    "list_code": "referrals",
}
ANSWERS = {200, 302, 303, 400, 404, 405, 409, 422}


def doors(app: Flask) -> Iterator[tuple[str, str, str]]:
    """(method, address, right) of every route that is guarded and about no case."""
    for rule in app.url_map.iter_rules():
        right = getattr(app.view_functions[rule.endpoint], "right", ANYONE)
        if right in {ANYONE, BY_TOKEN} or "case_number" in rule.arguments:
            continue
        filled = {name: VALUES.get(name, 1) for name in rule.arguments}
        address = app.url_map.bind("localhost").build(rule.endpoint, filled)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, address, right


@pytest.mark.parametrize("role", cast.BY_ROLE, ids=str)
def test_each_role_gets_through_its_own_doors_and_no_others(
    founded: Stage, role: Role, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.BY_ROLE[role])
    wrong = []
    for method, address, right in doors(founded.app):
        status = client.open(address, method=method).status_code
        may = opens(right, Actor(frozenset({role})))
        if (status not in ANSWERS) if may else (status != 403):
            wrong.append(f"{method} {address} ({right}): {status}")
    assert_none(wrong)


def test_nobody_gets_past_the_door_without_signing_in(founded: Stage) -> None:
    """Who follows a link is led to the door; who sends a form is told, and keeps what was typed."""
    client = founded.app.test_client()
    open_doors = []
    for method, address, _right in doors(founded.app):
        status = client.open(address, method=method).status_code
        if status != (302 if method == "GET" else 401):
            open_doors.append(f"{method} {address}: {status}")
    assert_none(open_doors)
