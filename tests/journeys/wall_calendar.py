"""Counting days as a clerk does with the notice of the State Council on the wall.

Of the house only the table of holidays is used, not its rules: what they compute is held against this.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta

from tests.house.sources import ROOT

A_DAY = timedelta(days=1)
SATURDAY = 5


def _marked(kind: str) -> frozenset[date]:
    """The days that the notices make days of rest, or days of work."""
    found: set[date] = set()
    with (ROOT / "mediation/rules/tables/holidays.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            day, last = date.fromisoformat(row["first_on"]), date.fromisoformat(row["last_on"])
            while row["kind"] == kind and day <= last:
                found.add(day)
                day += A_DAY
    return frozenset(found)


REST, MAKE_UP = _marked("rest"), _marked("work")


def is_workday(day: date) -> bool:
    """Monday to Friday, unless a notice gives it off; a weekend day that a notice makes up for."""
    return day in MAKE_UP or (day not in REST and day.weekday() < SATURDAY)


def workdays_after(day: date, count: int) -> date:
    """The last of `count` working days that follow `day`; the day itself is not counted."""
    while count:
        day += A_DAY
        count -= is_workday(day)
    return day


def days_after(day: date, count: int) -> date:
    """The last of `count` days that follow `day`; a day of rest there moves it on (民事诉讼法 art. 85)."""
    day += count * A_DAY
    while not is_workday(day):
        day += A_DAY
    return day
