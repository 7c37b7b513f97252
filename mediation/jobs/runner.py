"""Running what is due, while this process holds the lease."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial

from flask import Flask

from mediation import clock
from mediation.database import db
from mediation.jobs import leases, operations, queries
from mediation.jobs.job import Job
from mediation.jobs.leases import Hold, LeaseLost
from mediation.jobs.stopping import asked_to_stop
from mediation.jobs.table import JOBS

log = logging.getLogger(__name__)


class Runner:
    """One process that is ready to act, and acts while the lease is its own."""

    def __init__(self, app: Flask, *, jobs: tuple[Job, ...] = JOBS, lasts: timedelta = leases.LASTS) -> None:
        self.app, self.jobs, self.lasts = app, jobs, lasts
        self.holder = leases.new_holder()
        self.hold: Hold | None = None

    @property
    def lanes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(job.lane for job in self.jobs))

    def beat(self) -> bool:
        """Take the lease if it is free, renew it if it is ours; gives whether we act."""
        before, self.hold = self.hold, None
        with self.app.app_context():
            hold = leases.take(self.holder, lasts=self.lasts)
            if hold is not None and hold != before:
                operations.enrol(self.jobs, at=clock.now())
            db.session.commit()
        if hold != before:
            log.info("%s %s", self.holder, "acts now" if hold else "no longer acts")
        self.hold = hold
        return hold is not None

    def tick(self, lane: str) -> None:
        """Run every job of the lane whose time has come, one after the other."""
        hold = self.hold
        if hold is None:
            return
        try:
            with self.app.app_context(), leases.under(hold):
                for job in self._due(lane):
                    if asked_to_stop():
                        return
                    run(job, holder=self.holder)
        except LeaseLost as lost:
            log.warning("%s", lost)

    def run(self, job: Job) -> int:
        """Run one job whatever its time; the lease must be ours. Raises LeaseLost."""
        assert self.hold is not None
        with self.app.app_context(), leases.under(self.hold):
            return run(job, holder=self.holder)

    def leave(self) -> None:
        """Give the lease back, so that another takes over at once."""
        hold, self.hold = self.hold, None
        if hold is not None:
            with self.app.app_context():
                leases.give_back(hold)
                db.session.commit()

    def _due(self, lane: str) -> list[Job]:
        at, states = clock.now(), queries.states()
        db.session.commit()  # nothing is read from here on: SQLite's one writer must not wait for us
        mine = (job for job in self.jobs if job.lane == lane and job.name in states)
        return [job for job in mine if queries.is_due(job, states[job.name], at=at)]


def run(job: Job, *, holder: str = "", at: datetime | None = None) -> int:
    """Run one job and write down how it went; gives how much it did.

    What a failed run wrote and did not commit is undone, and the job comes again after a wait.
    Raises LeaseLost when another runner took over meanwhile.
    """
    begun_at = at or clock.now()
    note = partial(operations.note_end, job, holder=holder, begun_at=begun_at)
    operations.note_begun(job, at=begun_at)
    db.session.commit()
    try:
        did = job.run(begun_at)
        note(did, at=at or clock.now())
        db.session.commit()
    except LeaseLost:
        db.session.rollback()
        raise
    except Exception as error:
        db.session.rollback()
        log.exception("job %s failed", job.name)
        note(error, at=at or clock.now())
        db.session.commit()
        return 0
    if did:
        log.info("job %s: %d", job.name, did)
    return did


def would_do(job: Job, *, at: datetime) -> int:
    """What a run at this moment would do, without doing it."""
    try:
        with leases.only_trying():
            return (job.dry or job.run)(at)
    finally:
        db.session.rollback()
