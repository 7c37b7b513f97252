"""The morning letters: one a person and day, in office hours, of what still holds, to whom it concerns."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mediation.accounts.models import User
from mediation.cases.models import Case
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.deadlines.operations import Clocked, start
from mediation.mediators.models import Mediator
from mediation.notifications.texts import letter_says
from mediation.organisations.models import Kind, Organisation
from mediation.reminders.models import Reminder
from mediation.reminders.wording import MOST_LINES
from tests import cast
from tests.builders import APPLICANT, BANK, COURT, JIMEI, TONGAN, actor, body, case_in, station, walk
from tests.counting import counted_queries
from tests.reminders.conftest import AtNine, digests_of, letters_of_kind
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

BEFORE, LAST_DAY, LATE, VERY_LATE = "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-10"
EVERYBODY = {*cast.BY_ROLE.values(), cast.TONGAN_HEAD, cast.JIMEI_MEDIATOR, cast.TONGAN_MEDIATOR}


def at_jimei() -> Case:
    """A case of a station, whose sides are to be contacted by Thursday 5 March."""
    return case_in("consulting", place=JIMEI, mediator=cast.JIMEI_MEDIATOR)


def clock_of(case: Case, code: str, due_on: str) -> Deadline:
    """A clock of a kind beside those that the acts start, that ends on a chosen day."""
    thing = Clocked("case", case.id, case.law_on, case.deadlines, case_id=case.id)
    deadline = start(thing, code, starts_on=date(2026, 2, 2))
    deadline.due_on = date.fromisoformat(due_on)
    deadline.next_alarm_on = deadline.start_on
    return deadline


def who_heard() -> set[str]:
    return {username for username in EVERYBODY if digests_of(username)}


# -- to whom


@pytest.mark.parametrize(
    ("day", "heard", "remark"),
    [
        ("2026-03-03", set(), "nothing has come"),
        (BEFORE, {cast.JIMEI_MEDIATOR}, "the day before: the mediator"),
        (LAST_DAY, {cast.JIMEI_MEDIATOR, cast.JIMEI_HEAD}, "the last day: the head as well"),
        (LATE, {cast.JIMEI_MEDIATOR, cast.JIMEI_HEAD}, "a day late"),
        (
            VERY_LATE,
            {cast.JIMEI_MEDIATOR, cast.JIMEI_HEAD, cast.MANAGER},
            "three days late: the centre",
        ),
    ],
)
def test_a_late_deadline_rises_from_the_mediator_to_the_station_to_the_centre(
    passes: AtNine, day: str, heard: set[str], remark: str
) -> None:
    at_jimei()
    passes(day)
    assert who_heard() == heard, remark


def test_each_hears_of_their_own_cases_only(passes: AtNine) -> None:
    jimei = at_jimei()
    tongan = case_in("consulting", place=TONGAN, mediator=cast.TONGAN_MEDIATOR)
    passes(LAST_DAY)
    for username, mine, other in (
        (cast.JIMEI_MEDIATOR, jimei, tongan),
        (cast.JIMEI_HEAD, jimei, tongan),
        (cast.TONGAN_MEDIATOR, tongan, jimei),
        (cast.TONGAN_HEAD, tongan, jimei),
    ):
        (text,) = digests_of(username)
        assert mine.short_number in text, username
        assert other.short_number not in text, username


def test_where_nobody_holds_an_office_the_next_above_hears(passes: AtNine) -> None:
    case_in("routed", place=JIMEI)  # no mediator yet
    passes(BEFORE)
    assert who_heard() == {cast.JIMEI_HEAD}


def test_a_mediator_who_left_is_heard_for_by_the_head(passes: AtNine, session: Session) -> None:
    at_jimei()
    session.execute(update(User).where(User.username == cast.JIMEI_MEDIATOR).values(active=False))
    passes(BEFORE)
    assert who_heard() == {cast.JIMEI_HEAD}


def test_while_a_mediator_is_away_the_head_hears_as_well(passes: AtNine, session: Session) -> None:
    at_jimei()
    user_id = actor(cast.JIMEI_MEDIATOR).user_id
    away = session.get(Mediator, user_id) or Mediator(user_id=user_id, fields=[], languages=[], employers=[])
    away.away_from = date(2026, 3, 2)
    session.add(away)
    passes(BEFORE)
    assert who_heard() == {cast.JIMEI_MEDIATOR, cast.JIMEI_HEAD}


def test_the_clerk_hears_of_what_waits_for_acceptance(passes: AtNine) -> None:
    case_in("submitted")
    passes("2026-03-04")
    assert who_heard() == {cast.CLERK}


def test_an_institution_hears_as_a_body_and_not_before_its_case_is_taken_on(passes: AtNine) -> None:
    taken, screened = case_in("consulting"), case_in("submitted")
    for case in (taken, screened):
        clock_of(case, "C26", LAST_DAY)
    passes(LAST_DAY)
    (letter,) = letters_of_kind("body_digest")
    assert letter.organisation_id == body(BANK).id
    text = letter_says(letter).body.en
    assert taken.short_number in text
    assert screened.short_number not in text


def test_the_court_that_sent_the_case_hears_of_its_own_clock(passes: AtNine) -> None:
    court = body(COURT, Kind.COURT)
    sent = case_in("consulting", referrer_id=court.id)
    clock_of(sent, "C08", LAST_DAY)
    clock_of(case_in("consulting"), "C08", LAST_DAY)
    passes(LAST_DAY)
    (letter,) = letters_of_kind("body_digest")
    assert letter.organisation_id == court.id
    assert letter.facts["count"] == 1


def test_the_sides_get_one_gentle_letter_each_for_a_deadline_of_theirs(passes: AtNine) -> None:
    case = case_in("consulting")
    clock_of(case, "C17", LAST_DAY)
    for _ in range(2):
        passes(LAST_DAY)
    letters = letters_of_kind("deadline_near")
    assert sorted(letter.side for letter in letters) == ["applicant", "respondent"]
    text = letter_says(letters[0]).body
    assert "2026-03-05" in text.en
    assert "如" not in text.en
    assert "请" in text.zh


# -- when


@pytest.mark.parametrize(
    ("day", "hour", "minute", "letters", "remark"),
    [
        (BEFORE, 0, 5, 0, "midnight"),
        (BEFORE, 8, 59, 0, "a minute early"),
        (BEFORE, 9, 0, 1, "the office opens"),
        (BEFORE, 16, 59, 1, ""),
        (BEFORE, 17, 0, 0, "the office is closed"),
        ("2026-03-07", 10, 0, 0, "a Saturday"),
    ],
)
def test_letters_leave_in_office_hours_only(
    passes: AtNine, day: str, hour: int, minute: int, letters: int, remark: str
) -> None:
    at_jimei()
    assert min(1, passes(day, hour, minute)) == letters, remark


def test_a_make_up_saturday_is_a_morning_like_any_other(passes: AtNine) -> None:
    clock_of(case_in("consulting"), "C03", "2026-10-10")
    assert passes("2026-10-10", 10) > 0
    assert any("due today" in text.lower() for text in digests_of(cast.CENTRE_MEDIATOR))


def test_each_place_keeps_its_own_hours(passes: AtNine, session: Session) -> None:
    at_jimei()
    case_in("consulting", place=TONGAN, mediator=cast.TONGAN_MEDIATOR)
    place = session.get_one(Organisation, station(JIMEI).id)
    place.opens_at, place.weekdays = "10:30", [2, 3]
    passes(BEFORE, 9)
    assert who_heard() == {cast.TONGAN_MEDIATOR}
    passes(BEFORE, 10, 30)
    assert who_heard() == {cast.TONGAN_MEDIATOR, cast.JIMEI_MEDIATOR}


def test_one_letter_a_day_and_what_comes_later_waits_for_the_next_morning(passes: AtNine) -> None:
    first = at_jimei()
    passes(BEFORE, 9)
    second = at_jimei()
    clock_of(second, "C03", LAST_DAY)
    passes(BEFORE, 11)
    passes(BEFORE, 15)
    (text,) = digests_of(cast.JIMEI_MEDIATOR)
    assert first.short_number in text
    assert second.short_number not in text
    passes(LAST_DAY, 9)
    assert len(digests_of(cast.JIMEI_MEDIATOR)) == 2
    assert second.short_number in digests_of(cast.JIMEI_MEDIATOR)[1]


def test_gathering_twice_at_once_writes_nothing_twice(passes: AtNine) -> None:
    at_jimei()
    assert passes(LAST_DAY) == 2
    assert passes(LAST_DAY, sweeps=False) == 0


# -- what


def test_a_deadline_met_between_sweep_and_letter_is_not_mentioned(passes: AtNine) -> None:
    done, open_still = at_jimei(), at_jimei()
    passes(LAST_DAY, 0, 10)
    walk(done, "decline")
    passes(LAST_DAY, 9, sweeps=False)
    (text,) = digests_of(cast.JIMEI_MEDIATOR)
    assert open_still.short_number in text
    assert done.short_number not in text


def test_a_deadline_that_was_paused_or_moved_meanwhile_is_not_mentioned(passes: AtNine) -> None:
    case = case_in("under_mediation", place=JIMEI, mediator=cast.JIMEI_MEDIATOR)
    period = next(one for one in case.deadlines if one.code == "C03")
    passes(period.due_on.isoformat(), 0, 10)
    period.due_on = date(2026, 4, 30)
    assert passes("2026-04-01", 9, sweeps=False) == 0
    states = set(db.session.scalars(select(Reminder.state)))
    assert states == {"dropped"}


def test_after_a_week_without_a_scheduler_there_is_one_letter_with_one_line_for_each_deadline(
    passes: AtNine,
) -> None:
    cases = [at_jimei() for _ in range(3)]
    passes("2026-03-13")
    for username in (cast.JIMEI_MEDIATOR, cast.JIMEI_HEAD, cast.MANAGER):
        (text,) = digests_of(username)
        for case in cases:
            said = [line.partition(" ")[2] for line in text.splitlines() if f"{case.short_number} " in line]
            assert said, username
            assert len(said) == len(set(said)), username
    assert passes("2026-03-16") == 0, "nothing is left to say"


def test_the_most_urgent_stands_first_with_a_link_to_each_case(passes: AtNine) -> None:
    later, sooner = at_jimei(), at_jimei()
    clock_of(later, "C03", "2026-03-09")
    clock_of(sooner, "C03", "2026-03-03")
    passes(BEFORE)
    (text,) = digests_of(cast.JIMEI_MEDIATOR)
    lines = [line for line in text.splitlines() if line[:1].isdigit()]
    assert f"1. {sooner.short_number}" in lines[0]
    assert "1 day overdue" in lines[0]
    assert f"https://house.example/desk/cases/{later.short_number}" in text


def test_a_long_list_is_cut_and_says_how_much_more_there_is(passes: AtNine) -> None:
    case = at_jimei()
    for _ in range(MOST_LINES + 4):
        clock_of(case, "C03", LAST_DAY)
    passes(LAST_DAY)
    (text,) = digests_of(cast.JIMEI_MEDIATOR)
    assert f"{MOST_LINES}. " in text
    assert f"{MOST_LINES + 1}. " not in text
    letter = next(one for one in letters_of_kind("morning_digest") if letter_says(one).body.en == text)
    assert letter.facts["count"] > MOST_LINES + 4
    assert f"and {letter.facts['count'] - MOST_LINES} more: see the desk." in text
    assert passes(LAST_DAY, sweeps=False) == 0, "what was cut is not said again"


def test_a_letter_names_nobody(passes: AtNine) -> None:
    at_jimei()
    passes(LAST_DAY)
    for text in (*digests_of(cast.JIMEI_MEDIATOR), *digests_of(cast.JIMEI_HEAD)):
        for name in (APPLICANT.name, BANK, "鹭江湾", "154059"):
            assert name not in text


def test_a_gathering_asks_as_many_queries_for_many_reminders_as_for_few(
    founded: Stage, session: Session, passes: AtNine
) -> None:
    """Letters cost what they cost each; what is read of reminders does not grow with their number."""
    asked = []
    for count in (3, 30):
        case = at_jimei()
        for _ in range(count):
            clock_of(case, "C03", LAST_DAY)
        session.flush()
        day = BEFORE if count == 3 else LAST_DAY
        passes(day, 0, 5)
        with counted_queries(founded.app) as sent:
            passes(day, 9, sweeps=False)
        asked.append(len([one for one in sent if "reminders" in one]))
    assert asked[0] == asked[1]
