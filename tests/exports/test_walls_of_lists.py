"""A list that leaves the house holds what its reader may see, column by column, and no row more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import NOBODY, Actor
from mediation.access.roles import USER_ROLES, Role
from mediation.access.table import allows, opens
from mediation.database import db
from mediation.exports import queries
from mediation.exports.lists import LISTS
from mediation.exports.models import Export
from mediation.exports.operations import ExportRefused
from mediation.organisations.models import Kind
from tests import cast
from tests.access.test_walls import cast_of_cases, everyone
from tests.builders import BANK, COURT, JIMEI, TONGAN, actor, body, case_in, station
from tests.exports.wishes import asked, post, rows, take, wish
from tests.referrals.arrivals import arrived
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

INSIDE = {"state", "turn", "channel", "district"}
PERSONAL = {"applicant_phone", "applicant_paper", "applicant_email", "applicant_address"}


def numbers(code: str, who: Actor) -> set[str]:
    return {row["number"] for row in rows(code, who)}


@pytest.mark.databases("sqlite", "postgresql")
def test_every_list_can_be_taken_with_every_column(session: Session) -> None:
    case = case_in("under_mediation")
    arrived()
    for code, listing in LISTS.items():
        username = cast.MANAGER if opens(listing.right, actor(cast.MANAGER)) else cast.ADMINISTRATOR
        who = actor(username)
        given = rows(code, who, {"case": case.short_number, "view": "all"}, whole=True, lang="en")
        assert all(list(row) == wish(code).columns for row in given), code
        found = list(queries.along_numbers(listing, asked(who), listing.columns, lang="zh"))
        assert sum(len(batch) for _, batch in found) == queries.counted(listing, asked(who)), code


def test_the_cases_of_a_file_are_those_that_the_right_to_view_allows(session: Session) -> None:
    cases = cast_of_cases()
    for name, who in everyone(cases):
        if who.user_id is None or not opens("desk.open", who):
            with pytest.raises(ExportRefused):
                take("cases", who)
            continue
        assert numbers("cases", who) == {
            case.number_text for case in cases if allows("case.view", who, case)
        }, name


def test_a_court_takes_its_own_hand_overs_alone(session: Session) -> None:
    ours = arrived()
    for username, seen in ((cast.COURT_LIAISON, {ours.number_text}), (cast.AUTHORITY_LIAISON, set())):
        assert numbers("referrals", actor(username)) == seen
    (row,) = rows("referrals", actor(cast.COURT_LIAISON))
    assert "case" not in row, "which case it became is the centre's"
    assert "case" in rows("referrals", actor(cast.CLERK))[0]


def test_those_outside_get_no_column_from_inside(session: Session) -> None:
    case_in("under_mediation", against=BANK)
    (row,) = rows("cases", actor(cast.BANK_USER), whole=True)
    assert not (INSIDE | PERSONAL) & set(row)
    assert row["progress"] == "under_mediation"
    (row,) = rows("cases", actor(cast.AUDITOR))
    assert set(row) >= INSIDE | PERSONAL, "the auditor reads the inside"


@pytest.mark.parametrize(
    ("username", "whole", "phone", "remark"),
    [
        (cast.MANAGER, False, "154****1000", "masked unless asked for"),
        (cast.MANAGER, True, "15405921000", "may reveal"),
        (cast.CENTRE_MEDIATOR, True, "15405921000", "may reveal in their own cases"),
        (cast.AUDITOR, True, "154****1000", "reads, and reveals nothing"),
    ],
)
def test_what_names_a_person_is_masked_unless_the_reader_may_reveal_it(
    session: Session, username: str, whole: bool, phone: str, remark: str
) -> None:
    case_in("under_mediation")
    export = take("cases", actor(username), whole=whole)
    assert export.whole == (phone == "15405921000")
    (row,) = rows("cases", actor(username), whole=whole)
    assert row["applicant_phone"] == phone, remark
    assert ("*" in row["applicant_paper"]) == ("*" in phone)


def test_somebody_of_several_roles_reveals_only_where_one_of_them_may(session: Session) -> None:
    """An auditor who also heads a station sees all cases and may reveal those of the station."""
    here, there = case_in("consulting", place=JIMEI, mediator=cast.JIMEI_MEDIATOR), case_in("submitted")
    head = actor(cast.JIMEI_HEAD)
    both = replace(head, roles=head.roles | {Role.AUDITOR})
    phones = {row["number"]: row["applicant_phone"] for row in rows("cases", both, whole=True)}
    assert phones == {here.number_text: "15405921000", there.number_text: None}


def test_an_institution_that_also_works_inside_gets_inside_columns_of_its_own_cases_only(
    session: Session,
) -> None:
    case_in("under_mediation", against=BANK)
    both = Actor(
        frozenset({Role.INSTITUTION_USER, Role.MEDIATOR}),
        "",
        actor(cast.JIMEI_MEDIATOR).user_id,
        body(BANK).id,
    )
    (row,) = rows("cases", both)
    assert (row["progress"], row["state"]) == ("under_mediation", None)


@pytest.mark.parametrize("role", cast.BY_ROLE, ids=str)
def test_the_page_of_a_list_opens_for_those_who_hold_its_right(
    founded: Stage, role: Role, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.BY_ROLE[role])
    for code, listing in LISTS.items():
        status = client.get(f"/exports/{code}").status_code
        assert status == (200 if opens(listing.right, Actor(frozenset({role}))) else 404), code
    assert client.get("/exports/nothing").status_code == 404


def test_the_timeline_of_a_case_is_for_those_who_work_on_it(session: Session) -> None:
    case = case_in("under_mediation", place=TONGAN, mediator=cast.TONGAN_MEDIATOR)
    of_case = {"case": case.short_number}
    assert rows("timeline", actor(cast.TONGAN_MEDIATOR), of_case)
    assert rows("timeline", actor(cast.JIMEI_HEAD), of_case) == []
    assert rows("timeline", actor(cast.MANAGER), {}) == [], "of no case there is none"
    with pytest.raises(ExportRefused):
        take("timeline", actor(cast.BANK_USER), of_case)


def test_the_log_shows_what_the_right_to_view_it_allows(session: Session) -> None:
    for username in (cast.MANAGER, cast.CENTRE_MEDIATOR, cast.BANK_USER, cast.COURT_LIAISON):
        take("cases", actor(username))
    logged = session.scalars(select(Export)).all()
    people = [actor(name) for name in cast.BY_ROLE.values()]
    court = Actor(frozenset({Role.COURT_LIAISON}), "", 999, body(COURT, Kind.COURT).id)
    for who in (*people, court, Actor(frozenset(USER_ROLES), "", 1, 1)):
        listed = {one.id for one in session.scalars(select(Export).where(queries.visible_to(who)))}
        assert listed == {one.id for one in logged if allows("exports.view", who, one)}, who.roles
    assert [one.asked_by.name for one in queries.log(court).rows] == ["江书言"], "a colleague's"
    assert not queries.log(NOBODY).rows


def test_a_filter_narrows_the_file_as_it_narrows_the_page(session: Session) -> None:
    at_jimei = case_in("routed", place=JIMEI)
    case_in("submitted")
    who = actor(cast.MANAGER)
    filters = {"view": "open", "station": str(station(JIMEI).id)}
    assert [row["number"] for row in rows("cases", who, filters)] == [at_jimei.number_text]
    assert len(rows("cases", who, {"q": "林雅珍"})) == 2
    assert rows("cases", who, {"view": "closed"}) == []


def test_a_file_is_in_the_order_of_its_page(session: Session) -> None:
    first, second = case_in("submitted"), case_in("submitted", at=clock.now())
    second.sorts_on = first.sorts_on.replace(year=2020)
    session.flush()
    given = [row["number"] for row in rows("cases", actor(cast.MANAGER), {"view": "open"})]
    assert given == [second.number_text, first.number_text]
    newest = [row["number"] for row in rows("cases", actor(cast.MANAGER), {"view": "all"})]
    assert newest == [second.number_text, first.number_text]


def test_nobody_takes_a_list_by_typing_its_address(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.BANK_USER)
    refused = post(client, "cases", columns=["applicant_phone"])
    assert refused.status_code == 422
    assert post(client, "accounts", columns=["email"]).status_code == 404
    with founded.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Export)) == 0
