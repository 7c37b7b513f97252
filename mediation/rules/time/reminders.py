"""Reminders and escalation: the steps of `tables/reminders.csv`, for each kind of deadline.

A step lies before, on or after the last day and names who hears of it; what comes later on the
ladder is more urgent. A step that falls on a rest day is taken on the working day before it, and
after the last day on the working day that follows: nobody is reminded on a rest day.

>>> from mediation.rules.time.workdays import calendar
>>> [f"{alarm.on:%m-%d}" for alarm in alarms("C04", date(2026, 10, 8), calendar())]
['09-21', '09-28', '09-30', '10-08', '10-09', '10-12']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, NamedTuple

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.phrases import listed, phrase
from mediation.rules.rows import Column, rows_of
from mediation.rules.time.periods import Period, period, short_day
from mediation.rules.time.workdays import Calendar

ANY = "*"

# Who can hear of a deadline. Bodies hear as bodies, the two sides as sides, the rest by name.
RECIPIENTS = {
    "mediator": Words("调解员", "the mediator"),
    "clerk": Words("受理员", "the intake clerks"),
    "station_head": Words("驿站站长", "the head of the station"),
    "centre_manager": Words("中心主任", "the centre's manager"),
    "parties": Words("双方当事人", "both sides"),
    "institution": Words("金融机构", "the institution"),
    "liaison": Words("来源单位联络员", "the liaison of the body that referred it"),
}


@dataclass(frozen=True, slots=True)
class Step(Dated):
    """One rung: `offset` counts from the last day, negative before it, zero on it."""

    deadlines: tuple[str, ...]
    offset: Annotated[Period, Column("step", read=_offset)]
    told: tuple[str, ...]

    @property
    def text(self) -> str:
        """How the table writes the step; a reminder is known by it."""
        return written(self.offset)

    @property
    def words(self) -> Words:
        """届满前3个工作日 / 3 working days before."""
        if self.offset.length == 0:
            return Words("最后一日", "on the last day")
        length = Period(abs(self.offset.length), self.offset.unit).words
        if self.offset.length < 0:
            return phrase("届满前{length}", "{length} before", length=length)
        return phrase("届满后{length}", "{length} after", length=length)

    @property
    def told_words(self) -> Words:
        """调解员、驿站站长 / the mediator, the head of the station."""
        return listed(RECIPIENTS[one] for one in self.told)

    @property
    def is_after(self) -> bool:
        return self.offset.length > 0

    def day(self, due_on: date, calendar: Calendar) -> date:
        """The working day on which the step is taken for the last day `due_on`."""
        counted = self.offset.after(due_on, calendar)
        if self.is_after:
            return calendar.next_workday(counted)
        return counted if calendar.is_workday(counted) else calendar.add_workdays(counted, -1)


class Alarm(NamedTuple):
    """A step with the day on which it comes."""

    on: date
    step: Step

    @property
    def words(self) -> Words:
        """3月4日（届满前1个工作日）：调解员 / 4 March (1 working day before): the mediator."""
        return phrase(
            "{day}（{step}）：{told}",
            "{day} ({step}): {told}",
            day=short_day(self.on),
            step=self.step.words,
            told=self.step.told_words,
        )


def ladder(code: str, due_on: date) -> tuple[Step, ...]:
    """The steps for deadlines of the kind `code`, those for any kind where it has none of its own.

    The table of the last day holds: how a house reminds is not the law with which a case began.
    """
    rows = _ladders()
    return tuple(in_force(rows.get(code, rows[ANY]), due_on))


@lru_cache(maxsize=4096)
def alarms(code: str, due_on: date, calendar: Calendar) -> tuple[Alarm, ...]:
    """When each step of the ladder comes for a deadline that ends on `due_on`, in order of urgency."""
    return tuple(Alarm(step.day(due_on, calendar), step) for step in ladder(code, due_on))


def first_alarm_on(code: str, due_on: date, calendar: Calendar) -> date | None:
    """The day of the first step, past or not; None where the ladder has no step."""
    return min((alarm.on for alarm in alarms(code, due_on, calendar)), default=None)


def next_alarm(code: str, due_on: date, calendar: Calendar, *, after: date) -> Alarm | None:
    """The next step that comes after the day `after`, if there is one."""
    ahead = [alarm for alarm in alarms(code, due_on, calendar) if alarm.on > after]
    return min(ahead, key=lambda alarm: alarm.on, default=None)


def said_on(code: str, due_on: date, calendar: Calendar, *, on: date) -> dict[str, Step]:
    """What each recipient is to have heard by the day `on`: of all steps that came, the most urgent.

    What was missed meanwhile is not said one by one, and a step up to the last day is no longer
    said when that day is over.
    """
    newest = {}
    for alarm in alarms(code, due_on, calendar):
        if alarm.on <= on:
            newest.update(dict.fromkeys(alarm.step.told, alarm.step))
    return {to: step for to, step in newest.items() if step.is_after or on <= due_on}


@cache
def all_steps() -> tuple[Step, ...]:
    """All rows in table order."""
    return rows_of("reminders", Step)


def written(offset: Period) -> str:
    """An offset as the table writes it: -3WD, 0D, +1WD."""
    return f"{offset.length:+d}{offset.unit}" if offset.length else f"0{offset.unit}"


def _offset(text: str) -> Period:
    offset = period(text)
    if written(offset) != text:
        raise ValueError(f"a step is written {written(offset)}, not {text}")
    return offset


@cache
def _ladders() -> Mapping[str, Sequence[Step]]:
    """The steps by kind of deadline, the least urgent first."""
    found: dict[str, list[Step]] = {}
    for step in all_steps():
        for code in step.deadlines:
            found.setdefault(code, []).append(step)
    return {code: tuple(_by_urgency(steps)) for code, steps in found.items()}


def _by_urgency(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: _DAYS[step.offset.unit] * step.offset.length)


_DAYS = {"D": 1.0, "WD": 1.4, "M": 30.0, "Y": 365.0}  # about, for the order of steps only
