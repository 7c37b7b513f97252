"""What the clocks do by themselves: last days are computed anew, and what ran out is carried out."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.deadlines import lapsing, recounting
from mediation.deadlines.models import Deadline
from mediation.jobs.job import Job
from mediation.jobs.leases import LeaseLost
from mediation.jobs.operations import set_aside, settled
from mediation.jobs.owners import CENTRE
from mediation.jobs.queries import set_aside_until_later
from mediation.jobs.stopping import asked_to_stop
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible

log = logging.getLogger(__name__)

LAPSE = "lapse_deadlines"
IN_ONE_STEP = 50
STEPS = 20
LAPSES_AT_ONCE = 200  # a week of standing still is worked off run by run, not in one flood

# Somebody was faster, or the database was busy: the next run sees what is still to do.
LATE = (StaleDataError, IntegrityError, OperationalError)


def recount(at: datetime) -> int:
    """Compute anew what a changed rule or holiday notice touches, in steps that let acts come between."""
    done = 0
    for _ in range(STEPS):
        did = recount_one_step(at)
        db.session.commit()
        done += did
        if did < IN_ONE_STEP or asked_to_stop():
            break
    return done


def recount_one_step(at: datetime) -> int:
    """As much as is committed at once."""
    return recounting.recount(at=at, most=IN_ONE_STEP)


def lapse(at: datetime) -> int:
    """Carry out what ran out, each in a transaction of its own; one that fails holds up no other."""
    due = _due(at)
    db.session.commit()
    done = 0
    for deadline_id in due:
        if asked_to_stop():
            break
        done += _lapse_one(deadline_id, at)
    return done


def to_lapse(at: datetime) -> int:
    """How many the next run would carry out."""
    return len(_due(at))


def _due(at: datetime) -> list[int]:
    later = set_aside_until_later(LAPSE, at=at)
    return lapsing.to_lapse(on=day_of(at), most=LAPSES_AT_ONCE, leaving_out=later)


def _lapse_one(deadline_id: int, at: datetime) -> bool:
    """Carry out one lapse and commit it; one that fails is set aside with the reason."""
    try:
        done = lapsing.lapse(deadline_id, at=at)
        settled(LAPSE, deadline_id)
        db.session.commit()
    except LeaseLost:
        raise
    except LATE as late:
        db.session.rollback()
        log.info("deadline %d waits for the next run: %s", deadline_id, type(late).__name__)
        return False
    except Exception as failure:
        db.session.rollback()
        log.exception("deadline %d could not lapse", deadline_id)
        set_aside(LAPSE, deadline_id, _called(deadline_id), _why(failure), at=at)
        db.session.commit()
        return False
    return done


def _called(deadline_id: int) -> str:
    """What people call the matter of a deadline: the number of its case."""
    deadline = db.session.get_one(Deadline, deadline_id)
    case = db.session.get(Case, deadline.case_id) if deadline.case_id is not None else None
    return case.number_text if case else f"{deadline.kind} {deadline.thing_id}"


def _why(failure: Exception) -> Words:
    if isinstance(failure, ActRefused | NotPossible):
        return failure.words
    kind = type(failure).__name__
    return Words(
        f"到期办理时出错（{kind}），请联系技术支持。",
        f"Carrying out what ran out failed ({kind}): ask for technical help.",
    )


JOBS = (
    Job(
        name="recount_deadlines",
        owner=CENTRE,
        why=Words(
            "规则或放假安排变动后，重新计算受影响的期限，并写明哪些日期变了",
            "What a changed rule or holiday notice touches is computed anew, and says what moved",
        ),
        every=timedelta(minutes=10),
        run=recount,
        cap=IN_ONE_STEP * STEPS,
        dry=recount_one_step,
    ),
    Job(
        name=LAPSE,
        owner=CENTRE,
        why=Words(
            "期限届满后自动办理法律规定的后果：期满终止、另行指定调解员",
            "What ran out has the effect that the law gives it: mediation ends, another mediator is sought",
        ),
        every=timedelta(minutes=10),
        run=lapse,
        cap=LAPSES_AT_ONCE,
        dry=to_lapse,
    ),
)
