"""Every route says who may use it, and the door holds every role to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from mediation.access.actor import Actor
from mediation.access.guard import ANYONE, BY_TOKEN
from mediation.access.roles import Role
from mediation.access.table import RIGHTS, opens
from tests import cast
from tests.house.sources import assert_none
from tests.stages import Stage

FROM_THE_FRAMEWORK = {"static"}
SAYS_WHAT_IS_WRONG = {"/readyz"}  # 503 while no scheduler runs, which is so in a test

SEE_OTHER, FORBIDDEN, NOT_FOUND = 302, 403, 404


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route of ours with the right that it asks for; empty when it asks for none."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in FROM_THE_FRAMEWORK:
            yield rule, getattr(app.view_functions[rule.endpoint], "right", "")


def plain_gets(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Routes that a person opens by following a link and that are about no particular thing; those for
    programs have tests of their own."""
    for rule, right in routes(app):
        if "GET" in (rule.methods or ()) and not rule.arguments and right != BY_TOKEN:
            yield rule, right


def test_every_route_says_which_right_it_asks_for(app: Flask) -> None:
    known = {ANYONE, BY_TOKEN, *RIGHTS}
    assert_none(f"{rule.endpoint} ({rule.rule})" for rule, right in routes(app) if right not in known)


def test_every_right_of_the_table_is_asked_for_somewhere_or_is_an_act_of_the_case(app: Flask) -> None:
    asked = {right for _rule, right in routes(app)}
    rooms = {right.split(".")[0] for right in asked}
    assert_none(right for right in RIGHTS if right.split(".")[0] not in rooms)


def test_addresses_are_kebab_case(app: Flask) -> None:
    plain = {rule.rule: re.sub("<[^>]*>", "", rule.rule) for rule, _right in routes(app)}
    assert_none(address for address, words in plain.items() if words != words.lower().replace("_", "-"))


def test_nobody_gets_past_the_door_without_signing_in(founded: Stage) -> None:
    client = founded.app.test_client()
    open_doors = []
    for rule, right in plain_gets(founded.app):
        if right == ANYONE:
            continue
        answer = client.get(rule.rule)
        if answer.status_code != SEE_OTHER or "/account/sign-in" not in answer.location:
            open_doors.append(f"{rule.rule}: {answer.status_code}")
    assert_none(open_doors)


def holds(role: str, right: str) -> bool:
    """Whether the table opens some way to the right for the role, leaving the thing aside."""
    return opens(right, Actor(frozenset({Role(role)})))


@pytest.mark.parametrize("role", cast.BY_ROLE, ids=str)
def test_each_role_opens_its_own_pages_and_no_others(
    founded: Stage, role: str, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.BY_ROLE[role])
    wrong = []
    for rule, right in plain_gets(founded.app):
        if right == ANYONE:
            continue
        status = client.get(rule.rule).status_code
        may = holds(role, right)
        if status >= 500 or (may and status in {FORBIDDEN, NOT_FOUND}) or (not may and status != FORBIDDEN):
            wrong.append(f"{rule.rule} ({right}): {status}")
    assert_none(wrong)


@pytest.mark.parametrize("role", [None, *cast.BY_ROLE], ids=str)
def test_no_open_page_breaks_for_anyone(
    founded: Stage, role: str | None, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.BY_ROLE[role]) if role else founded.app.test_client()
    broken = []
    for rule, right in plain_gets(founded.app):
        if right == ANYONE and rule.rule not in SAYS_WHAT_IS_WRONG:
            status = client.get(rule.rule).status_code
            if status >= 500:
                broken.append(f"{rule.rule}: {status}")
    assert_none(broken)
