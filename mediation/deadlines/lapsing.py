"""What ran out is carried out: the lapse action of its rule, on the thing that it hangs on, once.

The caller ends the transaction after each: the action, the letters and papers that follow from it
and the mark that it was done are stored together or not at all.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Select, select

from mediation.clock import day_of
from mediation.database import db
from mediation.deadlines import extension_points
from mediation.deadlines.models import Deadline, DeadlineLapse
from mediation.deadlines.operations import stop
from mediation.deadlines.reckoning import rule_of
from mediation.deadlines.recounting import recount_one
from mediation.rules.time.deadline_rules import ENDS


def to_lapse(*, on: date, most: int, leaving_out: Select[int]) -> list[int]:
    """The deadlines whose lapse is due on the day `on`, the longest overdue first; at most `most`.

    `leaving_out` are the ids of those that are not to be tried now.
    """
    due = (
        select(Deadline.id)
        .where(Deadline.status == "running", Deadline.lapses_on <= on, Deadline.id.not_in(leaving_out))
        .order_by(Deadline.lapses_on, Deadline.id)
        .limit(most)
    )
    return list(db.session.scalars(due))


def lapse(deadline_id: int, *, at: datetime) -> bool:
    """Carry out the lapse of one deadline; False when there is nothing to do any more.

    Another runner that has it in hand is not waited for. Raises whatever the thing's act raises.
    """
    on = day_of(at)
    deadline = _taken(deadline_id, on)
    if deadline is None:
        return False
    recount_one(deadline, at=at)  # a rule or a holiday may have changed since it was marked
    action = rule_of(deadline).on_lapse
    if not action or deadline.lapses_on is None or deadline.lapses_on > on:
        db.session.flush()
        return False
    if action != ENDS:
        extension_points.on_lapse[deadline.kind](deadline.thing_id, action, at)
    stop(deadline, on=on, status="lapsed")
    db.session.add(DeadlineLapse(deadline_id=deadline.id, action=action, at=at))
    db.session.flush()
    return True


def _taken(deadline_id: int, on: date) -> Deadline | None:
    """The deadline, locked, while its lapse is still to be carried out."""
    return db.session.scalar(
        select(Deadline)
        .where(Deadline.id == deadline_id, Deadline.status == "running", Deadline.lapses_on <= on)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
