"""Working days: every arranged day since 2019, counting, and years that are not yet published."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.findings import Outcome
from mediation.rules.time.holiday_notices import NOTICE_COLUMNS, load_notice
from mediation.rules.time.workdays import Calendar, DayKind, calendar

CALENDAR = calendar()
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2026, 12, 31))


def test_every_day_of_2019_to_2026_agrees_with_the_public_calendar() -> None:
    day = date(2019, 1, 1)
    different = []
    while day <= date(2026, 12, 31):
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day):
            different.append(day)
        day += timedelta(days=1)
    assert different == []


def test_every_row_of_the_table_names_its_paper() -> None:
    assert sorted(CALENDAR.loaded_years) == list(range(2019, 2027))


@pytest.mark.parametrize(
    ("day", "kind", "name", "remark"),
    [
        (date(2026, 1, 1), DayKind.HOLIDAY, "元旦", "Thursday given free"),
        (date(2026, 1, 3), DayKind.HOLIDAY, "元旦", "Saturday named by the notice"),
        (date(2026, 1, 4), DayKind.MAKE_UP, "元旦", "Sunday worked"),
        (date(2026, 1, 5), DayKind.WORKDAY, None, "plain Monday"),
        (date(2026, 1, 10), DayKind.WEEKEND, None, "plain Saturday"),
        (date(2026, 2, 28), DayKind.MAKE_UP, "春节", "Saturday worked"),
        (date(2026, 9, 20), DayKind.MAKE_UP, "国庆节", "Sunday worked"),
        (date(2026, 10, 8), DayKind.WORKDAY, None, "first day after the holiday"),
        (date(2020, 2, 1), DayKind.HOLIDAY, "春节", "extended in 2020"),
        (date(2018, 12, 31), DayKind.HOLIDAY, "元旦", "arranged by the notice for 2019"),
        (date(2027, 1, 1), DayKind.HOLIDAY, "元旦", "fixed statutory day of a year without notice"),
        (date(2027, 5, 2), DayKind.HOLIDAY, "劳动节", "second day of May since 2025, a Sunday"),
        (date(2027, 2, 8), DayKind.WORKDAY, None, "lunar holidays are never guessed"),
    ],
)
def test_each_day_has_its_kind_and_name(day: date, kind: DayKind, name: str | None, remark: str) -> None:
    assert CALENDAR.kind_of(day) is kind, remark
    words = CALENDAR.name_of(day)
    assert (words.zh if words else None) == name, remark
    assert CALENDAR.is_workday(day) is kind.is_work


@pytest.mark.parametrize(
    ("start", "count", "expected", "remark"),
    [
        (date(2026, 9, 30), 3, date(2026, 10, 10), "the holiday is skipped, the make-up Saturday counts"),
        (date(2026, 9, 18), 7, date(2026, 9, 29), "make-up Sunday and Mid-Autumn"),
        (date(2026, 11, 20), 1, date(2026, 11, 23), "over a weekend"),
        (date(2026, 11, 21), 1, date(2026, 11, 23), "from a Saturday"),
        (date(2026, 11, 22), 1, date(2026, 11, 23), "from a Sunday"),
        (date(2026, 11, 21), 0, date(2026, 11, 21), "no day added"),
        (date(2026, 10, 10), -1, date(2026, 10, 9), "back"),
        (date(2026, 10, 8), -1, date(2026, 9, 30), "back over the holiday"),
        (date(2026, 12, 31), 1, date(2027, 1, 4), "1 January is free in any year"),
    ],
)
def test_working_days_are_counted_from_the_day_after_the_start(
    start: date, count: int, expected: date, remark: str
) -> None:
    assert CALENDAR.add_workdays(start, count) == expected, remark


def test_next_workday_is_the_day_itself_when_it_is_worked() -> None:
    assert CALENDAR.next_workday(date(2026, 9, 20)) == date(2026, 9, 20)
    assert CALENDAR.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)


@given(DAYS, st.integers(min_value=1, max_value=400))
def test_adding_and_counting_working_days_agree(start: date, count: int) -> None:
    end = CALENDAR.add_workdays(start, count)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.workdays_between(start, end) == count
    assert CALENDAR.add_workdays(end, -count) <= start or CALENDAR.is_workday(start)


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_adding_working_days_agrees_with_counting_day_by_day(start: date, count: int) -> None:
    day, left = start, count
    while left:
        day += timedelta(days=1)
        left -= (day.year > 2026 and CALENDAR.is_workday(day)) or (
            day.year <= 2026 and chinese_calendar.is_workday(day)
        )
    assert CALENDAR.add_workdays(start, count) == day


@given(DAYS, DAYS)
def test_rest_and_working_days_make_up_the_whole(first: date, last: date) -> None:
    first, last = min(first, last), max(first, last)
    rest = sum((span.last_on - span.first_on).days + 1 for span in CALENDAR.rest_spans(first, last))
    assert rest + CALENDAR.workdays_between(first - timedelta(days=1), last) == (last - first).days + 1


def test_a_year_without_notice_is_provisional_until_it_is_loaded() -> None:
    assert CALENDAR.is_provisional(date(2027, 1, 1))
    assert not CALENDAR.is_provisional(date(2026, 12, 31))
    loaded = CALENDAR.with_rows(load_notice(NOTICE_2027).rows)
    assert not loaded.is_provisional(date(2027, 1, 1))
    assert loaded.is_workday(date(2027, 2, 8)) is False
    assert CALENDAR.is_workday(date(2027, 2, 8)), "the calendar itself never changes"


def test_a_year_that_comes_again_replaces_the_earlier_one_whole() -> None:
    again = CALENDAR.with_rows(load_notice(NOTICE_2027.replace("2027", "2026")).rows)
    assert again.is_workday(date(2026, 10, 6)), "the shorter holiday of the new rows holds"
    assert not CALENDAR.is_workday(date(2026, 10, 6))


def test_days_outside_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="covers"):
        CALENDAR.is_workday(date(1989, 12, 31))
    with pytest.raises(ValueError, match="leave the calendar"):
        CALENDAR.add_workdays(date(2080, 12, 30), 400)


# An invented arrangement, only to test the loading; the real notice of 2027 is not published.
NOTICE_2027 = "\n".join(
    [
        ",".join(NOTICE_COLUMNS),
        "2027,元旦,New Year's Day,rest,2027-01-01,2027-01-03,test",
        "2027,春节,Spring Festival,rest,2027-02-05,2027-02-11,test",
        "2027,春节,Spring Festival,work,2027-02-20,2027-02-20,test",
        "2027,清明节,Qingming Festival,rest,2027-04-03,2027-04-05,test",
        "2027,劳动节,Labour Day,rest,2027-05-01,2027-05-03,test",
        "2027,端午节,Dragon Boat Festival,rest,2027-06-09,2027-06-09,test",
        "2027,中秋节,Mid-Autumn Festival,rest,2027-09-15,2027-09-15,test",
        "2027,国庆节,National Day,rest,2027-10-01,2027-10-05,test",
    ]
)


def test_a_sound_notice_is_usable_and_tells_its_working_days() -> None:
    notice = load_notice("\ufeff" + NOTICE_2027)
    assert notice.year == 2027
    assert notice.is_usable
    assert [(finding.outcome, finding.code) for finding in notice.findings] == [
        (Outcome.PASS, "notice_workdays")
    ]


def _changed(before: str, after: str) -> str:
    assert before in NOTICE_2027
    return NOTICE_2027.replace(before, after)


@pytest.mark.parametrize(
    ("text", "code", "outcome", "remark"),
    [
        ("", "notice_columns", Outcome.BLOCK, "empty file"),
        ("date,name\n2027-01-01,x", "notice_columns", Outcome.BLOCK, "other columns"),
        (",".join(NOTICE_COLUMNS), "notice_empty", Outcome.BLOCK, "head line only"),
        (_changed("rest,2027-01-01", "free,2027-01-01"), "notice_kind", Outcome.BLOCK, "unknown kind"),
        (_changed("2027-01-03", "2027-01-32"), "notice_date", Outcome.BLOCK, "no real day"),
        (_changed("2027-01-03", "2026-12-30"), "notice_span", Outcome.BLOCK, "end before start"),
        (_changed("2027-10-05", "2028-10-05"), "notice_span", Outcome.BLOCK, "another year"),
        (_changed("2027-10-05", "2027-10-31"), "notice_span", Outcome.BLOCK, "too long"),
        (_changed("2027,元旦", "2028,元旦"), "notice_span", Outcome.BLOCK, "days not of the year"),
        (_changed("New Year's Day,rest", ",rest"), "notice_cell_empty", Outcome.BLOCK, "no English name"),
        (_changed("2027-01-03,test", "2027-01-03,"), "notice_cell_empty", Outcome.BLOCK, "no source"),
        (_changed("2027-04-03", "2027-02-11"), "notice_span", Outcome.BLOCK, "too long"),
        (
            _changed("2027-06-09,2027-06-09", "2027-05-03,2027-05-04"),
            "notice_overlap",
            Outcome.BLOCK,
            "twice",
        ),
        (
            _changed("work,2027-02-20,2027-02-20", "work,2027-02-22,2027-02-22"),
            "notice_make_up_on_weekday",
            Outcome.BLOCK,
            "a Monday is worked anyway",
        ),
        (
            _changed("rest,2027-10-01", "rest,2027-10-04"),
            "notice_statutory_day_worked",
            Outcome.BLOCK,
            "1 October is a Friday",
        ),
        (_changed("端午节", "别的"), "notice_festival_missing", Outcome.WARN, "a festival is missing"),
        (
            _changed("2027-09-15,2027-09-15", "2027-09-10,2027-09-24"),
            "notice_workdays",
            Outcome.WARN,
            "too many rest days",
        ),
    ],
)
def test_a_wrong_notice_is_found(text: str, code: str, outcome: Outcome, remark: str) -> None:
    found = {finding.code: finding.outcome for finding in load_notice(text).findings}
    assert found.get(code) is outcome, (remark, found)


def test_an_empty_calendar_is_provisional_everywhere() -> None:
    empty = Calendar.from_rows([])
    assert empty.is_provisional(date(2026, 10, 1))
    assert not empty.is_workday(date(2026, 10, 1))
    assert empty.is_workday(date(2026, 10, 5))
