"""Reads: how the jobs and their runner fare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from mediation.accounts.models import User
from mediation.database import db
from mediation.jobs.job import LONGEST_WAIT, Job
from mediation.jobs.leases import NAME, the_moment
from mediation.jobs.models import JobRun, JobState, Lease, Trouble

LATE = timedelta(minutes=2)  # a job that has not begun so long after its time is late
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Runner:
    """Who acts, and since when nothing was heard of them."""

    holder: str
    token: int
    taken_at: datetime
    beat_at: datetime
    silent_for: timedelta
    acts: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A line of the history; `by` is the person who asked for the run, if one did."""

    row: JobRun
    by: str | None


def runner() -> Runner | None:
    """The last one that held the lease; None before the first."""
    lease = db.session.get(Lease, NAME, populate_existing=True)
    if lease is None or not lease.token:
        return None
    now = the_moment()
    return Runner(
        lease.holder, lease.token, lease.taken_at, lease.beat_at, now - lease.beat_at, lease.expires_at > now
    )


def states() -> dict[str, JobState]:
    return {state.name: state for state in db.session.scalars(select(JobState))}


def state_of(name: str) -> JobState | None:
    return db.session.get(JobState, name)


def is_due(job: Job, state: JobState, *, at: datetime) -> bool:
    """Whether it is time: its moment came, somebody asked, or its moment lies further off than any wait.

    The last happens when the clock was set back or the beat was made shorter.
    """
    asked = state.run_now_asked_at is not None
    too_far = state.next_run_at > at + max(job.every, LONGEST_WAIT)
    return asked or state.next_run_at <= at or too_far


def is_late(state: JobState, *, at: datetime) -> bool:
    """Whether nobody began a job although its time came."""
    return state.next_run_at + LATE < at and (state.begun_at is None or state.begun_at < state.next_run_at)


def history(*, name: str = "", failed: bool = False) -> Sequence[Run]:
    """The newest runs, of one job or of all."""
    wanted = select(JobRun, User.name).outerjoin(User, User.id == JobRun.asked_by_id)
    if name:
        wanted = wanted.where(JobRun.name == name)
    if failed:
        wanted = wanted.where(JobRun.error.is_not(None))
    newest = wanted.order_by(JobRun.id.desc()).limit(MOST_SHOWN)
    return [Run(row, by) for row, by in db.session.execute(newest)]


def troubles() -> Sequence[Trouble]:
    """What jobs set aside, the oldest first."""
    return db.session.scalars(select(Trouble).order_by(Trouble.first_at, Trouble.id).limit(MOST_SHOWN)).all()


def count_of_troubles() -> int:
    return db.session.scalar(select(func.count()).select_from(Trouble)) or 0


def set_aside_until_later(job: str, *, at: datetime) -> Select[int]:
    """The ids of things that `job` is not to try at the moment `at`, for its own query."""
    return select(Trouble.thing_id).where(Trouble.job == job, Trouble.next_try_at > at)
