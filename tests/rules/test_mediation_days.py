"""The days of a court's mediation: those of an agreed extension stand apart from the time for trial."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.time.mediation_days import Days, split

START = date(2026, 9, 1)

# (last day of the period, with its extension, ended, the days, a remark)
TABLE = [
    (date(2026, 9, 16), date(2026, 9, 16), date(2026, 9, 10), Days(9, 0), "ended early"),
    (date(2026, 9, 16), date(2026, 9, 16), date(2026, 9, 16), Days(15, 0), "on the last day"),
    (date(2026, 9, 16), date(2026, 10, 8), date(2026, 9, 20), Days(15, 4), "four days into the extension"),
    (date(2026, 9, 16), date(2026, 10, 8), date(2026, 10, 8), Days(15, 22), "holidays in it count in it"),
    (date(2026, 9, 16), date(2026, 10, 8), date(2026, 10, 9), Days(15, 22, 1), "a day beyond"),
    (date(2026, 9, 16), date(2026, 9, 16), date(2026, 9, 17), Days(15, 0, 1), "beyond, never extended"),
    (date(2026, 9, 8), date(2026, 9, 15), START, Days(0, 0), "ended on the day it came"),
]


@pytest.mark.parametrize(("period_to", "extended_to", "ended_on", "days", "remark"), TABLE)
def test_the_days_are_those_of_the_period_of_the_extension_and_beyond(
    period_to: date, extended_to: date, ended_on: date, days: Days, remark: str
) -> None:
    found = split(START, period_to, extended_to, ended_on)
    assert found == days, remark
    assert found.counted + found.extended == (ended_on - START).days
    assert ("不计入审理期限" in found.words.zh) is bool(days.extended)
