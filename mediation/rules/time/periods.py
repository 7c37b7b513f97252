"""Lengths of time in law, and days written out for people."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mediation.rules.findings import Words
from mediation.rules.time.workdays import WEEKDAYS, Calendar


class Unit(StrEnum):
    """Unit of a period."""

    DAYS = "D"
    WORKDAYS = "WD"
    MONTHS = "M"
    YEARS = "Y"


UNIT_WORDS = {
    Unit.DAYS: Words("日", "calendar days"),
    Unit.WORKDAYS: Words("个工作日", "working days"),
    Unit.MONTHS: Words("个月", "months"),
    Unit.YEARS: Words("年", "years"),
}
_ONE = {
    Unit.DAYS: "calendar day",
    Unit.WORKDAYS: "working day",
    Unit.MONTHS: "month",
    Unit.YEARS: "year",
}


class Period(NamedTuple):
    """A length with its unit: 30 D, 3 WD, 2 Y."""

    length: int
    unit: Unit

    @property
    def words(self) -> Words:
        en = _ONE[self.unit] if self.length == 1 else UNIT_WORDS[self.unit].en
        return Words(f"{self.length}{UNIT_WORDS[self.unit].zh}", f"{self.length} {en}")

    def after(self, start: date, calendar: Calendar) -> date:
        """The day on which the period ends when it starts on `start`, whose own day is not counted.

        Months and years end on the corresponding day, or on the last day of a shorter month
        (民法典第二百零二条).
        """
        match self.unit:
            case Unit.DAYS:
                return date.fromordinal(start.toordinal() + self.length)
            case Unit.WORKDAYS:
                return calendar.add_workdays(start, self.length)
            case Unit.MONTHS:
                return add_months(start, self.length)
            case Unit.YEARS:
                return add_months(start, 12 * self.length)

    def before(self, end: date, calendar: Calendar) -> date:
        """The day that lies this period before `end`."""
        return Period(-self.length, self.unit).after(end, calendar)


def period(text: str) -> Period:
    """A period written as 30D, 3WD, 6M or 2Y; raises ValueError otherwise."""
    number = text.rstrip("DWMY")
    return Period(int(number), Unit(text[len(number) :]))


def add_months(start: date, months: int) -> date:
    """The corresponding day `months` later, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> Words:
    """2026年10月8日（周四） / Thursday 8 October 2026."""
    weekday = WEEKDAYS[day.weekday()]
    return Words(
        f"{day.year}年{day.month}月{day.day}日（{weekday.zh}）",
        f"{weekday.en} {day.day} {_MONTHS[day.month - 1]} {day.year}",
    )


def short_day(day: date) -> Words:
    """10月8日 / 8 October."""
    return Words(f"{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]}")
