"""What the clocks do by themselves: last days are computed anew, and what ran out is carried out."""

from __future__ import annotations

from datetime import datetime

from mediation.database import db
from mediation.deadlines import recounting

IN_ONE_STEP = 50
STEPS = 20


def recount(at: datetime) -> int:
    """Compute anew what a changed rule or holiday notice touches, in steps that let acts come between."""
    done = 0
    for _ in range(STEPS):
        did = recounting.recount(at=at, most=IN_ONE_STEP)
        db.session.commit()
        done += did
        if did < IN_ONE_STEP:
            break
    return done
