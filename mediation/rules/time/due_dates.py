"""A due date with all that it was computed from; `deadline_steps` explains it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mediation.rules.time.deadline_rules import DeadlineRule
from mediation.rules.time.periods import Period, Unit
from mediation.rules.time.workdays import Calendar


class Pause(NamedTuple):
    """A stop of the clock. The day of the stop still counts; the day of resuming does not.

    So the days taken out are those after `stopped_on` up to and including `resumed_on`, and the
    count goes on with the next day (民法典第二百零一条; 民事诉讼法解释第一百二十六条).
    `resumed_on` is None while the clock stands still. `reason` is a code of PAUSE_REASONS.
    """

    stopped_on: date
    resumed_on: date | None
    reason: str


class Extension(NamedTuple):
    """A longer period, counted on from the last day before it is moved for a rest day.

    `consents` are codes of CONSENTS; `agreed_on` is the day on which the last of them was given.
    """

    length: int
    unit: Unit
    agreed_on: date
    consents: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        return Period(self.length, self.unit)


@dataclass(frozen=True, slots=True, eq=False)
class DueDate:
    """The last day that still counts, and how it came about.

    `counted_to` is the last day before it is moved for a rest day; `paused_days` are the calendar
    days taken out; `provisional` says that a year whose notice is not loaded had a say;
    `is_paused` says that the clock stands still and `due_on` supposes that it resumes on the day
    handed in as `on`.
    """

    rule: DeadlineRule
    start_on: date
    counted_to: date
    due_on: date
    provisional: bool
    is_paused: bool
    paused_days: int
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    calendar: Calendar

    @property
    def warn_on(self) -> tuple[date, ...]:
        """The days on which to remind, earliest first, none before the day after the start."""
        days = {period.before(self.due_on, self.calendar) for period in self.rule.warn_before}
        return tuple(sorted(day for day in days if day > self.start_on))

    def days_left(self, on: date) -> int:
        """Calendar days from `on` to the last day; 0 on the last day, negative after it."""
        return self.due_on.toordinal() - on.toordinal()

    def is_overdue(self, on: date) -> bool:
        """Whether the period has ended before the day `on`."""
        return on > self.due_on
