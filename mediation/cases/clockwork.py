"""What the clock does to a case by itself: a last day moves, a period runs out."""

from __future__ import annotations

from datetime import date, datetime

from mediation.access.actor import HOUSE
from mediation.cases import timekeeping
from mediation.cases.models import Case
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.deadlines.moves import WHY
from mediation.deadlines.reckoning import rule_of
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
    timeline.record(case.thread, "deadline_moved", facts, actor=HOUSE, at=at)
