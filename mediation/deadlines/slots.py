"""Places that higher rooms fill, so that the clocks need not know what they hang on.

`on_lapse`: kind of thing -> what carries out the lapse action of the rule on it. `case_told`: what
a case does when the last day of one of its deadlines moved. `next_alarm`: the next day on which
somebody is reminded of a deadline. Assembly fills them once, at start.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from mediation.deadlines.models import Deadline

Lapse = Callable[[int, str, datetime], None]  # thing_id, action, at
CaseTold = Callable[[Deadline, date, str, datetime], None]  # the deadline, its day before, why, at
NextAlarm = Callable[[Deadline, date], date | None]  # the deadline, the present day

on_lapse: dict[str, Lapse] = {}
case_told: list[CaseTold] = []
next_alarm: list[NextAlarm] = []


def carry_out_lapses(kind: str, lapse: Lapse) -> None:
    """Let `lapse` carry out the lapse actions of things of this kind."""
    on_lapse[kind] = lapse


def tell_case(told: CaseTold) -> None:
    """Let `told` know when the last day of a deadline with a case moved by itself."""
    if told not in case_told:
        case_told.append(told)


def set_alarms(source: NextAlarm) -> None:
    """Let `source` say when the reminders of a deadline go on."""
    if source not in next_alarm:
        next_alarm.append(source)


def alarm_of(deadline: Deadline, *, on: date) -> date | None:
    """The next day on which somebody is to be reminded of a running deadline; None for never."""
    days = [day for source in next_alarm if (day := source(deadline, on)) is not None]
    return min(days, default=None)
