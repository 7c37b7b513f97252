"""The sweep: what has come is raised once, whatever stopped in between."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock as house_clock
from mediation.cases.models import Case
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.deadlines.operations import pause, resume, stop
from mediation.deadlines.reckoning import settle
from mediation.holidays.queries import house_calendar
from mediation.reminders.models import Reminder
from mediation.reminders.operations import sweep
from tests.builders import case_in
from tests.counting import counted_queries
from tests.stages import Stage

pytestmark = [pytest.mark.usefixtures("founded", "undrawn"), pytest.mark.databases("sqlite", "postgresql")]


def on_day(text: str) -> date:
    return date.fromisoformat(text)


def swept(day: str, most: int = 500) -> int:
    db.session.flush()
    did = sweep(on=on_day(day), at=house_clock.moment_of(on_day(day)), most=most)
    db.session.expire_all()
    return did


def raised(about: Deadline | None = None) -> list[tuple[str, str]]:
    """(step, recipient) of everything that was raised, or of what was raised about one deadline, in order."""
    wanted = select(Reminder.step, Reminder.recipient).order_by(Reminder.id)
    rows = db.session.execute(wanted.where(Reminder.deadline_id == about.id) if about else wanted)
    return [(row.step, row.recipient) for row in rows]


def the_clock(case: Case, code: str = "C02") -> Deadline:
    return next(one for one in case.deadlines if one.code == code)


def to_contact() -> Deadline:
    """The time to contact both sides; it runs alone, the appointment being confirmed."""
    case = case_in("consulting")
    stop(the_clock(case, "C09_OWN"), on=on_day("2026-03-02"))
    return the_clock(case)


@pytest.fixture
def contact(session: Session) -> Deadline:
    """From Monday 2 March to Thursday 5 March 2026."""
    found = to_contact()
    assert found.due_on == on_day("2026-03-05")
    return found


def test_a_deadline_waits_for_the_first_step_of_its_ladder(contact: Deadline) -> None:
    assert contact.next_alarm_on == on_day("2026-03-04")


def test_each_step_is_raised_on_its_day_and_the_next_one_awaited(contact: Deadline) -> None:
    for day, said in (
        ("2026-03-03", []),
        ("2026-03-04", [("-1WD", "mediator")]),
        ("2026-03-05", [("0D", "mediator"), ("0D", "station_head")]),
        ("2026-03-06", [("+1WD", "mediator"), ("+1WD", "station_head")]),
        ("2026-03-09", []),
        ("2026-03-10", [("+3WD", "mediator"), ("+3WD", "station_head"), ("+3WD", "centre_manager")]),
        ("2026-03-11", []),
    ):
        before = len(raised())
        swept(day)
        assert raised()[before:] == said, day
    assert contact.next_alarm_on is None, "the ladder has an end"


def test_sweeping_again_on_the_same_day_raises_nothing(contact: Deadline) -> None:
    assert [swept("2026-03-04"), swept("2026-03-04")] == [1, 0]
    assert len(raised()) == 1


def test_after_a_stop_of_a_week_each_hears_the_most_urgent_and_nothing_else(contact: Deadline) -> None:
    swept("2026-03-04")
    swept("2026-03-12")
    assert raised() == [
        ("-1WD", "mediator"),
        ("+3WD", "mediator"),
        ("+3WD", "station_head"),
        ("+3WD", "centre_manager"),
    ]


def test_a_run_that_was_lost_after_raising_raises_nothing_twice(contact: Deadline) -> None:
    swept("2026-03-04")
    contact.next_alarm_on = on_day("2026-03-04")  # as if the mark had not been kept
    assert swept("2026-03-04") == 1
    assert raised() == [("-1WD", "mediator")]


def test_a_recount_that_moves_nothing_says_nothing_again(contact: Deadline) -> None:
    swept("2026-03-05")
    settle(contact, on=on_day("2026-03-05"))
    swept("2026-03-05")
    assert raised() == [("0D", "mediator"), ("0D", "station_head")]
    assert contact.next_alarm_on == on_day("2026-03-06")


@pytest.mark.parametrize("end", ["met", "lapsed"])
def test_what_ended_is_awaited_no_more(contact: Deadline, end: str) -> None:
    stop(contact, on=on_day("2026-03-03"), status=end)
    assert contact.next_alarm_on is None
    assert swept("2026-03-04") == 0


def test_a_pause_stops_the_ladder_and_resuming_sets_it_up_anew(contact: Deadline) -> None:
    swept("2026-03-04")
    pause(contact, on=on_day("2026-03-04"), reason="unreachable")
    assert swept("2026-03-20") == 0
    resume(contact, on=on_day("2026-03-20"))
    due_on = contact.due_on
    assert due_on > on_day("2026-03-20")
    swept(due_on.isoformat())
    assert raised(contact)[1:] == [("0D", "mediator"), ("0D", "station_head")]


def test_a_backlog_is_worked_off_in_batches(session: Session) -> None:
    for _ in range(3):
        to_contact()
    assert [swept("2026-03-04", most=2) for _ in range(3)] == [2, 1, 0]
    assert raised() == [("-1WD", "mediator")] * 3


def test_a_sweep_asks_as_many_queries_for_many_due_as_for_few(founded: Stage, session: Session) -> None:
    """Sixty due cost the statements of six: everything is read and written in bulk."""
    thing: dict[str, object] = {
        "kind": "referral",
        "thing_id": 1,
        "code": "C02",
        "law_on": on_day("2026-03-02"),
        "start_on": on_day("2026-03-02"),
        "due_on": on_day("2026-03-05"),
        "next_alarm_on": on_day("2026-03-04"),
    }
    house_calendar()  # asked once in a transaction
    asked = []
    for count in (6, 60):
        session.add_all(Deadline(**thing) for _ in range(count))
        session.flush()
        with counted_queries(founded.app) as sent:
            assert sweep(on=on_day("2026-03-04"), at=house_clock.now()) == count
        asked.append(len(sent))
    assert asked[0] == asked[1] == 3


@pytest.mark.databases("sqlite")
def test_an_index_finds_what_is_due(founded: Stage, session: Session) -> None:
    with counted_queries(founded.app) as sent:
        sweep(on=on_day("2026-03-04"), at=house_clock.now())
    finding = next(statement for statement in sent if "deadlines" in statement)
    arguments = ("2026-01-01",) * finding.count("?")
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {finding}", arguments).all()
    steps = " / ".join(row[3] for row in plan)
    assert "ix_deadlines_status_next_alarm_on_id" in steps
    assert "TEMP B-TREE" not in steps
