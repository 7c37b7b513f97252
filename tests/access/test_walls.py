"""The walls between readers: what the lists show is what the table of rights allows, for everyone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation.access.actor import HOUSE, NOBODY, Actor
from mediation.access.roles import USER_ROLES
from mediation.access.table import allows
from mediation.cases.models import Case
from mediation.cases.visibility import visible_to
from mediation.database import db
from mediation.organisations.models import Kind
from tests import cast
from tests.builders import AUTHORITY, COURT, INSURER, JIMEI, TONGAN, actor, body, case_in, party
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")


def cast_of_cases() -> list[Case]:
    """Cases that differ in everything that rights ask about."""
    return [
        case_in("submitted"),
        case_in("submitted", against=INSURER),
        case_in("correction_requested"),
        case_in("accepted"),
        case_in("routed", place=JIMEI),
        case_in("consulting", place=JIMEI, mediator=cast.JIMEI_MEDIATOR),
        case_in("under_mediation", place=TONGAN, mediator=cast.TONGAN_MEDIATOR, against=INSURER),
        case_in("under_mediation"),
        case_in("accepted", track="entrusted", referrer_id=body(COURT, Kind.COURT).id),
        case_in("submitted", referrer_id=body(AUTHORITY, Kind.AUTHORITY).id),
        case_in("closed", place=TONGAN),
        case_in("closed", place=JIMEI, against=INSURER),
    ]


def everyone(cases: list[Case]) -> Iterator[tuple[str, Actor]]:
    for username in sorted(
        {*cast.BY_ROLE.values(), cast.TONGAN_HEAD, cast.JIMEI_MEDIATOR, cast.INSURER_USER}
    ):
        yield username, actor(username)
    yield "a user with every role", Actor(frozenset(USER_ROLES), "", 1, 1)
    for role in USER_ROLES:
        yield f"{role} of no body", Actor(frozenset({role}))
    yield "a party", party(cases[7])
    yield "the house", HOUSE
    yield "nobody", NOBODY


@pytest.mark.usefixtures("founded")
def test_the_lists_show_exactly_what_the_right_to_view_allows(session: Session) -> None:
    cases = cast_of_cases()
    for name, who in everyone(cases):
        listed = set(session.scalars(select(Case.id).where(visible_to(who))))
        allowed = {case.id for case in cases if allows("case.view", who, case)}
        assert listed == allowed, name


SEES = {
    cast.ADMINISTRATOR: set(),
    cast.MANAGER: set(range(12)),
    cast.CLERK: set(range(12)),
    cast.AUDITOR: set(range(12)),
    cast.JIMEI_HEAD: {4, 5, 11},
    cast.TONGAN_HEAD: {6, 10},
    cast.JIMEI_MEDIATOR: {5},
    cast.TONGAN_MEDIATOR: {6},
    cast.CENTRE_MEDIATOR: {7, 10, 11},
    cast.BANK_USER: {3, 4, 5, 7, 8, 10},
    cast.INSURER_USER: {6, 11},
    cast.COURT_LIAISON: {8},
    cast.AUTHORITY_LIAISON: {9},
}


@pytest.mark.usefixtures("founded")
def test_everyone_sees_their_own_cases_and_nobody_elses(session: Session) -> None:
    cases = cast_of_cases()
    for username, expected in SEES.items():
        listed = set(session.scalars(select(Case.id).where(visible_to(actor(username)))))
        assert {at for at, case in enumerate(cases) if case.id in listed} == expected, username


class Met(NamedTuple):
    """A case that a user may see, and one that they may not; None where there is none."""

    own: str | None
    others: str | None


@pytest.fixture
def met(founded: Stage) -> dict[str, Met]:
    """By user: the last of the committed cases that they may see, and of those they may not."""
    with founded.app.app_context():
        if "walls" not in founded.scenes:
            cast_of_cases()
            db.session.commit()
            founded.keep("walls")
    founded.set("walls")
    with founded.app.app_context():
        cases = list(db.session.scalars(select(Case).order_by(Case.id.desc())))
        return {username: _met(actor(username), cases) for username in SEES}


def _met(who: Actor, cases: list[Case]) -> Met:
    own = (case.short_number for case in cases if allows("case.view", who, case))
    others = (case.short_number for case in cases if not allows("case.view", who, case))
    return Met(next(own, None), next(others, None))


def test_the_page_of_a_case_opens_for_its_readers_and_does_not_exist_for_others(
    met: dict[str, Met], signed_in: Callable[[str], FlaskClient]
) -> None:
    for username, (own, others) in met.items():
        client = signed_in(username)
        if own:
            assert client.get(f"/desk/cases/{own}").status_code == 200, username
        if others:
            hidden = 403 if username == cast.ADMINISTRATOR else 404
            assert client.get(f"/desk/cases/{others}").status_code == hidden, username


def addresses(app: Flask, number: str) -> Iterator[tuple[str, str]]:
    """(method, address) of every route about a case, with plausible values for the rest."""
    values: dict[str, object] = {
        "case_number": number,
        "action": "refuse",
        "anchor": "notes",
        "signer": "mediator",
    }
    for rule in app.url_map.iter_rules():
        if "case_number" not in rule.arguments:
            continue
        filled = {name: values.get(name, 1) for name in rule.arguments}
        address = app.url_map.bind("localhost").build(rule.endpoint, filled)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, address


@pytest.mark.parametrize("username", SEES)
def test_no_route_about_a_case_answers_those_who_may_not_see_it(
    founded: Stage, met: dict[str, Met], signed_in: Callable[[str], FlaskClient], username: str
) -> None:
    number = met[username].others
    if number is None:
        pytest.skip("sees every case")
    client = signed_in(username)
    for method, address in addresses(founded.app, number):
        status = client.open(address, method=method).status_code
        assert status in {403, 404}, f"{method} {address}"


def test_no_route_about_a_case_answers_a_stranger(founded: Stage, met: dict[str, Met]) -> None:
    number = met[cast.MANAGER].own
    assert number
    client = founded.app.test_client()
    for method, address in addresses(founded.app, number):
        answer = client.open(address, method=method)
        if method == "POST":  # what was typed is kept on a page that leads to the door
            assert answer.status_code == 401, address
            assert "/account/sign-in" in answer.text
        else:
            assert answer.status_code == 302, f"{method} {address}"
            assert "/account/sign-in" in answer.location


@pytest.mark.parametrize("username", [cast.MANAGER, cast.CENTRE_MEDIATOR, cast.BANK_USER, cast.AUDITOR])
def test_no_route_about_a_case_breaks_for_its_readers(
    founded: Stage, met: dict[str, Met], signed_in: Callable[[str], FlaskClient], username: str
) -> None:
    number = met[username].own
    assert number
    client = signed_in(username)
    for method, address in addresses(founded.app, number):
        status = client.open(address, method=method).status_code
        assert status in {200, 302, 303, 403, 404, 405, 409, 422}, f"{method} {address}: {status}"


def test_the_walls_are_asked_anew_at_every_request(
    founded: Stage, met: dict[str, Met], signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.JIMEI_HEAD)
    own = met[cast.JIMEI_HEAD].own
    assert client.get(f"/desk/cases/{own}").status_code == 200
    with founded.app.app_context():
        for case in db.session.scalars(select(Case)):
            case.station_id = None
        db.session.commit()
    assert client.get(f"/desk/cases/{own}").status_code == 404
