"""The ladders of reminders: on which days, to whom, and what is left to say after a stop."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.time.deadline_rules import WHO, all_rules
from mediation.rules.time.reminders import (
    ANY,
    RECIPIENTS,
    alarms,
    all_steps,
    first_alarm_on,
    ladder,
    next_alarm,
    said_on,
    written,
)
from mediation.rules.time.workdays import calendar

CALENDAR = calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


DAYS = [
    # kind, last day, the days of its steps, remark
    (
        "C02",
        "2026-03-05",
        "03-04 03-05 03-06 03-10",
        "the ladder for any deadline; -1, 0, +1, +3 working days",
    ),
    ("C03", "2026-04-01", "03-23 03-27 03-31 04-01 04-02 04-07", "4 to 6 April are Qingming and are skipped"),
    (
        "C04",
        "2026-10-08",
        "09-21 09-28 09-30 10-08 10-09 10-12",
        "the first week of October; 10 October is worked",
    ),
    ("C01", "2026-09-21", "09-20 09-21 09-22 09-24", "20 September is a make-up Sunday and a working day"),
    (
        "C26",
        "2026-03-07",
        "03-02 03-05 03-06 03-09 03-11",
        "a duty ends on a Saturday: the day itself is told on Friday",
    ),
    (
        "C14",
        "2026-02-24",
        "02-09 02-14 02-12 02-14 02-24 02-25",
        "Spring Festival: 7 days before is in the rest, 3 working days before comes first",
    ),
    (
        "C14",
        "2026-06-01",
        "05-15 05-25 05-27 05-29 06-01 06-02",
        "15 days before is a Sunday: told on the Friday",
    ),
    (
        "C39",
        "2028-10-02",
        "03-31 09-01 09-25 09-29 10-04",
        "a year without notice: 1 to 3 October by statute, nothing else guessed",
    ),
]


@pytest.mark.parametrize(("code", "due_on", "days", "remark"), DAYS)
def test_each_step_falls_on_a_working_day(code: str, due_on: str, days: str, remark: str) -> None:
    found = alarms(code, day(due_on), CALENDAR)
    assert " ".join(f"{alarm.on:%m-%d}" for alarm in found) == days, remark
    assert all(CALENDAR.is_workday(alarm.on) for alarm in found)


@pytest.mark.parametrize("code", all_rules())
def test_somebody_of_the_house_hears_of_every_deadline_on_its_last_day_or_after(code: str) -> None:
    late = [step for step in ladder(code, date(2026, 12, 1)) if step.offset.length >= 0]
    inside = {"mediator", "clerk", "station_head", "centre_manager"}
    assert any(inside & set(step.told) for step in late), code
    assert all_rules()[code][0].who in WHO


@pytest.mark.parametrize("code", all_rules())
def test_who_of_the_house_heard_of_a_late_deadline_hears_of_it_again_or_somebody_above_does(
    code: str,
) -> None:
    """Escalation adds people or hands the matter up; it never drops it."""
    rank = {"clerk": 0, "mediator": 0, "station_head": 1, "centre_manager": 2}
    late = [
        max(rank.get(one, -1) for one in step.told)
        for step in ladder(code, date(2026, 12, 1))
        if step.offset.length >= 0
    ]
    assert late == sorted(late), code


HEARD = [
    # kinds, who hears on the last day, who hears one working day later
    ("C02 C10 C11 C12 H01 H05", "mediator station_head", "mediator station_head"),
    ("C03 C04 C05 C06", "mediator station_head", "mediator station_head"),
    ("C01", "clerk", "clerk centre_manager"),
    ("C09 C38", "clerk centre_manager", "clerk centre_manager"),
    ("C07", "mediator", "mediator station_head"),
    ("C08", "liaison clerk", "liaison clerk"),
    ("C14", "mediator station_head", "mediator station_head"),
    ("C15 C16 C16_OUTER C20 C21 C23 C25", "mediator", "mediator liaison"),
    ("C17", "parties mediator", "mediator"),
    ("C19 C39", "mediator station_head clerk", "mediator station_head centre_manager"),
    ("C22 C24 C40", "mediator station_head", "mediator station_head"),
    ("C26 C26_COMPLEX C29", "institution mediator", "institution mediator"),
    ("C28 C35", "mediator station_head", "mediator station_head"),
    ("C27 C30 C31 C32 C33 C34 C36 C37 C37_INQUIRY", "liaison mediator", "liaison mediator"),
    ("C41", "centre_manager", "centre_manager"),
    ("C42 C43", "centre_manager", ""),
]


@pytest.mark.parametrize(("kinds", "last_day", "a_day_late"), HEARD)
def test_who_hears_of_the_end_of_a_deadline(kinds: str, last_day: str, a_day_late: str) -> None:
    for code in kinds.split():
        told = {step.text: " ".join(step.told) for step in ladder(code, date(2026, 12, 1))}
        assert (told["0D"], told.get("+1WD", "")) == (last_day, a_day_late), code


def test_the_sides_are_never_told_after_the_last_day() -> None:
    """A party is reminded gently; what follows from lateness is for a person to say."""
    assert not [step for step in all_steps() if "parties" in step.told and step.is_after]


SAID = [
    # day, who hears what, remark
    ("2026-09-20", {}, "nothing has come"),
    ("2026-09-21", {"mediator": "-7WD"}, ""),
    ("2026-09-29", {"mediator": "-3WD"}, "only the most urgent of two"),
    ("2026-10-08", {"mediator": "0D", "station_head": "0D"}, "the last day"),
    ("2026-10-09", {"mediator": "+1WD", "station_head": "+1WD"}, "a day late"),
    (
        "2026-10-20",
        {"mediator": "+3WD", "station_head": "+3WD", "centre_manager": "+3WD"},
        "a stop of weeks is one sentence to each",
    ),
]


@pytest.mark.parametrize(("on", "said", "remark"), SAID)
def test_of_all_steps_that_came_each_hears_the_most_urgent(
    on: str, said: dict[str, str], remark: str
) -> None:
    found = said_on("C04", day("2026-10-08"), CALENDAR, on=day(on))
    assert {to: step.text for to, step in found.items()} == said, remark


def test_what_would_have_been_said_before_the_last_day_is_not_said_after_it() -> None:
    ahead = said_on("C14", day("2026-06-01"), CALENDAR, on=day("2026-05-29"))
    assert set(ahead) == {"parties", "mediator", "station_head"}
    assert "parties" not in said_on("C14", day("2026-06-01"), CALENDAR, on=day("2026-06-02"))


def test_the_steps_follow_each_other_without_end_or_gap() -> None:
    due_on = day("2026-10-08")
    first = first_alarm_on("C04", due_on, CALENDAR)
    assert first == day("2026-09-21")
    days = [first]
    while len(days) < 10 and (following := next_alarm("C04", due_on, CALENDAR, after=days[-1])) is not None:
        days.append(following.on)
    assert days == [alarm.on for alarm in alarms("C04", due_on, CALENDAR)]


def test_a_kind_without_a_ladder_of_its_own_has_the_common_one() -> None:
    assert ladder("C02", date(2026, 3, 5)) == ladder(ANY, date(2026, 3, 5))
    assert ladder("C03", date(2026, 3, 5)) != ladder(ANY, date(2026, 3, 5))


def test_before_the_table_was_in_force_nobody_is_reminded() -> None:
    assert first_alarm_on("C03", date(2019, 12, 31), CALENDAR) is None


def test_steps_are_written_one_way_and_read_in_words() -> None:
    words = {step.text: step.words for step in all_steps()}
    assert words["-3WD"] == ("届满前3个工作日", "3 working days before")
    assert words["+1WD"] == ("届满后1个工作日", "1 working day after")
    assert words["0D"] == ("最后一日", "on the last day")
    assert all(written(step.offset) == step.text for step in all_steps())
    assert {one for step in all_steps() for one in step.told} <= set(RECIPIENTS)


def test_a_step_says_its_day_and_who_hears_of_it() -> None:
    first, *_, last = alarms("C02", day("2026-03-05"), CALENDAR)
    assert first.words == (
        "3月4日（届满前1个工作日）：调解员",
        "4 March (1 working day before): the mediator",
    )
    assert last.words.zh == "3月10日（届满后3个工作日）：调解员、驿站站长、中心主任"
