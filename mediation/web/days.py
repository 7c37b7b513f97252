"""Reading the days that people type: 2026-11-23, 20261123, 2026年11月23日, 11-23."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_WHOLE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})[日号]?|(\d{2})(\d{2}))")
_NO_YEAR = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")


def read_day(text: str, *, on: date, lean: str = "past") -> date | None:
    """The day that was typed, or None when it names no day; `on` is the day of typing."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("—", "-").replace("–", "-")
    if found := _WHOLE.fullmatch(plain):
        year, month, day = found[1], found[2] or found[4], found[3] or found[5]
        return _day(int(year), int(month), int(day))
    if found := _NO_YEAR.fullmatch(plain):
        return _nearest(int(found[1]), int(found[2]), on, lean)
    return None


def _nearest(month: int, day: int, on: date, lean: str) -> date | None:
    this_year = _day(on.year, month, day)
    if lean == "past" and this_year and this_year > on:
        return _day(on.year - 1, month, day)
    if lean == "future" and this_year and this_year < on:
        return _day(on.year + 1, month, day)
    return this_year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
