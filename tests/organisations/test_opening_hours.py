"""When an office is open."""

from __future__ import annotations

from datetime import datetime

import pytest

from mediation.organisations.opening_hours import opening_hours, read_time
from mediation.rules.time.workdays import calendar

USUAL = opening_hours((0, 1, 2, 3, 4), "09:00", "17:00")
WITH_SATURDAY = opening_hours((1, 2, 3, 4, 5), "08:30", "18:00")

MOMENTS = [
    # hours, local time, open?, remark
    (USUAL, "2026-03-02 09:00", True, "the first minute of a Monday"),
    (USUAL, "2026-03-02 08:59", False, "a minute early"),
    (USUAL, "2026-03-02 16:59", True, ""),
    (USUAL, "2026-03-02 17:00", False, "it closes at five"),
    (USUAL, "2026-03-07 10:00", False, "a Saturday"),
    (USUAL, "2026-02-28 10:00", True, "a make-up Saturday"),
    (USUAL, "2026-02-17 10:00", False, "Spring Festival on a Tuesday"),
    (USUAL, "2026-10-10 10:00", True, "a make-up Saturday after the national holiday"),
    (WITH_SATURDAY, "2026-03-07 10:00", True, "an office that works on Saturdays"),
    (WITH_SATURDAY, "2026-03-02 10:00", False, "and rests on Mondays"),
    (WITH_SATURDAY, "2026-09-26 10:00", False, "but not on a holiday that falls on a Saturday"),
    (USUAL, "2027-01-01 10:00", False, "a statutory day of a year without notice"),
]


@pytest.mark.parametrize(("hours", "local", "is_open", "remark"), MOMENTS)
def test_an_office_is_open_in_its_hours_on_its_days(
    hours: object, local: str, is_open: bool, remark: str
) -> None:
    assert hours.is_open_at(datetime.fromisoformat(local), calendar()) is is_open, remark  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["9:00", "09:00", "09：00", " 9:0 "])
def test_a_time_of_day_is_read_as_people_type_it(typed: str) -> None:
    assert f"{read_time(typed):%H:%M}" == "09:00"


@pytest.mark.parametrize("typed", ["", "nine", "25:00", "9", "09:60", "9:00:00"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_time(typed)


@pytest.mark.parametrize(("opens", "closes"), [("17:00", "09:00"), ("09:00", "09:00")])
def test_an_office_closes_after_it_opens(opens: str, closes: str) -> None:
    with pytest.raises(ValueError, match="closed at"):
        opening_hours((0,), opens, closes)
