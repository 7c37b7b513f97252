"""The only file that knows APScheduler: it gives the beat, the jobs know what is due."""

from __future__ import annotations

import logging
import os
import signal
from datetime import timedelta
from threading import Thread
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy import event

from mediation import clock
from mediation.database import db
from mediation.jobs import leases
from mediation.jobs.job import Job
from mediation.jobs.runner import Runner
from mediation.jobs.stopping import LOOKS_EVERY, ask_to_stop, asked_to_stop_at_once, wait_until_told
from mediation.jobs.table import JOBS

log = logging.getLogger(__name__)

TICK = timedelta(seconds=1)
BEATS_PER_LEASE = 4  # three may be missed
SECONDS_TO_LEAVE = 2


def run_forever(
    app: Flask, *, jobs: tuple[Job, ...] = JOBS, lasts: timedelta = leases.LASTS, tick: timedelta = TICK
) -> None:
    """Be ready to act, and act while the lease is ours, until the process is told to stop.

    On SIGTERM or SIGINT the pieces in hand are finished and the lease is given back at once. Told a
    second time it does not wait for them: the lease is given back if the database lets us, the
    process ends.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(number) is not signal.SIG_IGN:  # bin/run tells its processes itself
            signal.signal(number, ask_to_stop)
    _let_go_when_frozen(app, lasts)
    runner = Runner(app, jobs=jobs, lasts=lasts)
    scheduler = BackgroundScheduler(
        timezone=clock.ZONE, executors={"default": ThreadPoolExecutor(len(runner.lanes) + 1)}
    )
    _every(scheduler, lasts / BEATS_PER_LEASE, "beat", runner.beat)
    for lane in runner.lanes:
        _every(scheduler, tick, f"lane {lane}", runner.tick, lane)
    scheduler.start()
    wait_until_told()
    finishing = Thread(target=_finish, args=(scheduler, runner), daemon=True)
    finishing.start()
    while finishing.is_alive():
        finishing.join(LOOKS_EVERY)
        if asked_to_stop_at_once():
            _leave_at_once(runner)


def _finish(scheduler: Any, runner: Runner) -> None:
    scheduler.shutdown(wait=True)
    runner.leave()


def _leave_at_once(runner: Runner) -> None:
    """The end of the process undoes what is in hand; its lease would hold up the next one."""
    leaving = Thread(target=runner.leave, daemon=True)
    leaving.start()
    leaving.join(SECONDS_TO_LEAVE)
    os._exit(0)


def _every(scheduler: Any, beat: timedelta, name: str, act: Any, *args: Any) -> None:
    """At most one at a time; beats that were missed are one."""
    scheduler.add_job(
        _without_ending,
        "interval",
        seconds=beat.total_seconds(),
        args=(name, act, *args),
        id=name,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        next_run_time=clock.now(),
    )


def _without_ending(name: str, act: Any, *args: Any) -> None:
    """The database may be away for a while: the next beat tries again."""
    try:
        act(*args)
    except Exception as error:
        log.error("%s: %s: %s", name, type(error).__name__, str(error).splitlines()[:1])


def _let_go_when_frozen(app: Flask, lasts: timedelta) -> None:
    """PostgreSQL ends the transaction of a runner that stands still in it, and so frees its locks."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "postgresql":
        return

    @event.listens_for(engine, "connect")
    def set_limit(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            milliseconds = int(lasts.total_seconds() * 1000)
            cursor.execute(f"SET idle_in_transaction_session_timeout = {milliseconds}")
        connection.commit()

    engine.dispose()
