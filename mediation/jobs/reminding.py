"""Reminders by themselves: the sweep raises what has come, the gathering writes the morning letters."""

from __future__ import annotations

from datetime import datetime, timedelta

from mediation.clock import day_of
from mediation.database import db
from mediation.documents.addresses import public_address
from mediation.jobs.job import Job
from mediation.jobs.owners import CENTRE
from mediation.reminders import gathering, operations
from mediation.rules.findings import Words

STEPS = 20


def raise_reminders(at: datetime) -> int:
    """Raise what has come, in steps that let acts come between; what is left comes with the next run."""
    done = 0
    for _ in range(STEPS):
        did = raise_one_step(at)
        db.session.commit()
        done += did
        if did < operations.AT_ONCE:
            break
    return done


def raise_one_step(at: datetime) -> int:
    """As much as is committed at once."""
    return operations.sweep(on=day_of(at), at=at)


def write_digests(at: datetime) -> int:
    """Write the letters of this moment: all of them are stored, or none."""
    return gathering.gather(at=at, address_of=page_of_case)


def page_of_case(number: str) -> str:
    """Where a case is opened at the desk; a job knows no request, so the address is the configured one."""
    return f"{public_address()}/desk/cases/{number}"


JOBS = (
    Job(
        name="raise_reminders",
        owner=CENTRE,
        why=Words(
            "期限到了提醒的日子，登记该提醒谁；停机期间错过的，只登记最紧急的一步",
            "Whom to remind of which deadline is noted on its day; of what a stop missed, the most "
            "urgent step only",
        ),
        every=timedelta(minutes=5),
        run=raise_reminders,
        cap=operations.AT_ONCE * STEPS,
        dry=raise_one_step,
    ),
    Job(
        name="write_digests",
        owner=CENTRE,
        why=Words(
            "在各驿站办公时间内，每人每个工作日一封提醒，已办的不再提",
            "One letter a person and working day, within the hours of each place, of what is not done yet",
        ),
        every=timedelta(minutes=5),
        run=write_digests,
    ),
)
