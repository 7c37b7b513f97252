"""What the clock does to a case by itself: a last day moves, a period runs out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.cases import acts, timekeeping
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.database import db
from mediation.deadlines.due_date_changes import WHY
from mediation.deadlines.models import Deadline
from mediation.deadlines.reckoning import rule_of
from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.rules.procedures import lifecycle
from mediation.rules.time.periods import day_in_words
from mediation.timeline import operations as timeline


def tell_moved(deadline: Deadline, was_on: date, why: str, at: datetime) -> None:
    """Say on the case that the last day of one of its deadlines became another, and sort it anew."""
    case = db.session.get_one(Case, deadline.case_id)
    timekeeping.sort_by_nearest(case)
    case.changed_at = at
    facts = {
        "deadline": list(rule_of(deadline).words),
        "was_on": was_on.isoformat(),
        "due_on": deadline.due_on.isoformat(),
        "why": list(WHY[why]),
    }
    timeline.record(case.thread, "deadline_moved", facts, By(HOUSE, at))


def lapse(case_id: int, action: str, at: datetime) -> None:
    """Carry out, as the house, what the table says of a case whose deadline ran out."""
    LAPSES[action](db.session.get_one(Case, case_id, populate_existing=True), at)


def _expire(case: Case, at: datetime) -> None:
    """Mediation ends with notice (人民法院在线调解规则 art. 25)."""
    period = timekeeping.mediation_period(case)
    reason = phrase(
        "调解期限于{day}届满，没有延长",
        "the mediation period ended on {day} and was not extended",
        day=day_in_words(period.due_on) if period else Words("", ""),
    )
    perform(case, "expire", By(HOUSE, at), reason=reason)


def _reappoint(case: Case, at: datetime) -> None:
    """Silence sends the case back to be given to somebody else (same rules, art. 12)."""
    by = timekeeping.runs_to(case, lifecycle.CONFIRM)
    reason = phrase(
        "到{day}没有确认",
        "no confirmation by {day}",
        day=day_in_words(by) if by else Words("", ""),
    )
    acts.lapse_appointment(case, reason, By(HOUSE, at))


LAPSES: dict[str, Callable[[Case, datetime], None]] = {
    "expire": _expire,
    "lapse_appointment": _reappoint,
}
