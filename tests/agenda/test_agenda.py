"""A person's calendar: on the desk, on its page, and as a feed that a calendar program can read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from re import search

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event
from sqlalchemy import update
from sqlalchemy.orm import Session as Database

from mediation import clock
from mediation.access.by import By
from mediation.accounts.models import User
from mediation.agenda import operations, queries
from mediation.cases.models import Case
from mediation.cases.visibility import visible_to
from mediation.clock import moment_of
from mediation.database import db
from mediation.proceedings.models import Session
from mediation.proceedings.operations import book_session
from tests import cast, many_cases
from tests.builders import APPLICANT, JIMEI, actor, case_in, walk
from tests.conftest import StandingClock
from tests.counting import counted_queries
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")

SignedIn = Callable[[str], FlaskClient]
THURSDAY = date(2026, 3, 5)
MOST_QUERIES = 7  # one of them counts the unread letters beside the name


def book(case: Case, on: date = THURSDAY, hour: int = 14, username: str = cast.MANAGER) -> Session:
    return book_session(case, moment_of(on, hour, 30), "on_site", "", By(actor(username), clock.now()))


def shown_to(username: str, *, days: int = 60) -> list[queries.Entry]:
    on = clock.today()
    return queries.entries(actor(username), on, on + timedelta(days=days), most=100)


@pytest.fixture
def mediated(founded: Stage) -> str:
    """A case of the centre's mediator under mediation, with a session on Thursday afternoon; its number."""
    with founded.app.app_context():
        case = case_in("under_mediation")
        book(case)
        db.session.commit()
        return case.short_number


def opened_feed(client: FlaskClient) -> str:
    page = client.post("/agenda/feed").get_data(as_text=True)
    found = search(r'value="(http[^"]*feed\.ics\?key=[^"]+)"', page)
    assert found, "the address is shown"
    return unescape(found[1]).removeprefix("http://localhost")


def read_feed(client: FlaskClient, address: str) -> list[Event]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/calendar")
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


# -- what is in it


@pytest.mark.usefixtures("founded")
def test_sessions_and_running_deadlines_stand_in_order_of_time(session: Database) -> None:
    case = case_in("under_mediation")
    book(case)
    db.session.flush()
    found = shown_to(cast.CENTRE_MEDIATOR)
    assert [(one.kind, one.on) for one in found] == [("session", THURSDAY), ("deadline", date(2026, 4, 1))]
    assert {one.case_number for one in found} == {case.short_number}


@pytest.mark.usefixtures("founded")
def test_a_deadline_that_was_met_or_stands_still_is_not_in_it(session: Database) -> None:
    case = case_in("under_mediation")
    db.session.flush()
    assert len(shown_to(cast.CENTRE_MEDIATOR)) == 1
    walk(case, "pause")
    db.session.flush()
    assert shown_to(cast.CENTRE_MEDIATOR) == []


@pytest.mark.usefixtures("founded")
def test_a_session_that_was_not_held_is_not_in_it(session: Database) -> None:
    booked = book(case_in("under_mediation"))
    booked.result = queries.NOT_HELD
    db.session.flush()
    assert [one.kind for one in shown_to(cast.CENTRE_MEDIATOR)] == ["deadline"]


@pytest.mark.usefixtures("founded")
def test_nobody_finds_a_case_in_it_that_they_may_not_see(session: Database) -> None:
    for state in ("submitted", "accepted", "consulting", "under_mediation"):
        case_in(state)
    book(case_in("under_mediation", place=JIMEI, mediator=cast.JIMEI_MEDIATOR))
    db.session.flush()
    for username in {*cast.BY_ROLE.values(), cast.TONGAN_HEAD, cast.JIMEI_MEDIATOR, cast.INSURER_USER}:
        seen = db.session.scalars(db.select(Case).where(visible_to(actor(username)))).all()
        numbers = {case.short_number for case in seen}
        assert {one.case_number for one in shown_to(username)} <= numbers, username
        days = queries.week(actor(username), clock.today())
        assert {one.case_number for day in days for one in day.sessions} <= numbers, username
        due = [case for case in seen if case.is_open and case.due_on and case.due_on <= days[-1].on]
        assert sum(day.due for day in days) == len(due), username


@pytest.mark.usefixtures("founded")
def test_an_institution_reads_of_the_mediation_and_not_of_the_clerks_own_clocks(session: Database) -> None:
    case_in("consulting")
    db.session.flush()
    inside = {one.words.en for one in shown_to(cast.CENTRE_MEDIATOR)}
    outside = {one.words.en for one in shown_to(cast.BANK_USER)}
    assert "Contact both parties and ask consent" in inside
    assert "Contact both parties and ask consent" not in outside
    assert outside <= inside


# -- the feed


def test_a_calendar_program_reads_sessions_with_their_zone_and_last_days_as_whole_days(
    mediated: str, signed_in: SignedIn, client: FlaskClient
) -> None:
    meeting, last_day = read_feed(client, opened_feed(signed_in(cast.CENTRE_MEDIATOR)))
    assert meeting["dtstart"].dt == moment_of(THURSDAY, 14, 30)
    assert meeting["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert meeting["dtend"].dt > meeting["dtstart"].dt
    assert meeting["summary"] == f"{mediated} 调解"
    assert (last_day["dtstart"].dt, last_day["dtend"].dt) == (date(2026, 4, 1), date(2026, 4, 2))
    assert last_day["summary"] == f"{mediated} 最后一日：自行受理案件的调解期限"
    assert [alarm["trigger"].dt for alarm in last_day.walk("VALARM")] == [
        timedelta(hours=-15),
        timedelta(hours=9),
    ], "nine in the morning of the day before, and of the day"
    assert meeting["url"].endswith(f"/desk/cases/{mediated}")


def test_the_feed_names_nobody(mediated: str, signed_in: SignedIn, client: FlaskClient) -> None:
    address = opened_feed(signed_in(cast.CENTRE_MEDIATOR))
    text = str(client.get(address).get_data(as_text=True)).replace("\r\n ", "")
    assert mediated in text
    for name in (APPLICANT.name, "鹭江湾", "陈海燕", "154059", "1,260", cast.CENTRE_MEDIATOR):
        assert name not in text, name


def test_events_keep_their_identity_when_their_day_moves(
    mediated: str, founded: Stage, signed_in: SignedIn, client: FlaskClient
) -> None:
    address = opened_feed(signed_in(cast.CENTRE_MEDIATOR))
    before = {event["uid"]: event["dtstart"].dt for event in read_feed(client, address)}
    with founded.app.app_context():
        case = db.session.scalars(db.select(Case)).one()
        walk(case, "extend")
        db.session.commit()
    after = {event["uid"]: event["dtstart"].dt for event in read_feed(client, address)}
    assert before.keys() == after.keys()
    assert before != after


def test_who_has_the_present_feed_is_told_that_nothing_changed(
    mediated: str, signed_in: SignedIn, client: FlaskClient, clock: StandingClock
) -> None:
    address = opened_feed(signed_in(cast.CENTRE_MEDIATOR))
    first = client.get(address)
    clock.advance(hours=1)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("key", ["", "wrong", "x" * 43])
def test_a_wrong_address_looks_like_no_address(founded: Stage, client: FlaskClient, key: str) -> None:
    assert client.get(f"/agenda/feed.ics?key={key}").status_code == 404
    assert client.get("/agenda/feed.ics").status_code == 404


def test_a_new_address_ends_the_old_one_and_closing_ends_both(
    mediated: str, signed_in: SignedIn, client: FlaskClient
) -> None:
    mine = signed_in(cast.CENTRE_MEDIATOR)
    first = opened_feed(mine)
    second = opened_feed(mine)
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    assert second.partition("key=")[2] not in mine.get("/agenda/").get_data(as_text=True), "shown once"
    mine.post("/agenda/feed/close")
    assert client.get(second).status_code == 404


def test_the_feed_ends_with_the_account(
    mediated: str, founded: Stage, signed_in: SignedIn, client: FlaskClient
) -> None:
    address = opened_feed(signed_in(cast.CENTRE_MEDIATOR))
    with founded.app.app_context():
        db.session.execute(update(User).where(User.username == cast.CENTRE_MEDIATOR).values(active=False))
        db.session.commit()
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("founded")
def test_only_a_hash_of_the_key_is_kept(session: Database) -> None:
    user = session.scalars(db.select(User).where(User.username == cast.CLERK)).one()
    key = operations.open_feed(user, lang="en", at=clock.now())
    kept = queries.feed_of(user.id)
    assert kept is not None
    assert key not in kept.key_hash
    assert queries.reader_with(key) == (user, "en")


def test_a_feed_speaks_the_language_in_which_it_was_opened(
    mediated: str, signed_in: SignedIn, client: FlaskClient
) -> None:
    mine = signed_in(cast.CENTRE_MEDIATOR)
    mine.set_cookie("lang", "en")
    summaries = [event["summary"] for event in read_feed(client, opened_feed(mine))]
    assert summaries == [f"{mediated} Mediation session", f"{mediated} last day: Mediation of own cases"]


# -- on the desk


def test_the_desk_says_what_is_today_and_this_week(
    mediated: str, signed_in: SignedIn, clock: StandingClock
) -> None:
    mine = signed_in(cast.CENTRE_MEDIATOR)

    def week() -> dict[str, str]:
        page = mine.get("/desk/").get_data(as_text=True)
        days = page.partition("week__days")[2].partition("</ol>")[0].split("<li")[1:]
        return {cut[1]: day for day in days if (cut := search(r'datetime="([\d-]+)"', day))}

    assert list(week())[::6] == ["2026-03-02", "2026-03-08"]
    assert [day for day, said in week().items() if "14:30" in said and mediated in said] == ["2026-03-05"]
    assert "今天" in week()["2026-03-02"]
    clock.move_to(moment_of(date(2026, 3, 30)))
    assert [day for day, said in week().items() if "1 件到期" in said] == ["2026-04-01"]


@pytest.mark.usefixtures("founded")
def test_a_day_with_many_sessions_says_how_many_more_there_are(founded: Stage, signed_in: SignedIn) -> None:
    with founded.app.app_context():
        case = case_in("under_mediation")
        for hour in range(9, 14):
            book(case, hour=hour)
        db.session.commit()
    page = signed_in(cast.MANAGER).get("/desk/").get_data(as_text=True)
    assert page.count("week__when") == 3
    assert "还有 2 场调解" in page


def test_a_search_or_a_queue_is_not_pushed_down_by_the_agenda(mediated: str, signed_in: SignedIn) -> None:
    mine = signed_in(cast.CENTRE_MEDIATOR)
    assert "今天和本周" in mine.get("/desk/").get_data(as_text=True)
    assert "今天和本周" not in mine.get("/desk/?q=00001").get_data(as_text=True)
    assert "今天和本周" not in mine.get("/desk/?view=open").get_data(as_text=True)


@pytest.mark.parametrize("username", [cast.MANAGER, cast.CENTRE_MEDIATOR, cast.BANK_USER])
@pytest.mark.parametrize("what", ["page", "feed"])
def test_the_agenda_asks_as_many_queries_for_many_cases_as_for_few(
    stage: Stage, signed_in: SignedIn, username: str, what: str
) -> None:
    asked = []
    for count in (20, 200):
        stage.set("founded")
        with stage.app.app_context():
            many_cases.write(count, on=clock.today())
            db.session.commit()
        client = signed_in(username)
        address = opened_feed(client) if what == "feed" else "/agenda/"
        client.get(address)
        with counted_queries(stage.app) as sent:
            assert client.get(address).status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1] <= MOST_QUERIES


def test_an_index_finds_the_sessions_and_last_days_of_a_week(founded: Stage, app: Flask) -> None:
    with app.app_context():
        who = actor(cast.MANAGER)
        with counted_queries(app) as sent:
            queries.week(who, clock.today())
        for statement in sent:
            arguments = ("2026-01-01",) * statement.count("?")
            plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", arguments).all()
            steps = " / ".join(row[3] for row in plan)
            assert "SCAN" not in steps, steps
