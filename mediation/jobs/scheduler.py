"""The only file that knows APScheduler: it gives the beat, the jobs know what is due."""

from __future__ import annotations

import logging

from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from mediation import clock
from mediation.database import db
from mediation.jobs.work import JOBS, Job

log = logging.getLogger(__name__)


def run_forever(app: Flask) -> None:
    """Run every job at its beat until the process is told to stop."""
    scheduler = BlockingScheduler(timezone=clock.ZONE)
    for job in JOBS:
        scheduler.add_job(
            run_once,
            "interval",
            seconds=job.every.total_seconds(),
            args=(app, job),
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=clock.now(),
        )
    scheduler.start()


def run_once(app: Flask, job: Job) -> int:
    """Run one job in a transaction of its own; a failure is logged and the next beat tries again."""
    with app.app_context():
        try:
            done = job.run(clock.now())
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("job %s failed", job.name)
            return 0
    if done:
        log.info("job %s: %d", job.name, done)
    return done
