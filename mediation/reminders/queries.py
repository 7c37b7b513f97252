"""Reads of what waits to be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select

from mediation.cases.models import Case
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.organisations.models import Organisation
from mediation.reminders.models import Reminder


def anything_waits() -> bool:
    return bool(db.session.scalar(select(exists().where(Reminder.state == "waiting"))))


def waiting() -> Sequence[Any]:
    """Everything that was raised and not said yet, with its deadline and its case, the most urgent first."""
    return db.session.execute(
        select(
            Reminder.id.label("reminder_id"),
            Reminder.recipient,
            Reminder.step,
            Reminder.due_on,
            Reminder.told,
            Deadline.id.label("deadline_id"),
            Deadline.code,
            Deadline.law_on,
            Deadline.status,
            Deadline.due_on.label("due_on_now"),
            Deadline.case_id,
            Case.year,
            Case.number,
            Case.state,
            Case.accepted_at,
            Case.centre_id,
            Case.station_id,
            Case.mediator_id,
            Case.institution_id,
            Case.referrer_id,
        )
        .join(Deadline, Deadline.id == Reminder.deadline_id)
        .outerjoin(Case, Case.id == Deadline.case_id)
        .where(Reminder.state == "waiting")
        .order_by(Reminder.due_on, Reminder.id)
    ).all()


def places() -> dict[int, Organisation]:
    """Every body by its id, for its hours."""
    return {body.id: body for body in db.session.scalars(select(Organisation))}
