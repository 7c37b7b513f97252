"""A year of working days ends as the same year with the scheduler stopped in random weeks.

People work every day as the script says, whether the scheduler runs or not. What must be equal:
every case in its state and with whom it rests, every deadline met or lapsed with its last day, each
lapse carried out once, every letter to the same sides. What may differ is when: a lapse that fell
into a stop is carried out on the first day after it. Reminders are fewer after a stop, never others
and never twice: of what was missed only the most urgent step is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from mediation.cases.models import Case
from mediation.clock import day_of, moment_of
from mediation.database import db
from mediation.deadlines.models import Deadline, DeadlineLapse
from mediation.holidays.queries import house_calendar
from mediation.jobs import papers, runner
from mediation.jobs.models import JobState, Trouble
from mediation.jobs.table import JOBS
from mediation.notifications.models import Letter
from mediation.reminders.models import Reminder
from mediation.timeline import queries as timeline
from tests.builders import JIMEI, TONGAN, case_in, walk
from tests.conftest import StandingClock
from tests.stages import Stage

pytestmark = pytest.mark.databases("sqlite")

BEGINS, ENDS = date(2026, 3, 2), date(2027, 2, 26)
CASES = 20
EVERY = 11  # a new case on every eleventh working day
HOURS = (10,)  # the scheduler runs through the whole day; one moment of it is enough here

STATES = (
    "submitted",
    "consulting",
    "under_mediation",
    "paused",
    "awaiting_signature",
    "accepted",
    "correction_requested",
    "under_mediation",
    "routed",
    "concluded",
)
# What people do on the n-th working day after the case came in.
LATER: dict[str, tuple[int, str]] = {
    "submitted": (2, "accept"),
    "consulting": (2, "decline"),
    "paused": (1, "resume"),
    "routed": (1, "appoint"),
}
PLACES = ("", JIMEI, TONGAN)
DIGESTS = {"morning_digest", "body_digest"}
REMINDING = "deadline_near"  # what the ladder writes to a side: after a stop fewer


@dataclass
class Year:
    """What stands in the database at the end, in words that two years can share."""

    cases: dict[str, Any] = field(default_factory=dict)
    deadlines: Counter[Any] = field(default_factory=Counter)
    lapses: Counter[Any] = field(default_factory=Counter)
    letters: Counter[Any] = field(default_factory=Counter)
    reminders: Counter[Any] = field(default_factory=Counter)
    digests: Counter[Any] = field(default_factory=Counter)


def working_days() -> list[date]:
    calendar = house_calendar()
    days = (BEGINS + timedelta(days=n) for n in range((ENDS - BEGINS).days + 1))
    return [day for day in days if calendar.is_workday(day)]


def script(days: list[date]) -> Iterator[tuple[date, Callable[[datetime], None]]]:
    """(day, what people do on it)."""
    for n in range(CASES):
        state, filed = STATES[n % len(STATES)], n * EVERY
        made: list[Case] = []

        def come_in(at: datetime, state: str = state, n: int = n, made: list[Case] = made) -> None:
            made.append(case_in(state, at=at, place=PLACES[n % len(PLACES)]))

        yield days[filed], come_in
        if state in LATER:
            after, action = LATER[state]

            def go_on(at: datetime, action: str = action, made: list[Case] = made) -> None:
                walk(made[0], action, at=at)

            yield days[filed + after], go_on


def stopped_weeks(seed: int) -> set[tuple[int, int]]:
    """Random weeks (year, week) in which the scheduler stands still: about every third, some in a row."""
    chance = Random(seed)
    days = (BEGINS + timedelta(days=n) for n in range((ENDS - BEGINS).days - 14))
    weeks = sorted({week_of(day) for day in days})
    return {week for week in weeks if chance.random() < 0.35}


def week_of(day: date) -> tuple[int, int]:
    return day.isocalendar().year, day.isocalendar().week


def run_all_jobs(at: datetime) -> None:
    """Every job at one moment, until none has more to do, as the runner does it."""
    for job in (job for job in JOBS if job.lane == "main"):  # the others draw and scan, whatever the day
        while job.has_more(runner.run(job, at=at)):
            pass


def live_through(stage: Stage, clock: StandingClock, stopped: set[tuple[int, int]]) -> Year:
    """The whole year from the founded city on."""
    stage.set("founded")
    with stage.app.app_context():
        days = working_days()
        acts: dict[date, list[Callable[[datetime], None]]] = {}
        for day, act in script(days):
            acts.setdefault(day, []).append(act)
        for day in days:
            if week_of(day) not in stopped:
                for hour in HOURS:
                    run_all_jobs(clock.move_to(moment_of(day, hour)))
            for act in acts.get(day, ()):
                act(clock.move_to(moment_of(day, 14)))
                db.session.commit()
        assert db.session.scalars(select(JobState).where(JobState.error.is_not(None))).all() == []
        assert db.session.scalars(select(Trouble)).all() == []
        assert list(timeline.faults()) == []
        return what_stands()


def what_stands() -> Year:
    year = Year()
    numbers = {case.id: case.number_text for case in db.session.scalars(select(Case))}
    for case in db.session.scalars(select(Case)):
        year.cases[case.number_text] = (case.state, case.is_open, case.turn, case.due_on, case.due_code)
    for one in db.session.scalars(select(Deadline)):
        named = (numbers.get(one.case_id or 0), one.kind, one.code, one.start_on)
        year.deadlines[(*named, one.due_on, one.status)] += 1
    lapsed = select(DeadlineLapse, Deadline).join(Deadline, Deadline.id == DeadlineLapse.deadline_id)
    for lapse, one in db.session.execute(lapsed):
        year.lapses[numbers.get(one.case_id or 0), one.code, lapse.action] += 1
    for letter in db.session.scalars(select(Letter)):
        if letter.kind in DIGESTS:
            to = (letter.user_id, letter.organisation_id)
            year.digests[(*to, day_of(letter.written_at))] += 1
        else:
            to_whom = (letter.side, letter.user_id, letter.organisation_id)
            year.letters[(numbers.get(letter.case_id or 0), letter.kind, *to_whom)] += 1
    for reminder, one in db.session.execute(
        select(Reminder, Deadline).join(Deadline, Deadline.id == Reminder.deadline_id)
    ):
        about = (numbers.get(one.case_id or 0), one.code, one.start_on, reminder.due_on)
        year.reminders[(*about, reminder.recipient, reminder.step)] += 1
    return year


def other_than_reminding(letters: Counter[Any]) -> dict[Any, int]:
    return {named: count for named, count in letters.items() if named[1] != REMINDING}


@pytest.fixture
def quick_papers(monkeypatch: pytest.MonkeyPatch, undrawn: None) -> None:
    """Papers are issued and noted, not drawn: they have tests of their own."""
    monkeypatch.setattr(papers, "render_pdf", lambda *_paper: b"%PDF-1.7 not read")


def test_a_year_with_stops_ends_as_the_year_without(
    founded: Stage, clock: StandingClock, quick_papers: None
) -> None:
    whole = live_through(founded, clock, set())
    stopped = stopped_weeks(seed=1)
    year = live_through(founded, clock, stopped)
    assert len(stopped) > 10
    assert whole.lapses, "the year of the test must hold lapses"
    assert whole.reminders, "and reminders"
    assert year.cases == whole.cases
    assert year.lapses == whole.lapses
    assert set(year.lapses.values()) == {1}, "each once"
    assert year.deadlines == whole.deadlines
    assert other_than_reminding(year.letters) == other_than_reminding(whole.letters)
    assert not year.letters - whole.letters, "after a stop no letter more"
    assert year.reminders.keys() <= whole.reminders.keys(), "after a stop fewer, never others"
    assert set(year.reminders.values()) == {1}, "each step once"
    assert set(year.digests.values()) == {1}, "one letter a person and day"
