"""The running deadlines of a case: started, stopped, paused and extended as the table says.

A row keeps the facts (start, pauses, extensions); its last day is computed from them by the
law book and stored for sorting only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mediation.cases.models import FAR_OFF, Case, CaseDeadline
from mediation.database import db
from mediation.holidays.queries import house_calendar
from mediation.rules import deadlines, lifecycle
from mediation.rules.deadlines import DueDate, Extension, Pause, Unit
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.machine import Transition

RUNNING = frozenset({"running", "paused"})

NOT_RUNNING = Finding(
    Outcome.BLOCK,
    "period_not_running",
    Words("调解期限没有在计算。", "No mediation period is running."),
)


def follow(case: Case, row: Transition, *, on: date, starts_on: date | None = None) -> None:
    """Do to the case's deadlines what the row of the table says, as of the day `on`.

    `starts_on` is the day of the event from which new ones count, where it is not today.
    """
    for code in _codes(case, row.stops):
        for deadline in _running(case, code):
            deadline.status, deadline.ended_on = "met", on
    for code in _codes(case, row.pauses):
        for deadline in _running(case, code):
            deadline.status = "paused"
            deadline.pauses = [*deadline.pauses, {"from": on.isoformat(), "to": None}]
    for code in _codes(case, row.resumes):
        for deadline in _running(case, code):
            deadline.status = "running"
            *before, last = deadline.pauses
            deadline.pauses = [*before, {**last, "to": on.isoformat()}]
            recompute(deadline, on=on)
    for code in _codes(case, row.starts):
        case.deadlines.append(_started(code, starts_on or on, case.law_on))
    sort_by_nearest(case)


def due(deadline: CaseDeadline, *, on: date) -> DueDate:
    """The last day of a deadline with its steps, computed from its facts.

    While it is paused, the day is what it would be if the clock resumed on the day `on`.
    """
    return deadlines.compute(
        deadlines.rule(deadline.code, on=deadline.law_on),
        start_on=deadline.start_on,
        pauses=[
            Pause(date.fromisoformat(pause["from"]), _day(pause["to"]), pause.get("reason", ""))
            for pause in deadline.pauses
        ],
        extensions=[
            Extension(
                given["length"],
                Unit(given["unit"]),
                date.fromisoformat(given["agreed_on"]),
                tuple(given["consents"]),
            )
            for given in deadline.extensions
        ],
        calendar=house_calendar(),
        on=on,
    )


def recompute(deadline: CaseDeadline, *, on: date) -> None:
    """Store the last day that follows from the facts."""
    answer = due(deadline, on=on)
    deadline.due_on, deadline.provisional = answer.due_on, answer.provisional


def recompute_provisional(*, on: date, most: int = 500) -> int:
    """Compute anew what rested on a year whose holiday notice was not loaded yet; gives the count settled."""
    waiting = db.session.scalars(
        select(CaseDeadline)
        .where(CaseDeadline.provisional, CaseDeadline.status.in_(RUNNING))
        .options(joinedload(CaseDeadline.case).selectinload(Case.deadlines))
        .limit(most)
    ).all()
    for deadline in waiting:
        recompute(deadline, on=on)
        sort_by_nearest(deadline.case)
    return sum(not deadline.provisional for deadline in waiting)


def mediation_period(case: Case) -> CaseDeadline | None:
    """The running or paused deadline that bounds the mediation, if it has begun."""
    code = lifecycle.PERIOD_BY_TRACK[case.track]
    return next(iter(_running(case, code)), None)


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
    if period is None:
        return (NOT_RUNNING,)
    given = deadlines.rule(period.code, on=period.law_on)
    return tuple(deadlines.check_extension(given, due(period, on=on), length, asked_on=on, consents=consents))


def extended_to(case: Case, length: int, consents: Sequence[str], *, on: date) -> date:
    """The last day that the mediation period would have if it were lengthened."""
    period = _the_period(case)
    given = deadlines.rule(period.code, on=period.law_on)
    more = Extension(length, given.extension_unit, on, tuple(consents))
    now = due(period, on=on)
    return deadlines.compute(
        given,
        start_on=now.start_on,
        pauses=now.pauses,
        extensions=(*now.extensions, more),
        calendar=now.calendar,
        on=on,
    ).due_on


def extend(case: Case, length: int, consents: Sequence[str], reason: str, *, on: date) -> None:
    """Lengthen the mediation period; the caller asked `extension_findings` and was let through."""
    period = _the_period(case)
    given: dict[str, Any] = {
        "length": length,
        "unit": deadlines.rule(period.code, on=period.law_on).extension_unit.value,
        "agreed_on": on.isoformat(),
        "consents": list(consents),
        "reason": reason,
    }
    period.extensions = [*period.extensions, given]
    recompute(period, on=on)
    sort_by_nearest(case)


def pause_findings(case: Case, why: str, *, on: date) -> tuple[Finding, ...]:
    """What stands against stopping the mediation period for `why`, or a PASS."""
    period = mediation_period(case)
    if period is None:
        return (NOT_RUNNING,)
    given = deadlines.rule(period.code, on=period.law_on)
    return tuple(deadlines.check_pause(given, due(period, on=on), why, stopped_on=on))


def note_pause_reason(case: Case, why: str) -> None:
    """Keep with the pause just begun the ground that the law book accepted."""
    period = _the_period(case)
    *before, last = period.pauses
    period.pauses = [*before, {**last, "reason": why}]


def sort_by_nearest(case: Case) -> None:
    """Copy the nearest running deadline to the case, for lists."""
    running = [one for one in case.deadlines if one.status == "running"]
    nearest = min(running, key=lambda one: (one.due_on, one.code), default=None)
    case.due_on = nearest.due_on if nearest else None
    case.due_code = nearest.code if nearest else ""
    case.sorts_on = case.due_on or FAR_OFF


def _the_period(case: Case) -> CaseDeadline:
    period = mediation_period(case)
    if period is None:
        raise LookupError("no mediation period is running")
    return period


def _started(code: str, start_on: date, law_on: date) -> CaseDeadline:
    deadline = CaseDeadline(
        code=code, law_on=law_on, start_on=start_on, pauses=[], extensions=[], status="running"
    )
    recompute(deadline, on=start_on)
    return deadline


def _codes(case: Case, written: Sequence[str]) -> list[str]:
    period = lifecycle.PERIOD_BY_TRACK[case.track]
    return [period if code == lifecycle.PERIOD else code for code in written]


def _running(case: Case, code: str) -> list[CaseDeadline]:
    return [one for one in case.deadlines if one.code == code and one.status in RUNNING]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
