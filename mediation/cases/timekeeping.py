"""What of its deadlines is the case's own: the mediation period, the nearest day, the days in letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.deadlines import operations as deadlines
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


def extension_findings(case: Case, length: int, consents: Sequence[str], *, on: date) -> tuple[Finding, ...]:
    """What the law book says to a longer mediation period: what stands against it, or a PASS."""
    period = mediation_period(case)
    return deadlines.extension_findings(period, length, consents, on=on) if period else (NOT_RUNNING,)


def extended_to(case: Case, length: int, consents: Sequence[str], *, on: date) -> date:
    """The last day that the mediation period would have if it were lengthened."""
    return deadlines.extended_to(_the_period(case), length, consents, on=on)


def extend(case: Case, length: int, consents: Sequence[str], reason: str, *, on: date) -> None:
    """Lengthen the mediation period; the caller asked `extension_findings` and was let through."""
    deadlines.extend(_the_period(case), length, consents, reason, on=on)
    sort_by_nearest(case)


def pause_findings(case: Case, why: str, *, on: date) -> tuple[Finding, ...]:
    """What stands against stopping the mediation period for `why`, or a PASS."""
    period = mediation_period(case)
    return deadlines.pause_findings(period, why, on=on) if period else (NOT_RUNNING,)


def note_pause_reason(case: Case, why: str) -> None:
    """Keep with the pause just begun the ground that the law book accepted."""
    deadlines.note_pause_reason(_the_period(case), why)


def sort_by_nearest(case: Case) -> None:
    """Copy the nearest running deadline to the case, for lists."""
    nearest = deadlines.nearest(case.deadlines)
    case.due_on = nearest.due_on if nearest else None
    case.due_code = nearest.code if nearest else ""
    if case.ended_at is None:
        case.sorts_on = case.due_on or FAR_OFF


def _the_period(case: Case) -> Deadline:
    period = mediation_period(case)
    if period is None:
        raise LookupError("no mediation period is running")
    return period
