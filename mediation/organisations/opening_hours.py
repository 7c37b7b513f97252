"""When an office is open: its weekdays and hours, holidays and make-up working days as arranged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from mediation.rules.time.workdays import Calendar, DayKind

USUAL_WEEKDAYS = (0, 1, 2, 3, 4)  # Monday is 0
USUAL_OPENING, USUAL_CLOSING = "09:00", "17:00"


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The weekdays of an office with the hours that hold on each of them; it closes at `to`."""

    weekdays: frozenset[int]
    opens: time
    closes: time

    def is_open_on(self, day: date, calendar: Calendar) -> bool:
        """Whether the office works on `day`: on every make-up day, on no holiday, else on its weekdays."""
        kind = calendar.kind_of(day)
        if kind in (DayKind.MAKE_UP, DayKind.HOLIDAY):
            return kind is DayKind.MAKE_UP
        return day.weekday() in self.weekdays

    def is_open_at(self, local: datetime, calendar: Calendar) -> bool:
        """Whether the office is open at a moment given in its own zone."""
        return self.opens <= local.time() < self.closes and self.is_open_on(local.date(), calendar)


def opening_hours(weekdays: Iterable[int], opens: str, closes: str) -> OpeningHours:
    """Hours from what was stored; raises ValueError for hours that are none or end before they begin."""
    hours = OpeningHours(frozenset(weekdays), read_time(opens), read_time(closes))
    if hours.closes <= hours.opens:
        raise ValueError(f"closed at {closes} before it opens at {opens}")
    return hours


def read_time(text: str) -> time:
    """A time of day written as 9:00, 09:00 or 09：00; raises ValueError otherwise."""
    hour, minute = text.strip().replace("：", ":").split(":")
    return time(int(hour), int(minute))


def written_time(moment: time) -> str:
    """09:00."""
    return f"{moment:%H:%M}"
