"""A job that writes down who did each piece, and can be held in the middle of one by the test.

Run by the processes of `running.py`. It waits, outside of a transaction, until the file `go` lies
in the instance folder; the file `in-hand-PID` says that a piece is in hand.
"""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select

from mediation.database import db
from mediation.jobs.job import Job
from mediation.jobs.models import Trouble
from mediation.jobs.stopping import asked_to_stop
from mediation.rules.findings import Words

LEDGER = "counted"
SOMEBODY = Words("某人", "somebody")


def count(at: datetime) -> int:
    """Do the next piece."""
    folder = Path(current_app.config["INSTANCE"])
    number = (db.session.scalar(select(func.max(Trouble.thing_id)).where(Trouble.job == LEDGER)) or 0) + 1
    db.session.commit()
    (folder / f"in-hand-{os.getpid()}").touch()
    while not ((folder / "go").exists() or asked_to_stop()):
        time.sleep(0.02)
    db.session.add(
        Trouble(
            job=LEDGER,
            thing_id=number,
            thing=str(os.getpid()),
            words=list(SOMEBODY),
            tries=1,
            first_at=at,
            last_at=at,
            next_try_at=at,
        )
    )
    db.session.commit()
    return 1


JOBS = (Job(name="count", owner=SOMEBODY, why=SOMEBODY, every=timedelta(0), run=count),)
