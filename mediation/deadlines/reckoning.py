"""The last day of a deadline, computed from its facts by the law book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from mediation.deadlines.fingerprints import print_of
from mediation.deadlines.models import Deadline
from mediation.holidays.queries import house_calendar
from mediation.rules.time import deadlines
from mediation.rules.time.deadlines import DeadlineRule, DueDate, Extension, Pause, Unit
from mediation.rules.time.reminders import first_alarm_on


def rule_of(deadline: Deadline) -> DeadlineRule:
    """Its rule, with the length and the day that were set for this one deadline."""
    found = deadlines.rule(deadline.code, on=deadline.law_on)
    if deadline.length is not None and deadline.unit is not None:
        found = found.lasting(deadline.length, Unit(deadline.unit))
    return found.without_rolling() if deadline.keeps_day else found


def due(deadline: Deadline, *, on: date, more: Iterable[Extension] = ()) -> DueDate:
    """The last day of a deadline with its steps, computed from its facts and from `more` extensions.

    While it is paused, the day is what it would be if the clock resumed on the day `on`.
    """
    return deadlines.compute(
        rule_of(deadline),
        start_on=deadline.start_on,
        pauses=_pauses(deadline),
        extensions=(*map(_extension, deadline.extensions), *more),
        calendar=house_calendar(),
        on=on,
    )


def due_unextended(deadline: Deadline, *, on: date) -> date:
    """The last day that it would have without its extensions."""
    return deadlines.compute(
        rule_of(deadline),
        start_on=deadline.start_on,
        pauses=_pauses(deadline),
        calendar=house_calendar(),
        on=on,
    ).due_on


def settle(deadline: Deadline, *, on: date) -> None:
    """Store what follows from the facts: the last day, when it lapses, when to remind, by which rule."""
    answer = due(deadline, on=on)
    row = deadlines.rule(deadline.code, on=deadline.law_on)
    deadline.due_on, deadline.provisional = answer.due_on, answer.provisional
    deadline.who, deadline.rule_print = row.who, print_of(answer, row)
    running = deadline.status == "running"
    deadline.lapses_on = deadline.due_on + timedelta(days=1) if running and row.on_lapse else None
    # the first step of its ladder, past or not: the sweep goes on from there and says nothing twice
    first = first_alarm_on(deadline.code, deadline.due_on, house_calendar())
    deadline.next_alarm_on = first if running else None


def _pauses(deadline: Deadline) -> list[Pause]:
    return [
        Pause(date.fromisoformat(pause["from"]), _day(pause["to"]), pause.get("reason", ""))
        for pause in deadline.pauses
    ]


def _extension(given: dict[str, object]) -> Extension:
    consents = given["consents"]
    assert isinstance(consents, list)
    return Extension(
        int(str(given["length"])),
        Unit(str(given["unit"])),
        date.fromisoformat(str(given["agreed_on"])),
        tuple(map(str, consents)),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
