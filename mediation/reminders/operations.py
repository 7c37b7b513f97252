"""The sweep: what has come on the ladders is raised, and each deadline waits for its next step.

Its cost follows what is due: an index gives the deadlines, the rows are read and written in bulk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.holidays.queries import house_calendar
from mediation.reminders.models import Reminder
from mediation.rules.time.reminders import next_alarm, said_on

AT_ONCE = 500

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def sweep(*, on: date, at: datetime, most: int = AT_ONCE) -> int:
    """Raise the reminders of at most `most` deadlines whose next step has come; gives how many it dealt with.

    Of several steps missed each recipient hears the most urgent. What was raised before, by a run
    that stopped or before a recount that changed nothing, is not raised again.
    """
    due = _due(on, most)
    if due:
        _raise(due, on, at)
        _wait_for_the_next(due, on)
    return len(due)


def _due(on: date, most: int) -> Sequence[Any]:
    return db.session.execute(
        select(Deadline.id, Deadline.code, Deadline.due_on)
        .where(Deadline.status == "running", Deadline.next_alarm_on <= on)
        .order_by(Deadline.next_alarm_on, Deadline.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()


def _raise(due: Sequence[Any], on: date, at: datetime) -> None:
    calendar = house_calendar()
    raised = [
        {
            "deadline_id": row.id,
            "due_on": row.due_on,
            "step": step.text,
            "recipient": recipient,
            "raised_at": at,
            "state": "waiting",
            "told": [],
        }
        for row in due
        for recipient, step in said_on(row.code, row.due_on, calendar, on=on).items()
    ]
    if raised:
        insert: Any = _INSERT[db.engine.dialect.name]
        db.session.execute(insert(Reminder.__table__).on_conflict_do_nothing(), raised)


def _wait_for_the_next(due: Sequence[Any], on: date) -> None:
    calendar = house_calendar()
    waits = []
    for row in due:
        following = next_alarm(row.code, row.due_on, calendar, after=on)
        waits.append({"deadline": row.id, "day": following.on if following else None})
    table: Any = Deadline.__table__
    moved = update(table).where(table.c.id == bindparam("deadline")).values(next_alarm_on=bindparam("day"))
    db.session.execute(moved, waits)
