"""How a case looks in lists and on its page: the time that is left."""

from __future__ import annotations

from datetime import date

from mediation.rules.findings import Words
from mediation.rules.time.deadlines import Unit, rule
from mediation.rules.time.workdays import Calendar
from mediation.web.filters import Remaining, remaining

NOTHING_RUNS = Remaining("none", Words("无期限", "No deadline"))
ENDED = Remaining("done", Words("已办结", "Ended"))


def left_until(
    due_on: date | None,
    code: str,
    law_on: date,
    *,
    on: date,
    calendar: Calendar,
    state: str = "",
    is_open: bool = True,
) -> Remaining:
    """The time left, in working days where the deadline counts them."""
    if state == "paused":
        return remaining(date.max, on, paused=True)
    if not is_open:
        return ENDED
    if due_on is None or not code:
        return NOTHING_RUNS
    period = rule(code, on=law_on).period
    in_workdays = period is not None and period.unit is Unit.WORKDAYS
    return remaining(due_on, on, calendar.workdays_between(on, due_on) if in_workdays else None)


def done_part(due_on: date | None, code: str, law_on: date, *, on: date, calendar: Calendar) -> float | None:
    """Which part of the usual length of the deadline is gone, 0 to 1."""
    if due_on is None or not code:
        return None
    period = rule(code, on=law_on).period
    if period is None or period.unit not in {Unit.DAYS, Unit.WORKDAYS}:
        return None
    in_days = (due_on - on).days
    left = calendar.workdays_between(on, due_on) if period.unit is Unit.WORKDAYS else in_days
    return min(1.0, max(0.0, round(1 - left / period.length, 3)))
