"""What of its deadlines is the case's own: the mediation period, the nearest day, the days in letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.deadlines import changing
from mediation.deadlines import operations as deadlines
from mediation.deadlines.changing import DeadlineChange
from mediation.deadlines.models import FAR_OFF, Deadline
from mediation.deadlines.operations import Clocked
from mediation.deadlines.reckoning import due_unextended
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.procedures import lifecycle
from mediation.rules.time.mediation_days import Days, split

NOT_RUNNING = Finding(
    Outcome.BLOCK,
    "period_not_running",
    Words("调解期限没有在计算。", "No mediation period is running."),
)


def clocked(case: Case) -> Clocked:
    """The case as a thing on which deadlines hang."""
    return Clocked(
        "case",
        case.id,
        case.law_on,
        case.deadlines,
        case_id=case.id,
        names=lifecycle.named_clocks(case.track),
    )


def mediation_period(case: Case) -> Deadline | None:
    """The running or paused deadline that bounds the mediation, if it has begun."""
    return clocked(case).meant_by(lifecycle.PERIOD)


def days_taken(case: Case, *, on: date) -> Days | None:
    """The days of mediation until `on` or its end, those of an extension apart; None before it began."""
    code = lifecycle.PERIOD_BY_TRACK[case.track]
    periods = [one for one in case.deadlines if one.code == code]
    if not periods:
        return None
    period = periods[-1]
    ended_on = day_of(case.ended_at) if case.ended_at else on
    return split(period.start_on, due_unextended(period, on=on), period.due_on, ended_on)


def runs_to(case: Case, placeholder: str) -> date | None:
    """The last day of what a placeholder of the table means for the case; None when it does not run."""
    return clocked(case).runs_to(placeholder)


def named_days(case: Case) -> dict[str, str]:
    """The last days that letters speak of, by what they are; empty text for one that never ran."""
    last = {one.code: one.due_on.isoformat() for one in case.deadlines}
    return {
        "decide_by": last.get("C01", ""),
        "period_to": last.get(lifecycle.PERIOD_BY_TRACK[case.track], ""),
        "confirm_by": last.get("C14", ""),
    }


def lengthened(case: Case, length: int, consents: Sequence[str], reason: str, *, on: date) -> DeadlineChange:
    """The mediation period made longer by `length` days; refused where none runs."""
    period = mediation_period(case)
    if period is None:
        return changing.refused(NOT_RUNNING)
    return changing.lengthened(period, length, consents, reason, on=on)


def stopped(case: Case, why: str, *, on: date) -> DeadlineChange:
    """The mediation period stopped for `why`; refused where none runs."""
    period = mediation_period(case)
    return changing.stopped(period, why, on=on) if period else changing.refused(NOT_RUNNING)


def sort_by_nearest(case: Case) -> None:
    """Copy the nearest running deadline to the case, for lists."""
    nearest = deadlines.nearest(case.deadlines)
    case.due_on = nearest.due_on if nearest else None
    case.due_code = nearest.code if nearest else ""
    if case.ended_at is None:
        case.sorts_on = case.due_on or FAR_OFF
