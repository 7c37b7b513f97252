"""What the clocks do by themselves: last days are computed anew, and what ran out is carried out."""

from __future__ import annotations

from datetime import datetime, timedelta

from mediation.database import db
from mediation.deadlines import recounting
from mediation.jobs.job import Job
from mediation.jobs.owners import CENTRE
from mediation.rules.findings import Words

IN_ONE_STEP = 50
STEPS = 20


def recount(at: datetime) -> int:
    """Compute anew what a changed rule or holiday notice touches, in steps that let acts come between."""
    done = 0
    for _ in range(STEPS):
        did = recount_one_step(at)
        db.session.commit()
        done += did
        if did < IN_ONE_STEP:
            break
    return done


def recount_one_step(at: datetime) -> int:
    """As much as is committed at once."""
    return recounting.recount(at=at, most=IN_ONE_STEP)


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
)
