"""Deadlines: every clock has its golden days; pauses, extensions and explanations keep their promises."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.dated import NotInForce
from mediation.rules.findings import Outcome
from mediation.rules.time.deadline_steps import steps_of
from mediation.rules.time.deadlines import (
    CONSENTS,
    NO_CAP,
    PAUSE_REASONS,
    WHO,
    DeadlineRule,
    Extension,
    Pause,
    Period,
    Rolls,
    Unit,
    all_rules,
    check_extension,
    check_pause,
    compute,
    rule,
)
from mediation.rules.time.workdays import calendar

ONE_DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)


def law(code: str) -> DeadlineRule:
    return rule(code, on=TODAY)


def day(text: str) -> date:
    return date.fromisoformat(text)


GOLDEN = [
    ("C01", "2026-09-30", "2026-10-10", "holiday skipped, make-up Saturday counts (vector of the law)"),
    ("C01", "2026-11-20", "2026-11-25", "Friday, over a weekend"),
    ("C02", "2026-09-04", "2026-09-09", "Friday + 3 WD"),
    ("C02_FAST", "2026-01-30", "2026-02-03", "Friday + 2 WD"),
    ("C03", "2026-09-18", "2026-10-19", "day 30 is Sunday 18 October"),
    ("C04", "2026-09-01", "2026-10-08", "day 30 is National Day (vector of the law)"),
    ("C04", "2026-08-03", "2026-09-02", "ends on a Wednesday"),
    ("C05", "2026-09-05", "2026-09-20", "day 15 is a make-up Sunday and stays (vector of the law)"),
    ("C05", "2026-04-20", "2026-05-06", "day 15 is 5 May, in the Labour Day holiday"),
    ("C06", "2026-09-25", "2026-10-08", "day 7 is 2 October"),
    ("C06", "2026-02-14", "2026-02-24", "day 7 is in the Spring Festival"),
    ("C07", "2026-09-04", "2026-09-08", "Friday + 2 WD"),
    ("C08", "2026-01-30", "2026-02-04", "Friday + 3 WD"),
    ("C09", "2026-09-18", "2026-09-22", "make-up Sunday is the first working day"),
    ("C09_MEDIATOR", "2026-09-30", "2026-10-10", "10-08, 10-09 and the worked Saturday 10-10"),
    ("C09_OWN", "2026-03-06", "2026-03-11", "Friday: a weekend between"),
    ("C10", "2026-09-04", "2026-09-09", "Friday + 3 WD"),
    ("C11", "2026-01-30", "2026-02-02", "alarm on the next working day"),
    ("C12", "2026-09-18", "2026-09-22", "make-up Sunday counts"),
    ("C13", "2026-09-04", "2026-09-09", "Friday + 3 WD"),
    ("C14", "2026-09-01", "2026-10-08", "day 30 is National Day"),
    ("C14", "2026-01-18", "2026-02-24", "day 30 is in the Spring Festival"),
    ("C14", "2026-06-01", "2026-07-01", "ends on a Wednesday"),
    ("C15", "2026-09-18", "2026-09-21", "calendar days, Monday"),
    ("C16", "2026-09-04", "2026-09-20", "day 15 is a Saturday, the next working day a make-up Sunday"),
    ("C16_OUTER", "2026-01-30", "2026-03-02", "day 30 is Sunday 1 March"),
    ("C17", "2026-09-18", "2026-09-18", "the agreed day itself"),
    ("C17", "2026-10-03", "2026-10-08", "an agreed day in a holiday moves"),
    ("C18", "2026-09-04", "2026-09-11", "5 WD"),
    ("C19", "2024-02-29", "2026-02-28", "no corresponding day; the last of February is a make-up Saturday"),
    ("C19", "2024-10-01", "2026-10-08", "corresponding day is National Day"),
    ("C20", "2026-09-18", "2026-09-23", "5 D"),
    ("C21", "2026-09-04", "2026-09-20", "Saturday moves to a make-up Sunday"),
    ("C22", "2026-01-30", "2026-02-14", "day 15 is a make-up Saturday"),
    ("C23", "2026-09-18", "2026-10-19", "Sunday moves"),
    ("C24", "2026-09-04", "2026-09-11", "7 D"),
    ("C25", "2026-01-30", "2026-02-06", "7 D"),
    ("C26", "2026-09-18", "2026-10-03", "an institution's duty does not move"),
    ("C26_COMPLEX", "2026-09-04", "2026-10-04", "an institution's duty does not move"),
    ("C27", "2026-09-18", "2026-09-29", "20, 21, 22, 23, 24, 28, 29 September (vector of the law)"),
    ("C28", "2026-09-18", "2026-10-19", "Sunday moves"),
    ("C29", "2026-09-04", "2026-10-04", "does not move"),
    ("C30", "2026-09-18", "2026-09-29", "7 WD over Mid-Autumn"),
    ("C31", "2026-09-18", "2026-10-03", "does not move"),
    ("C32", "2026-09-04", "2026-09-19", "does not move"),
    ("C33", "2026-01-30", "2026-02-06", "5 WD"),
    ("C34", "2026-09-18", "2026-11-17", "60 D"),
    ("C35", "2026-09-04", "2026-10-08", "a person's period moves"),
    ("C36", "2026-01-30", "2026-03-01", "does not move"),
    ("C37", "2026-09-18", "2026-10-03", "does not move"),
    ("C37_INQUIRY", "2026-09-04", "2026-11-03", "60 D"),
    ("C39", "2023-02-28", "2026-02-28", "corresponding day, a make-up Saturday"),
    ("C39", "2023-10-01", "2026-10-08", "corresponding day is National Day"),
    ("C40", "2026-09-04", "2026-09-14", "10 D"),
    ("C41", "2026-01-30", "2026-01-30", "at once"),
    ("C42", "2023-10-01", "2026-10-01", "keeping does not move"),
    ("C43", "2025-03-01", "2028-03-01", "keeping does not move"),
    ("H01", "2026-09-30", "2026-10-10", "8, 9, 10 October, a make-up Saturday"),
    ("H02", "2026-01-30", "2026-02-06", "Friday + 5 WD"),
    ("H03", "2026-09-18", "2026-10-09", "20, 21, 22, 23, 24, 28, 29, 30 September, 8, 9 October"),
    ("H04", "2026-08-04", "2026-10-03", "day 60 is in the National Day holiday and stays"),
    ("H05", "2026-09-24", "2026-09-30", "28, 29, 30 September, after Mid-Autumn"),
]


@pytest.mark.parametrize(("code", "start", "due", "remark"), GOLDEN)
def test_each_clock_ends_on_its_golden_day(code: str, start: str, due: str, remark: str) -> None:
    answer = compute(law(code), start_on=day(start))
    assert answer.due_on == day(due), remark
    assert not answer.provisional, remark


def test_every_clock_of_the_table_has_a_golden_day() -> None:
    assert set(all_rules()) == {code for code, *_ in GOLDEN} | {"C38"}
    of_a_case, of_a_hand_over = range(1, 44), range(1, 6)
    assert {code[:3] for code in all_rules()} == {
        *(f"C{number:02d}" for number in of_a_case),
        *(f"H{number:02d}" for number in of_a_hand_over),
    }


def test_a_clock_without_a_length_of_its_own_takes_that_of_its_source() -> None:
    with pytest.raises(ValueError, match="lasting"):
        compute(law("C38"), start_on=day("2026-09-30"))
    assert compute(law("C38").lasting(5, Unit.WORKDAYS), start_on=day("2026-09-30")).due_on == day(
        "2026-10-13"
    )


def test_one_month_from_the_31st_of_january_ends_on_the_last_of_february() -> None:
    month = law("C39").lasting(1, Unit.MONTHS)
    assert compute(month, start_on=day("2026-01-31")).due_on == day("2026-02-28")


def counted_day_by_day(deadline: DeadlineRule, start: date) -> date:
    """The same rules written a second time, by the public calendar, one day at a time."""
    assert deadline.period is not None
    left, unit = deadline.period
    end = start
    if unit in (Unit.MONTHS, Unit.YEARS):
        months = left * (12 if unit is Unit.YEARS else 1)
        year, month = start.year, start.month
        for _ in range(months):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        end = date(year, month, min(start.day, monthrange(year, month)[1]))
    while unit in (Unit.DAYS, Unit.WORKDAYS) and left:
        end += ONE_DAY
        left -= unit is Unit.DAYS or chinese_calendar.is_workday(end)
    while deadline.rolls is not Rolls.NO and not chinese_calendar.is_workday(end):
        end += ONE_DAY
    return end


RULES = [rows[0] for rows in all_rules().values() if rows[0].period is not None]
ROLLING_DAYS = [one for one in RULES if one.period and one.period.unit is Unit.DAYS]


@given(st.sampled_from(RULES), st.dates(min_value=date(2019, 1, 1), max_value=date(2023, 9, 1)))
def test_all_clocks_agree_with_a_count_day_by_day(deadline: DeadlineRule, start: date) -> None:
    assert compute(deadline, start_on=start).due_on == counted_day_by_day(deadline, start)


@given(
    st.sampled_from([one for one in RULES if one.period and one.period.unit in (Unit.DAYS, Unit.WORKDAYS)]),
    st.dates(min_value=date(2023, 1, 1), max_value=date(2026, 9, 1)),
)
def test_short_clocks_agree_with_a_count_day_by_day_to_the_end_of_the_table(
    deadline: DeadlineRule, start: date
) -> None:
    assert compute(deadline, start_on=start).due_on == counted_day_by_day(deadline, start)


def test_a_day_that_depends_on_an_unpublished_year_is_provisional_and_says_so() -> None:
    late = compute(law("C04"), start_on=day("2026-12-10"))
    assert late.due_on == day("2027-01-11")
    assert late.provisional
    assert "2027 年的放假安排尚未载入" in steps_of(late)[-1].zh
    assert not compute(law("C26"), start_on=day("2026-12-20")).provisional, "counted without the calendar"
    assert compute(law("C01"), start_on=day("2026-12-30")).provisional
    assert compute(law("C01"), start_on=day("2018-12-28")).provisional, "counted from a year without notice"
    assert not compute(law("C01"), start_on=day("2026-12-28")).provisional


# ---- pauses -------------------------------------------------------------------------------------

APPRAISAL = "appraisal"


@pytest.mark.parametrize(
    ("code", "start", "pauses", "due", "paused", "remark"),
    [
        ("C04", "2026-08-03", [("2026-08-10", "2026-08-19")], "2026-09-11", 9, "nine days out"),
        (
            "C04",
            "2026-08-03",
            [("2026-08-10", "2026-08-10")],
            "2026-09-02",
            0,
            "stopped and resumed on one day",
        ),
        (
            "C04",
            "2026-08-03",
            [("2026-08-10", "2026-08-15"), ("2026-08-12", "2026-08-19")],
            "2026-09-11",
            9,
            "overlapping stops count once",
        ),
        (
            "C04",
            "2026-08-03",
            [("2026-08-20", "2026-08-24"), ("2026-08-10", "2026-08-15")],
            "2026-09-11",
            9,
            "two stops in any order",
        ),
        ("C04", "2026-08-03", [("2026-07-20", "2026-08-05")], "2026-09-04", 2, "only the days inside count"),
        ("C04", "2026-08-03", [("2026-07-20", "2026-08-03")], "2026-09-02", 0, "before the start"),
        ("C04", "2026-08-03", [("2026-09-10", "2026-09-20")], "2026-09-02", 0, "after the end"),
        ("C04", "2026-08-03", [("2026-09-02", "2026-09-09")], "2026-09-09", 7, "stopped on the last day"),
        (
            "C04",
            "2026-09-01",
            [("2026-10-07", "2026-10-20")],
            "2026-10-20",
            13,
            "stopped while the last day was moved",
        ),
        ("C01", "2026-11-16", [("2026-11-17", "2026-11-25")], "2026-11-27", 8, "two working days are left"),
        (
            "C01",
            "2026-11-16",
            [("2026-11-19", "2026-11-21")],
            "2026-11-23",
            2,
            "last day, resumed on a Saturday",
        ),
        (
            "C04",
            "2026-08-03",
            [("2026-09-01", "2026-09-05"), ("2026-09-06", "2026-09-10")],
            "2026-09-10",
            8,
            "the second stop falls on the day won by the first",
        ),
    ],
)
def test_a_pause_takes_its_days_out(
    code: str, start: str, pauses: list[tuple[str, str]], due: str, paused: int, remark: str
) -> None:
    stops = [Pause(day(first), day(last), APPRAISAL) for first, last in pauses]
    answer = compute(law(code), start_on=day(start), pauses=stops)
    assert (answer.due_on, answer.paused_days) == (day(due), paused), remark
    assert steps_of(answer)


def test_a_pause_without_a_day_does_not_move_the_day_counted_to() -> None:
    pause = Pause(day("2026-10-05"), day("2026-10-05"), APPRAISAL)
    due = compute(law("C04"), start_on=day("2026-09-01"), pauses=[pause])
    assert (due.counted_to, due.due_on) == (day("2026-10-01"), day("2026-10-08"))


STARTS = st.dates(min_value=date(2020, 1, 1), max_value=date(2025, 6, 1))
STOPS = st.lists(
    st.tuples(st.integers(-20, 120), st.integers(0, 40)),
    max_size=5,
)


def _pauses(start: date, stops: list[tuple[int, int]]) -> list[Pause]:
    return [
        Pause(start + timedelta(days=after), start + timedelta(days=after + length), APPRAISAL)
        for after, length in stops
    ]


@given(st.sampled_from(ROLLING_DAYS), STARTS, STOPS)
def test_running_and_paused_days_make_up_the_elapsed_days(
    deadline: DeadlineRule, start: date, stops: list[tuple[int, int]]
) -> None:
    plain = compute(deadline, start_on=start)
    pauses = _pauses(start, stops)
    due = compute(deadline, start_on=start, pauses=pauses)
    elapsed = [start + timedelta(days=after) for after in range(1, (due.counted_to - start).days + 1)]
    standing = [one for one in elapsed if any(p.stopped_on < one <= (p.resumed_on or start) for p in pauses)]
    running = len(elapsed) - due.paused_days
    assert due.paused_days == len(standing)
    assert deadline.period is not None
    assert running >= deadline.period.length, "no day of the period is lost"
    assert running <= (plain.due_on - start).days + 15, (
        "at most the rest days by which a last day moved are won"
    )
    assert due.due_on >= plain.due_on


@given(st.sampled_from(ROLLING_DAYS), STARTS, st.integers(1, 60), st.integers(0, 40))
def test_a_single_pause_that_begins_inside_the_period_moves_the_count_by_its_length(
    deadline: DeadlineRule, start: date, after: int, length: int
) -> None:
    plain = compute(deadline, start_on=start)
    pauses = _pauses(start, [(after, length)])
    due = compute(deadline, start_on=start, pauses=pauses)
    if pauses[0].stopped_on <= plain.counted_to:
        assert (due.counted_to - plain.counted_to).days == length == due.paused_days
    elif pauses[0].stopped_on > plain.due_on:
        assert due.due_on == plain.due_on


@given(st.sampled_from(RULES), STARTS, STOPS)
def test_a_clock_stopped_in_time_never_ends_before_it_resumes(
    deadline: DeadlineRule, start: date, stops: list[tuple[int, int]]
) -> None:
    due_without = compute(deadline, start_on=start)
    for pause in _pauses(start, stops):
        due = compute(deadline, start_on=start, pauses=[pause])
        if start <= pause.stopped_on <= due_without.due_on:
            assert pause.resumed_on is not None
            assert due.due_on >= pause.resumed_on


def test_an_open_pause_needs_the_day_and_supposes_that_the_clock_resumes_on_it() -> None:
    open_pause = [Pause(day("2026-08-10"), None, APPRAISAL)]
    with pytest.raises(ValueError, match="open"):
        compute(law("C04"), start_on=day("2026-08-03"), pauses=open_pause)
    due = compute(law("C04"), start_on=day("2026-08-03"), pauses=open_pause, on=day("2026-08-19"))
    assert due.is_paused
    assert due.due_on == day("2026-09-11")
    assert "现在处于停止计算状态" in steps_of(due)[-1].zh


@pytest.mark.parametrize(
    ("code", "reason", "stopped", "codes", "remark"),
    [
        ("C04", "appraisal", "2026-09-10", {"pause_allowed"}, "appraisal stops mediation"),
        ("C04", "appraisal", "2026-09-01", {"pause_allowed"}, "on the day of the start"),
        ("C04", "appraisal", "2026-08-31", {"pause_before_start"}, "a day too early"),
        ("C04", "appraisal", "2026-10-08", {"pause_allowed"}, "on the last day"),
        ("C04", "appraisal", "2026-10-09", {"pause_after_expiry"}, "a day late"),
        ("C04", "supplement", "2026-09-10", {"pause_not_allowed"}, "no such reason for this clock"),
        ("C14", "appraisal", "2026-10-09", {"pause_not_allowed", "pause_after_expiry"}, "both are told"),
    ],
)
def test_a_clock_stops_only_for_its_reasons_and_in_time(
    code: str, reason: str, stopped: str, codes: set[str], remark: str
) -> None:
    due = compute(law(code), start_on=day("2026-09-01"))
    findings = check_pause(law(code), due, reason, stopped_on=day(stopped))
    assert {finding.code for finding in findings} == codes, remark


@pytest.mark.parametrize(
    ("stopped", "codes", "remark"),
    [
        ("2026-09-10", {"pause_overlaps"}, "the day on which it stopped"),
        ("2026-09-14", {"pause_overlaps"}, "the last day on which it stands still"),
        ("2026-09-15", {"pause_allowed"}, "the day on which it goes on"),
    ],
)
def test_a_clock_that_goes_on_may_be_stopped_again(stopped: str, codes: set[str], remark: str) -> None:
    pause = Pause(day("2026-09-10"), day("2026-09-15"), APPRAISAL)
    due = compute(law("C04"), start_on=day("2026-09-01"), pauses=[pause])
    findings = check_pause(law("C04"), due, APPRAISAL, stopped_on=day(stopped))
    assert {finding.code for finding in findings} == codes, remark


# ---- extensions ---------------------------------------------------------------------------------


def _extension(length: int, unit: Unit = Unit.DAYS) -> Extension:
    return Extension(length, unit, day("2026-09-20"), ("all_parties",))


@pytest.mark.parametrize(
    ("extensions", "pauses", "due", "remark"),
    [
        (
            [_extension(30)],
            [],
            "2026-11-02",
            "counted on from 1 October, not from 8; 31 October is a Saturday",
        ),
        ([_extension(10), _extension(20)], [], "2026-11-02", "two in a row"),
        ([_extension(1)], [], "2026-10-08", "one day inside the holiday wins nothing"),
        ([_extension(5, Unit.WORKDAYS)], [], "2026-10-13", "8, 9, 10, 12, 13 October"),
        ([_extension(1, Unit.MONTHS)], [], "2026-11-02", "1 November is a Sunday"),
        ([_extension(30)], [("2026-10-10", "2026-10-20")], "2026-11-10", "a stop inside the extension"),
    ],
)
def test_an_extension_goes_on_from_the_last_day_before_it_was_moved(
    extensions: list[Extension], pauses: list[tuple[str, str]], due: str, remark: str
) -> None:
    stops = [Pause(day(first), day(last), APPRAISAL) for first, last in pauses]
    answer = compute(law("C04"), start_on=day("2026-09-01"), extensions=extensions, pauses=stops)
    assert answer.due_on == day(due), remark


@given(st.sampled_from(RULES), STARTS, st.lists(st.integers(1, 90), min_size=1, max_size=3), STOPS)
def test_an_extension_never_moves_a_date_back(
    deadline: DeadlineRule, start: date, lengths: list[int], stops: list[tuple[int, int]]
) -> None:
    pauses = _pauses(start, stops)
    extensions: list[Extension] = []
    before = compute(deadline, start_on=start, pauses=pauses).due_on
    for length in lengths:
        extensions.append(Extension(length, Unit.DAYS, start, ()))
        after = compute(deadline, start_on=start, pauses=pauses, extensions=extensions).due_on
        assert after >= before
        before = after


@pytest.mark.parametrize(
    ("code", "requested", "asked", "consents", "codes", "remark"),
    [
        ("C04", 30, "2026-10-08", {"all_parties"}, {"extension_allowed"}, "on the last day"),
        ("C04", 365, "2026-09-10", {"all_parties"}, {"extension_allowed"}, "no cap for court cases"),
        ("C04", 30, "2026-10-09", {"all_parties"}, {"extension_after_expiry"}, "a day late"),
        ("C04", 30, "2026-09-10", set(), {"extension_consent_missing"}, "no consent"),
        ("C04", 0, "2026-09-10", {"all_parties"}, {"extension_not_positive"}, "nothing asked"),
        ("C04", -5, "2026-09-10", {"all_parties"}, {"extension_not_positive"}, "shorter"),
        (
            "C04",
            0,
            "2026-10-09",
            set(),
            {"extension_not_positive", "extension_after_expiry", "extension_consent_missing"},
            "all obstacles are told",
        ),
        ("C03", 30, "2026-09-10", {"all_parties"}, {"extension_allowed"}, "own cases: 30 days"),
        ("C03", 31, "2026-09-10", {"all_parties"}, {"extension_too_long"}, "one more is too long"),
        ("C14", 1, "2026-09-10", {"all_parties"}, {"extension_not_allowed"}, "confirmation cannot wait"),
        (
            "C26_COMPLEX",
            30,
            "2026-09-10",
            {"superior_approval"},
            {"extension_consent_missing"},
            "approval without notice",
        ),
        (
            "C26_COMPLEX",
            30,
            "2026-09-10",
            {"superior_approval", "complainant_told"},
            {"extension_allowed"},
            "both",
        ),
    ],
)
def test_an_extension_needs_time_room_and_consents(
    code: str, requested: int, asked: str, consents: set[str], codes: set[str], remark: str
) -> None:
    due = compute(law(code), start_on=day("2026-09-01"))
    findings = check_extension(law(code), due, requested, asked_on=day(asked), consents=consents)
    assert {finding.code for finding in findings} == codes, remark
    assert all(finding.legal_basis for finding in findings)
    assert (findings[0].outcome is Outcome.PASS) == (codes == {"extension_allowed"})


def test_earlier_extensions_count_against_the_maximum_and_the_new_day_is_named() -> None:
    first = Extension(20, Unit.DAYS, day("2026-09-10"), ("all_parties",))
    due = compute(law("C03"), start_on=day("2026-09-01"), extensions=[first])
    too_long = check_extension(law("C03"), due, 11, asked_on=day("2026-10-09"), consents={"all_parties"})
    assert "已延长 20" in too_long[0].words.zh
    allowed = check_extension(law("C03"), due, 10, asked_on=day("2026-10-09"), consents={"all_parties"})
    assert "2026年11月2日" in allowed[0].words.zh
    assert "2 November 2026" in allowed[0].words.en


# ---- words --------------------------------------------------------------------------------------


def _steps(code: str, start: str) -> str:
    return "\n".join(words.zh for words in steps_of(compute(law(code), start_on=day(start))))


@pytest.mark.parametrize(
    ("code", "start", "said", "remark"),
    [
        ("C04", "2026-09-01", "第 1 日是2026年9月2日（周三）", "day 1 is the day after"),
        (
            "C04",
            "2026-09-01",
            "期间内的 8 个休息日（包括9月25日至9月27日（中秋节））也计入",
            "rest days inside count",
        ),
        ("C04", "2026-09-01", "数到2026年10月1日（周四），是国庆节，顺延", "why it moves"),
        ("C04", "2026-09-01", "最后一日是2026年10月8日（周四）", "the answer"),
        ("C04", "2026-09-01", "为什么不是2026年10月1日（周四）", "the next question"),
        ("C05", "2026-09-05", "2026年9月20日（周日）是调休上班日，不是休息日", "why it does not move"),
        ("C01", "2026-09-30", "第 1 日是2026年10月8日（周四）", "day 1 is the first working day"),
        ("C01", "2026-09-30", "10月8日、10月9日、10月10日（调休上班日）", "the days counted"),
        ("C01", "2026-09-30", "跳过10月1日至10月7日（国庆节）", "the days skipped"),
        ("C26", "2026-09-04", "为什么不顺延", "an institution's duty on a Saturday"),
        ("C19", "2024-02-29", "该月没有对应日，以月末日为准", "the last of February"),
        ("C14", "2026-06-01", "2026年7月1日（周三）是工作日", "no move needed"),
        ("C14", "2026-06-01", "不能延长", "the note of the row"),
        ("C16", "2026-09-04", "2026年9月20日（周日）是调休上班日，算工作日", "moves to a make-up Sunday"),
        ("C17", "2026-10-03", "协议约定的履行日：2026年10月3日（周六）", "no count"),
    ],
)
def test_the_steps_tell_how_the_day_was_found(code: str, start: str, said: str, remark: str) -> None:
    assert said in _steps(code, start), remark


@given(st.sampled_from(RULES), STARTS, STOPS, st.booleans())
def test_the_steps_name_the_last_day_in_both_languages_and_leave_no_gap(
    deadline: DeadlineRule, start: date, stops: list[tuple[int, int]], extended: bool
) -> None:
    due = compute(
        deadline,
        start_on=start,
        pauses=_pauses(start, stops),
        extensions=[Extension(9, Unit.DAYS, start, ("all_parties",))] if extended else [],
    )
    zh, en = "".join(step.zh for step in steps_of(due)), "".join(step.en for step in steps_of(due))
    assert f"最后一日是{due.due_on.year}年{due.due_on.month}月{due.due_on.day}日" in zh
    assert str(due.due_on.year) in en
    assert "{" not in zh + en
    assert not any("\u4e00" <= character <= "\u9fff" for character in en), en


# ---- the table ----------------------------------------------------------------------------------


def test_every_row_is_whole() -> None:
    for rows in all_rules().values():
        for row in rows:
            assert row.words.zh, row.code
            assert row.words.en, row.code
            assert row.start_words.zh, row.code
            assert row.who in WHO, row.code
            assert set(row.extension_consents) <= set(CONSENTS), row.code
            assert set(row.suspends) <= set(PAUSE_REASONS), row.code
            assert bool(row.extension_consents) == row.may_be_extended, row.code
            assert row.checked == "design" or row.legal_basis, row.code


def test_the_caps_and_consents_are_those_of_the_law() -> None:
    assert law("C04").extension_max == NO_CAP
    assert law("C14").extension_max == 0
    assert law("C16").extension_max == 10
    assert law("C34").extension_consents == ("head_approval", "petitioner_told")


def test_reminders_fall_before_the_last_day_and_after_the_start() -> None:
    due = compute(law("C14"), start_on=day("2026-06-01"))
    assert due.warn_on == (day("2026-06-16"), day("2026-06-24"), day("2026-06-28"), day("2026-06-30"))
    assert compute(law("C39"), start_on=day("2023-11-20")).warn_on == (day("2026-05-20"), day("2026-10-20"))
    assert compute(law("C01"), start_on=day("2026-09-30")).warn_on == (day("2026-10-09"),)
    one_day = law("C38").lasting(1, Unit.WORKDAYS)
    assert compute(one_day, start_on=day("2026-09-28")).warn_on == (), "not on the day of the start itself"


def test_days_left_and_overdue() -> None:
    due = compute(law("C14"), start_on=day("2026-06-01"))
    assert due.days_left(day("2026-06-30")) == 1
    assert not due.is_overdue(day("2026-07-01"))
    assert due.is_overdue(day("2026-07-02"))


def test_the_law_of_a_day_before_the_rule_is_not_found() -> None:
    with pytest.raises(NotInForce):
        rule("C04", on=day("2016-06-30"))
    with pytest.raises(KeyError):
        rule("C99", on=TODAY)


def test_parties_may_agree_that_a_payment_day_does_not_move_but_not_on_other_clocks() -> None:
    fixed = law("C17").without_rolling()
    assert compute(fixed, start_on=day("2026-10-03")).due_on == day("2026-10-03")
    with pytest.raises(ValueError, match="rolling"):
        law("C14").without_rolling()


def test_a_calendar_with_a_new_year_makes_the_day_final() -> None:
    loaded = calendar().with_rows(
        [
            {
                "year": "2027",
                "name_zh": "元旦",
                "name_en": "New Year's Day",
                "kind": "rest",
                "first_on": "2027-01-01",
                "last_on": "2027-01-03",
            }
        ]
    )
    due = compute(law("C04"), start_on=day("2026-12-10"), calendar=loaded)
    assert not due.provisional


def test_periods_write_themselves_in_both_languages() -> None:
    assert Period(1, Unit.WORKDAYS).words == ("1个工作日", "1 working day")
    assert Period(30, Unit.DAYS).words == ("30日", "30 calendar days")
    assert Period(2, Unit.YEARS).words == ("2年", "2 years")


def test_a_pause_without_a_recorded_reason_is_still_told() -> None:
    due = compute(
        law("C01"), start_on=day("2026-11-16"), pauses=[Pause(day("2026-11-17"), None, "")], on=TODAY
    )
    assert any("原因未记录" in step.zh and "no reason recorded" in step.en for step in steps_of(due))
