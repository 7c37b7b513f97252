"""How long files and records are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mediation.rules.dated import NotInForce
from mediation.rules.procedures.retention import (
    Closed,
    Keeping,
    keep_record_until,
    record_may_go_before,
    retention_of,
)

TODAY = date(2026, 11, 22)
FAILED = Closed(date(2026, 3, 5), agreed=False)
AGREED = replace(FAILED, agreed=True)

CASES = [
    # case, class, last day, number of reasons, remark
    (FAILED, Keeping.SHORT, date(2031, 12, 31), 1, "counted from the January after closing"),
    (AGREED, Keeping.LONG, date(2056, 12, 31), 1, ""),
    (replace(AGREED, confirmed=True), Keeping.PERMANENT, None, 1, "confirmed"),
    (replace(AGREED, enforced=True), Keeping.PERMANENT, None, 1, "enforced"),
    (replace(FAILED, of_a_group=True), Keeping.PERMANENT, None, 1, "a group, even without agreement"),
    (replace(AGREED, amount_fen=99_999_999), Keeping.LONG, date(2056, 12, 31), 1, "a fen below a million"),
    (replace(AGREED, amount_fen=100_000_000), Keeping.PERMANENT, None, 1, "a million"),
    (replace(AGREED, third_person_guarantees=True), Keeping.PERMANENT, None, 1, ""),
    (replace(AGREED, confirmed=True, of_a_group=True), Keeping.PERMANENT, None, 2, "both reasons are named"),
    (
        replace(AGREED, closed_on=date(2026, 12, 31)),
        Keeping.LONG,
        date(2056, 12, 31),
        1,
        "last day of a year",
    ),
]


@pytest.mark.parametrize(("closed", "keeping", "until", "reasons", "remark"), CASES)
def test_a_file_is_kept_for_the_longest_reason_that_fits(
    closed: Closed, keeping: Keeping, until: date | None, reasons: int, remark: str
) -> None:
    found = retention_of(closed, on=TODAY)
    assert (found.keeping, found.keep_until, len(found.reasons)) == (keeping, until, reasons), remark


def test_records_that_are_no_case_have_periods_of_their_own() -> None:
    assert keep_record_until("impact_assessment", date(2026, 2, 1), on=TODAY) == date(2029, 12, 31)
    with pytest.raises(NotInForce):
        keep_record_until("agreed", date(2026, 2, 1), on=TODAY)


@pytest.mark.parametrize(
    ("code", "years"),
    [
        ("complaint_file", 3),
        ("impact_assessment", 3),
        ("data_given", 3),
        ("access_log", 1),
        ("signing_origin", 3),
    ],
)
def test_a_record_is_kept_for_whole_calendar_years_after_that_in_which_it_was_made(
    code: str, years: int
) -> None:
    kept_until = date(2026 + years, 12, 31)
    assert keep_record_until(code, date(2026, 1, 1), on=TODAY) == kept_until
    assert keep_record_until(code, date(2026, 12, 31), on=TODAY) == kept_until
    assert record_may_go_before(code, on=kept_until) == date(2026, 1, 1), "those of 2026 stay on the last day"
    assert record_may_go_before(code, on=date(2026 + years + 1, 1, 1)) == date(2027, 1, 1)
