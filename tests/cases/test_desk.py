"""The list of cases: its queues, filters and search, for every reader, at any size."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation.access.roles import Role
from mediation.access.table import allows
from mediation.cases import queries
from mediation.cases.filters import read_filters
from mediation.cases.models import Case
from mediation.cases.queries import Filters
from mediation.cases.queues import QUEUES, queues_of
from mediation.clock import today
from mediation.database import db
from mediation.deadlines.models import FAR_OFF
from mediation.rules.procedures.lifecycle import states
from mediation.web.paging import PAGE_SIZE, asked_cursor
from tests import cast, many_cases
from tests.builders import APPLICANT, BANK, INSURER, JIMEI, PATHS, actor, case_in
from tests.conftest import StandingClock
from tests.counting import counted_queries
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")

both_databases = pytest.mark.databases("sqlite", "postgresql")

SignedIn = Callable[[str], FlaskClient]
ROW = re.compile(r'href="/desk/cases/(\d{4}-\d{5})"')
MOST_QUERIES = 9  # one of them counts the unread letters beside the name


def listed(client: FlaskClient, address: str) -> list[str]:
    """The numbers on the page, in its order."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return ROW.findall(answer.get_data(as_text=True))


@pytest.fixture
def many(founded: Stage) -> Callable[[int], None]:
    """Writes so many cases into the founded city."""

    def write(count: int) -> None:
        with founded.app.app_context():
            many_cases.write(count, on=today())
            db.session.commit()

    return write


# -- cost


@pytest.mark.parametrize(
    "username", [cast.MANAGER, cast.JIMEI_HEAD, cast.CENTRE_MEDIATOR, cast.BANK_USER, cast.AUDITOR]
)
@pytest.mark.parametrize("address", ["/desk/", "/desk/?view=all", "/desk/?q=陈", "/desk/?product=loan"])
def test_a_list_page_asks_few_queries_and_as_many_for_two_hundred_cases_as_for_twenty(
    stage: Stage, many: Callable[[int], None], signed_in: SignedIn, username: str, address: str
) -> None:
    asked = []
    for count in (20, 200):
        stage.set("founded")
        many(count)
        client = signed_in(username)
        client.get(address)  # what a process reads once
        with counted_queries(stage.app) as sent:
            assert client.get(address).status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1] <= MOST_QUERIES


@pytest.mark.parametrize("username", [cast.MANAGER, cast.JIMEI_HEAD, cast.CENTRE_MEDIATOR, cast.BANK_USER])
def test_an_index_gives_each_queue_its_order_so_that_nothing_is_sorted(
    founded: Stage, session: Session, many: Callable[[int], None], username: str
) -> None:
    many(50)
    who = actor(username)
    for queue in queues_of(who):
        with counted_queries(founded.app) as sent:
            queries.desk(who, queue, Filters(), on=today())
        (statement,) = sent
        arguments = ("2026-01-01",) * statement.count("?")
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", arguments).all()
        steps = " / ".join(row[3] for row in plan)
        assert "TEMP B-TREE" not in steps or username in SORTS_FEW, f"{queue.code}: {steps}"
        assert "SCAN cases" not in steps or "USING" in steps or queue.code == "all", f"{queue.code}: {steps}"


# Their own cases are few enough to be sorted where no index has the order.
SORTS_FEW = {cast.CENTRE_MEDIATOR, cast.BANK_USER}


# -- queues


@pytest.fixture
def one_of_each(founded: Stage, session: Session) -> dict[str, Case]:
    """A case in every state at the centre, with its mediator."""
    return {state: case_in(state) for state in PATHS}


QUEUE_HOLDS = {
    "screening": {"submitted"},
    "routing": {"accepted"},
    "appointing": {"routed"},
    "correcting": {"correction_requested"},
    "consulting": {"consulting"},
    "signing": {"awaiting_signature"},
    "paused": {"paused"},
    "open": {code for code, state in states().items() if state.phase in {"screening", "open"}},
    "closed": {code for code, state in states().items() if state.phase not in {"screening", "open"}},
    "all": set(states()),
    "mine": {"consulting", "under_mediation", "paused", "awaiting_signature"},
    "overdue": set(),
    "today": set(),
}


@both_databases
@pytest.mark.parametrize("code", QUEUE_HOLDS)
def test_a_queue_holds_what_its_name_says(one_of_each: dict[str, Case], code: str) -> None:
    who = actor(cast.CENTRE_MEDIATOR if code == "mine" else cast.MANAGER)
    page = queries.desk(who, QUEUES[code], Filters(), on=today())
    assert {row.state for row in page.rows} == QUEUE_HOLDS[code]


def test_my_move_holds_the_cases_whose_turn_is_the_readers(one_of_each: dict[str, Case]) -> None:
    def turns(username: str) -> set[str]:
        page = queries.desk(actor(username), QUEUES["move"], Filters(), on=today())
        return {row.turn for row in page.rows}

    assert turns(cast.CLERK) == {"centre"}
    assert turns(cast.CENTRE_MEDIATOR) == {"mediator"}


def test_a_deadline_that_passes_moves_the_case_to_overdue(
    founded: Stage, session: Session, clock: StandingClock
) -> None:
    case = case_in("submitted")
    assert case.due_on is not None
    for on, queue in ((case.due_on, "today"), (case.due_on + timedelta(days=1), "overdue")):
        page = queries.desk(actor(cast.MANAGER), QUEUES[queue], Filters(), on=on)
        assert [row.id for row in page.rows] == [case.id]


@both_databases
def test_open_cases_are_sorted_by_deadline_and_those_without_one_come_last(
    one_of_each: dict[str, Case],
) -> None:
    page = queries.desk(actor(cast.MANAGER), QUEUES["open"], Filters(), on=today())
    keys = [(row.due_on or FAR_OFF, row.id) for row in page.rows]
    assert keys == sorted(keys)
    assert page.rows[-1].due_on is None


@both_databases
def test_the_figures_beside_the_queues_are_the_lengths_of_their_lists(
    one_of_each: dict[str, Case],
) -> None:
    for username in cast.BY_ROLE.values():
        who = actor(username)
        if not allows("desk.open", who):
            continue
        for code, count in queries.counts(who, on=today()).items():
            page = queries.desk(who, QUEUES[code], Filters(), on=today())
            assert len(page.rows) == count, f"{username}: {code}"


def test_nobody_counts_beyond_the_most_that_is_shown(
    founded: Stage, session: Session, many: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_COUNTED", 10)
    queries._counting.cache_clear()
    many(100)
    assert queries.counts(actor(cast.MANAGER), on=today())["open"] == 11
    queries._counting.cache_clear()


@both_databases
def test_walking_the_pages_there_and_back_shows_every_case_once(
    founded: Stage, session: Session, many: Callable[[int], None]
) -> None:
    many(3 * PAGE_SIZE)
    for view in ("all", "closed"):
        seen, cursor, pages = [], None, []
        while True:
            page = queries.desk(actor(cast.MANAGER), QUEUES[view], Filters(), on=today(), cursor=cursor)
            seen.extend(row.id for row in page.rows)
            pages.append(page)
            if page.next is None:
                break
            cursor = asked_cursor({"page": page.next})
        assert len(seen) == len(set(seen)) > PAGE_SIZE
        back = asked_cursor({"page": pages[-1].previous or ""})
        before = queries.desk(actor(cast.MANAGER), QUEUES[view], Filters(), on=today(), cursor=back)
        assert [row.id for row in before.rows] == [row.id for row in pages[-2].rows]


# -- filters


@pytest.mark.parametrize(
    ("address", "filters", "remark"),
    [
        ({"state": "accepted"}, Filters(state="accepted"), "a state"),
        ({"station": "3"}, Filters(station_id=3), "a place by its number"),
        ({"product": "loan"}, Filters(product="loan"), "a product"),
        ({"amount": "１２，６００元"}, Filters(at_least_fen=1_260_000), "an amount as people write it"),
        ({"district": "350203"}, Filters(district="350203"), "a district"),
        ({"state": "x", "product": "'--", "station": "-1", "district": "0"}, Filters(), "nonsense"),
        ({"amount": "viel"}, Filters(), "no amount"),
    ],
)
def test_filters_are_read_from_the_address_and_nonsense_filters_nothing(
    address: dict[str, str], filters: Filters, remark: str
) -> None:
    assert read_filters(address) == filters, remark


def test_each_filter_narrows_the_list(founded: Stage, session: Session) -> None:
    plain = case_in("accepted")
    other = case_in("routed", place=JIMEI, product="loan", amount_fen=9_000_000, district="350211")

    def ids(filters: Filters) -> list[int]:
        page = queries.desk(actor(cast.MANAGER), QUEUES["open"], filters, on=today())
        return sorted(row.id for row in page.rows)

    assert ids(Filters()) == [plain.id, other.id]
    for filters in (
        Filters(state="routed"),
        Filters(station_id=other.station_id),
        Filters(product="loan"),
        Filters(at_least_fen=9_000_000),
        Filters(district="350211"),
    ):
        assert ids(filters) == [other.id], filters


# -- search


def found(username: str, typed: str) -> list[int]:
    page = queries.found(actor(username), typed, Filters(), on=today())
    return [row.id for row in page.rows]


@both_databases
@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("{number_text}", "the number in full"),
        ("[2026] 00001", "square brackets and a blank"),
        ("2026-00001", "the short number"),
        ("２０２６－１", "full-width figures without leading zeros"),
        ("00001", "the last five figures"),
        ("1", "the figure alone"),
        (APPLICANT.name, "the applicant's name"),
        (APPLICANT.name[:2], "the beginning of a name"),
        ("鹭江湾", "the beginning of an institution's name"),
        ("江湾银行", "a part of an institution's name"),
        (APPLICANT.phone[-4:], "the last four figures of the telephone"),
        (f"+86 {APPLICANT.phone}", "the whole telephone with its country code"),
        (APPLICANT.paper_number, "the identity number"),
        (APPLICANT.paper_number.lower(), "the identity number with a small x"),
    ],
)
def test_a_case_is_found_by_what_a_person_has_at_hand(
    founded: Stage, session: Session, typed: str, remark: str
) -> None:
    case = case_in("submitted")
    case_in("submitted", against=INSURER, applicant=OTHER)
    assert case.id in found(cast.MANAGER, typed.format(number_text=case.number_text)), remark


OTHER = type(APPLICANT)(kind="person", name="周国栋", phone="15405923111", paper_number="X")


@both_databases
@pytest.mark.parametrize(
    "typed", ["王", "2025-00001", "9999", "13800000000", "' OR 1=1 --", "%", "<b>", "江湾"]
)
def test_what_means_no_case_finds_none(founded: Stage, session: Session, typed: str) -> None:
    case_in("submitted", against=INSURER)
    assert found(cast.MANAGER, typed) == []


def test_a_search_shows_nobody_a_case_behind_a_wall(founded: Stage, session: Session) -> None:
    case = case_in("under_mediation", against=INSURER)
    for username in (cast.JIMEI_HEAD, cast.JIMEI_MEDIATOR, cast.BANK_USER, cast.COURT_LIAISON):
        assert found(username, APPLICANT.phone) == []
    assert found(cast.CENTRE_MEDIATOR, APPLICANT.phone) == [case.id]


# -- the page


def test_the_page_is_for_those_who_may_open_the_desk(founded: Stage, signed_in: SignedIn, app: Flask) -> None:
    for role, username in cast.BY_ROLE.items():
        expected = 403 if role is Role.ADMINISTRATOR else 200
        assert signed_in(username).get("/desk/").status_code == expected, role
    assert app.test_client().get("/desk/").status_code == 302


def test_whoever_may_type_a_complaint_for_somebody_is_led_there(founded: Stage, signed_in: SignedIn) -> None:
    link = 'href="/complaints/assisted"'
    assert link in signed_in(cast.CLERK).get("/desk/").get_data(as_text=True)
    assert link not in signed_in(cast.BANK_USER).get("/desk/").get_data(as_text=True)


def test_what_was_typed_into_a_case_is_text_on_the_page(
    founded: Stage, app: Flask, signed_in: SignedIn
) -> None:
    evil = '<script>alert("1")</script>'
    with app.app_context():
        case_in("submitted", applicant=type(APPLICANT)(kind="person", name=evil, phone="15405923111"))
        db.session.commit()
    for language in ("zh", "en"):
        client = signed_in(cast.MANAGER)
        client.set_cookie("lang", language)
        for address in ("/desk/", f"/desk/?q={evil}"):
            page = client.get(address).get_data(as_text=True)
            assert evil not in page
            assert "&lt;script&gt;" in page


def test_an_empty_queue_says_so_and_offers_the_way_back(founded: Stage, signed_in: SignedIn) -> None:
    client = signed_in(cast.MANAGER)
    assert "今天没有到期的案件" in client.get("/desk/?view=today").get_data(as_text=True)
    assert "没有找到" in client.get("/desk/?q=无此人").get_data(as_text=True)
    assert "没有符合条件的案件" in client.get("/desk/?product=loan").get_data(as_text=True)
    assert "No case fits." in client.get("/desk/?product=loan&lang=en", follow_redirects=True).get_data(
        as_text=True
    )


def test_the_respondents_page_shows_the_institutions_words_not_the_inner_steps(
    founded: Stage, app: Flask, signed_in: SignedIn
) -> None:
    with app.app_context():
        case_in("routed", against=BANK)
        db.session.commit()
    page = signed_in(cast.BANK_USER).get("/desk/").get_data(as_text=True)
    assert "已受理，正在安排调解员" in page
    assert "指定调解员" not in page
