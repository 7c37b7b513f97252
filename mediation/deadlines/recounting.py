"""Last days computed anew when a row of the law book or a year of the calendar changed.

What is touched is found by its print, not by walking through what is open; a run that did not get
to the end is carried on by the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from mediation.clock import day_of
from mediation.database import db
from mediation.deadlines import extension_points
from mediation.deadlines.due_date_changes import note_move
from mediation.deadlines.fingerprints import present_print, says_the_same_rule
from mediation.deadlines.models import Deadline
from mediation.deadlines.reckoning import settle
from mediation.holidays.queries import house_calendar
from mediation.rules.time.deadlines import all_rules
from mediation.rules.time.workdays import Calendar


def recount(*, at: datetime, most: int = 500) -> int:
    """Compute anew at most `most` running deadlines that older rules or days gave; gives how many it did.

    A paused one is computed when it is resumed, and on every page that shows it. What moved is kept
    with the reason, and the case is told.
    """
    done = 0
    for old in stale_prints(house_calendar()):
        for deadline in _reckoned_by(old, most - done):
            recount_one(deadline, at=at)
            done += 1
        if done >= most:
            break
    db.session.flush()
    return done


def stale_prints(calendar: Calendar) -> Iterator[str]:
    """Those prints of running deadlines that the present tables would not give any more."""
    for old in list(_prints_in_use()):
        known = not old or old.partition("@")[0] in all_rules()
        if known and present_print(old, calendar) != old:
            yield old


def _prints_in_use() -> Iterator[str]:
    """Each print once: the index is entered anew behind the last one found, whatever the number of rows."""
    first = select(func.min(Deadline.rule_print)).where(Deadline.status == "running")
    found = db.session.scalar(first)
    while found is not None:
        yield found
        found = db.session.scalar(first.where(Deadline.rule_print > found))


def _reckoned_by(old: str, most: int) -> list[Deadline]:
    return list(
        db.session.scalars(
            select(Deadline)
            .where(Deadline.status == "running", Deadline.rule_print == old)
            .order_by(Deadline.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
    )


def recount_one(deadline: Deadline, *, at: datetime) -> None:
    """Compute one anew; where its last day moved, keep why and tell the case."""
    was_on, old, on = deadline.due_on, deadline.rule_print, day_of(at)
    settle(deadline, on=on)
    if deadline.due_on == was_on:
        return
    why = "calendar" if says_the_same_rule(old, deadline.rule_print) else "rule"
    note_move(deadline, was_on, why, on=on)
    if deadline.case_id is not None:
        for told in extension_points.case_told:
            told(deadline, was_on, why, at)
