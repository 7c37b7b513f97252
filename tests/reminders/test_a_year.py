"""A year of sweeps day by day, and the same year with the scheduler stopped for weeks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mediation.clock import moment_of
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.reminders.models import Reminder
from mediation.reminders.operations import sweep
from mediation.rules.time.deadline_rules import all_rules
from mediation.rules.time.reminders import first_alarm_on, ladder
from mediation.rules.time.workdays import calendar

FIRST, DAYS = date(2026, 1, 1), 365
Said = dict[tuple[int, str], list[str]]


def deadlines_of_a_year(session: Session) -> None:
    """A deadline of each kind, ending somewhere in the year."""
    chance = Random(2026)
    for number, code in enumerate(all_rules()):
        due_on = calendar().next_workday(FIRST + timedelta(days=chance.randint(20, 340)))
        session.add(
            Deadline(kind="referral", thing_id=number, code=code, law_on=FIRST, start_on=FIRST, due_on=due_on)
        )
    session.flush()


def a_year(stopped: set[date]) -> Said:
    """What each recipient was told of each deadline, in order, when no sweep ran on `stopped` days."""
    db.session.execute(delete(Reminder))
    for one in db.session.scalars(select(Deadline)):
        one.next_alarm_on = first_alarm_on(one.code, one.due_on, calendar())
    db.session.flush()
    for shift in range(DAYS):
        on = FIRST + timedelta(days=shift)
        if on not in stopped:
            while sweep(on=on, at=moment_of(on)):
                pass
    said: Said = defaultdict(list)
    for row in db.session.scalars(select(Reminder).order_by(Reminder.id)):
        said[row.deadline_id, row.recipient].append(row.step)
    return said


def weeks(seed: int) -> set[date]:
    """Eight weeks of the year, drawn by lot."""
    chance = Random(seed)
    begun = [FIRST + timedelta(days=chance.randint(0, DAYS - 14)) for _ in range(8)]
    return {day + timedelta(days=shift) for day in begun for shift in range(7)}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_with_stops_says_nothing_twice_nothing_new_and_leaves_nobody_without_the_last_word(
    session: Session, seed: int
) -> None:
    deadlines_of_a_year(session)
    every_day = a_year(set())
    with_stops = a_year(weeks(seed))
    codes = {one.id: one.code for one in session.scalars(select(Deadline))}
    for key, steps in with_stops.items():
        assert len(steps) == len(set(steps)), "nothing twice"
        assert set(steps) <= set(every_day[key]), "nothing that would not have been said"
    for (deadline_id, recipient), steps in every_day.items():
        last = next(step for step in ladder(codes[deadline_id], FIRST) if step.text == steps[-1])
        if last.is_after:
            assert with_stops[deadline_id, recipient][-1] == last.text, codes[deadline_id]
    assert not session.scalar(
        select(Deadline.id).where(Deadline.next_alarm_on <= FIRST + timedelta(days=DAYS)).limit(1)
    ), "nothing waits that has come"


def test_a_house_that_begins_with_a_year_of_arrears_tells_each_once(session: Session) -> None:
    deadlines_of_a_year(session)
    said = a_year({FIRST + timedelta(days=shift) for shift in range(DAYS - 1)})
    assert {len(steps) for steps in said.values()} == {1}
