"""Working days: weekends and holidays as arranged each year by the State Council.

A make-up working day (调休上班日) is a working day in every sense; a day is a rest day when the
notice gives it free or when it is a weekend that no notice takes. For a year without a notice the
calendar answers by Monday to Friday less the statutory days with a fixed date, and says that the
answer is provisional: lunar holidays and bridges of such a year are never guessed.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Annotated, NamedTuple

from mediation.rules.dated import Dated
from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of

FIRST_YEAR, LAST_YEAR = 1990, 2080  # beyond these years no question of this trade arises
_ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is."""

    WORKDAY = "workday"
    MAKE_UP = "make_up"  # a Saturday or Sunday on which work is done
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # given free by a notice or by statute

    @property
    def is_work(self) -> bool:
        return self in (DayKind.WORKDAY, DayKind.MAKE_UP)


WEEKDAYS = (
    Words("周一", "Monday"),
    Words("周二", "Tuesday"),
    Words("周三", "Wednesday"),
    Words("周四", "Thursday"),
    Words("周五", "Friday"),
    Words("周六", "Saturday"),
    Words("周日", "Sunday"),
)
WEEKEND_WORDS = Words("周末", "weekend")
MAKE_UP_WORDS = Words("调休上班日", "make-up working day")
_KINDS = {"rest": False, "work": True}


class Arrangement(NamedTuple):
    """Days in a row that the notice of a year gives free, or on which it has work done."""

    year: int
    first_on: date
    last_on: date
    is_work: bool
    name: Words


@dataclass(frozen=True, slots=True)
class HolidayRow(Dated):
    """One row of `tables/holidays.csv`."""

    year: int
    name: Words
    is_work: Annotated[bool, Column("kind", read=_KINDS.__getitem__)]
    first_on: date
    last_on: date
    source: str

    @property
    def arrangement(self) -> Arrangement:
        return Arrangement(self.year, self.first_on, self.last_on, self.is_work, self.name)


@dataclass(frozen=True, slots=True)
class StatutoryDay(Dated):
    """One row of `tables/statutory_days.csv`: a holiday by statute that has a fixed date."""

    month: int
    day: int
    name: Words


class RestSpan(NamedTuple):
    """Rest days in a row for the same reason."""

    first_on: date
    last_on: date
    name: Words


class Calendar:
    """The working days of 1990 to 2080. Never changes; `with_rows` gives a new one.

    All questions are answered by bisection in a sorted tuple: microseconds.
    """

    __slots__ = ("_arranged", "_arrangements", "_prints", "_workday_set", "_workdays", "loaded_years")

    def __init__(self, arrangements: Iterable[Arrangement]) -> None:
        self._arrangements = tuple(arrangements)
        self.loaded_years = frozenset(one.year for one in self._arrangements)
        self._arranged = _arranged_days(self._arrangements)
        self._workdays = tuple(self._count_workdays())
        self._workday_set = frozenset(self._workdays)
        self._prints: dict[int, str] = {}

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Calendar:
        """A calendar from the rows of notices (`holiday_notices.NOTICE_COLUMNS`)."""
        return cls(map(_arrangement, rows))

    def with_rows(self, rows: Iterable[Mapping[str, str]]) -> Calendar:
        """This calendar with further rows; a year that comes again replaces the earlier one whole."""
        new = [_arrangement(row) for row in rows]
        years = {one.year for one in new}
        return Calendar([*(one for one in self._arrangements if one.year not in years), *new])

    def print_of(self, year: int) -> str:
        """A hash of the days of a year; another one as soon as a day changes or its notice is loaded."""
        if year not in self._prints:
            first = bisect_left(self._workdays, date(year, 1, 1).toordinal())
            last = bisect_right(self._workdays, date(year, 12, 31).toordinal())
            days = (year in self.loaded_years, self._workdays[first:last])
            self._prints[year] = hashlib.sha256(repr(days).encode()).hexdigest()
        return self._prints[year]

    def is_workday(self, day: date) -> bool:
        """Whether work is done on `day`; make-up days count."""
        return self._ordinal(day) in self._workday_set

    def kind_of(self, day: date) -> DayKind:
        """What `day` is."""
        at_weekend = day.weekday() >= 5
        if self.is_workday(day):
            return DayKind.MAKE_UP if at_weekend else DayKind.WORKDAY
        return DayKind.WEEKEND if self.name_of(day) is None else DayKind.HOLIDAY

    def name_of(self, day: date) -> Words | None:
        """The holiday because of which `day` is free or worked, if any."""
        arranged = self._arranged.get(day.toordinal())
        if arranged is not None:
            return arranged[1]
        if day.year in self.loaded_years or self.is_workday(day):
            return None
        return _statutory_days(day.year).get((day.month, day.day))

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for the year of `day` is not loaded, so that its kind is assumed."""
        return day.year not in self.loaded_years

    def next_workday(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it."""
        if self._ordinal(day) in self._workday_set:
            return day
        return date.fromordinal(self._workdays[bisect_left(self._workdays, day.toordinal())])

    def add_workdays(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`; `start` is never counted, 0 gives `start`.

        A negative `count` goes back. Raises ValueError outside FIRST_YEAR to LAST_YEAR.
        """
        ordinal = self._ordinal(start)
        if count == 0:
            return start
        if count > 0:
            place = bisect_right(self._workdays, ordinal) + count - 1
        else:
            place = bisect_left(self._workdays, ordinal) + count
        if not 0 <= place < len(self._workdays):
            raise ValueError(f"{count} working days from {start} leave the calendar")
        return date.fromordinal(self._workdays[place])

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; 0 when `end` is not later."""
        first = bisect_right(self._workdays, self._ordinal(start))
        return max(0, bisect_right(self._workdays, self._ordinal(end)) - first)

    def rest_spans(self, first_on: date, last_on: date) -> list[RestSpan]:
        """The rest days from `first_on` to `last_on`, both included, neighbours of one name together."""
        days = [first_on + shift * _ONE_DAY for shift in range((last_on - first_on).days + 1)]
        spans = []
        for name, group in groupby(days, key=self._rest_name):
            span = list(group)
            if name is not None:
                spans.append(RestSpan(span[0], span[-1], name))
        return spans

    def make_up_days(self, first_on: date, last_on: date) -> list[date]:
        """The make-up working days from `first_on` to `last_on`, both included."""
        days = (first_on + shift * _ONE_DAY for shift in range((last_on - first_on).days + 1))
        return [day for day in days if day.weekday() >= 5 and self.is_workday(day)]

    def _rest_name(self, day: date) -> Words | None:
        return None if self.is_workday(day) else self.name_of(day) or WEEKEND_WORDS

    def _ordinal(self, day: date) -> int:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"the calendar covers {FIRST_YEAR} to {LAST_YEAR}, not {day}")
        return day.toordinal()

    def _count_workdays(self) -> Iterable[int]:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            fixed = set()
            if year not in self.loaded_years:
                fixed = {date(year, *month_day).toordinal() for month_day in _statutory_days(year)}
            for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
                arranged = self._arranged.get(ordinal)
                if arranged is not None:
                    if arranged[0]:
                        yield ordinal
                elif (ordinal + 6) % 7 < 5 and ordinal not in fixed:  # ordinal 1 was a Monday
                    yield ordinal


def _arrangement(row: Mapping[str, str]) -> Arrangement:
    """The row of a notice that an administrator loads, as `holiday_notices` tested it."""
    return Arrangement(
        int(row["year"]),
        date.fromisoformat(row["first_on"]),
        date.fromisoformat(row["last_on"]),
        _KINDS[row["kind"]],
        Words(row["name_zh"], row["name_en"]),
    )


def _arranged_days(arrangements: Iterable[Arrangement]) -> dict[int, tuple[bool, Words]]:
    """Ordinal -> (is a working day, name) for every day that a notice speaks of."""
    return {
        ordinal: (one.is_work, one.name)
        for one in arrangements
        for ordinal in range(one.first_on.toordinal(), one.last_on.toordinal() + 1)
    }


@cache
def _statutory_days(year: int) -> Mapping[tuple[int, int], Words]:
    """The statutory holidays of `year` that have a fixed date, by month and day."""
    new_year, end = date(year, 1, 1), date(year, 12, 31)
    return {
        (row.month, row.day): row.name
        for row in statutory_days()
        if row.in_force_from <= end and (row.in_force_to or end) >= new_year
    }


def statutory_days() -> tuple[StatutoryDay, ...]:
    """The holidays with a fixed date in every version, in table order."""
    return rows_of("statutory_days", StatutoryDay)


def holiday_rows() -> tuple[HolidayRow, ...]:
    """What the notices that ship with the product arrange."""
    return rows_of("holidays", HolidayRow)


@cache
def calendar() -> Calendar:
    """The calendar of the notices that ship with the product."""
    return Calendar(row.arrangement for row in holiday_rows())
