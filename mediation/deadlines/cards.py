"""Deadlines as a page shows them, with how their last days came about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mediation.deadlines.models import Deadline
from mediation.deadlines.reckoning import due, rule_of
from mediation.holidays.queries import house_calendar
from mediation.rules.deadlines import Unit
from mediation.rules.findings import Words
from mediation.rules.reminders import alarms, next_alarm
from mediation.web.filters import Remaining, remaining

STATUS_WORDS = {
    "running": Words("计算中", "Running"),
    "paused": Words("已中止", "Paused"),
    "met": Words("已办", "Met"),
    "lapsed": Words("已过期", "Lapsed"),
}


@dataclass(frozen=True, slots=True)
class DeadlineCard:
    """`steps` say in words how `due_on` was found; `ladder` who is reminded when, `reminder` who next."""

    words: Words
    who: Words
    status: Words
    left: Remaining
    due_on: date
    provisional: bool
    legal_basis: str
    steps: tuple[Words, ...]
    ladder: tuple[Words, ...]
    reminder: Words | None
    runs: bool


def cards_of(deadlines: Iterable[Deadline], *, on: date) -> list[DeadlineCard]:
    """The running ones first, then what is done, the newest first."""
    ordered = sorted(deadlines, key=lambda one: (not one.runs, -one.id))
    return [_card(deadline, on) for deadline in ordered]


def _card(deadline: Deadline, on: date) -> DeadlineCard:
    given = rule_of(deadline)
    answer = due(deadline, on=on)
    calendar = house_calendar()
    awaited = next_alarm(deadline.code, answer.due_on, calendar, after=on)
    in_workdays = given.period is not None and given.period.unit is Unit.WORKDAYS
    return DeadlineCard(
        words=given.words,
        who=given.who_must_act,
        status=STATUS_WORDS[deadline.status],
        left=remaining(
            answer.due_on,
            on,
            calendar.workdays_between(on, answer.due_on) if in_workdays else None,
            paused=deadline.status == "paused",
            done=not deadline.runs,
        ),
        due_on=answer.due_on,
        provisional=answer.provisional,
        legal_basis=given.legal_basis,
        steps=answer.steps,
        ladder=tuple(alarm.words for alarm in alarms(deadline.code, answer.due_on, calendar)),
        reminder=awaited.words if awaited and deadline.status == "running" else None,
        runs=deadline.runs,
    )
