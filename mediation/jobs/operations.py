"""Writing down how the jobs fare. Only the runner and the pages of jobs call this."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, select, update

from mediation.access.by import By
from mediation.database import db
from mediation.jobs.job import Job
from mediation.jobs.models import JobRun, JobState, Trouble
from mediation.rules.findings import Words
from mediation.timeline import operations as timeline

RUNS_KEPT = 200  # of each job
RUNS_KEPT_FOR = timedelta(days=180)
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
CUT_OFF = "the runner stopped"


def enrol(jobs: Iterable[Job], *, at: datetime) -> None:
    """A runner begins: each job has its row, and what the runner before left unfinished is due again."""
    known = {state.name: state for state in db.session.scalars(select(JobState))}
    present = {job.name: job for job in jobs}
    for name in present.keys() - known.keys():
        db.session.add(JobState(name=name, next_run_at=at, runs=0, failures=0))
    for name, state in known.items():
        if name not in present:
            db.session.delete(state)
        elif state.is_running:
            _note_cut_off(present[name], state, at=at)


def _note_cut_off(job: Job, state: JobState, *, at: datetime) -> None:
    """Its runner died in the middle. Once is an accident; a job that kills every runner has to wait."""
    state.failures += 1
    state.error = CUT_OFF
    state.finished_at = at
    state.next_run_at = at if state.failures == 1 else at + job.wait(state.failures - 1)


def note_begun(job: Job, *, at: datetime) -> None:
    """A run begins; one that is found without an end was cut off."""
    _state_of(job, at=at).begun_at = at


def note_end(job: Job, came: int | Exception, *, holder: str, begun_at: datetime, at: datetime) -> None:
    """A run ended: with how much it did, or with an error.

    One that went well comes again at its beat, or at once when it left something; after a failure
    the wait grows with every one in a row. What an error says may hold a person's data, so that
    only its kind and its place are kept.
    """
    state = _state_of(job, at=begun_at)
    if isinstance(came, Exception):
        did, state.error = 0, name_of(came)
        state.failures += 1
        state.next_run_at = at + job.wait(state.failures)
    else:
        did = state.count = came
        state.error, state.failures = None, 0
        state.next_run_at = at if job.has_more(did) else begun_at + job.every
    asked = state.run_now_asked_at is not None and state.run_now_asked_at <= begun_at
    if did or state.error or asked:
        db.session.add(
            JobRun(
                name=job.name,
                begun_at=begun_at,
                finished_at=at,
                count=did,
                error=state.error,
                holder=holder,
                asked_by_id=state.run_now_asked_by_id if asked else None,
            )
        )
    if asked:
        state.run_now_asked_at = state.run_now_asked_by_id = None
    state.finished_at = at
    state.runs += 1


def _state_of(job: Job, *, at: datetime) -> JobState:
    state = db.session.get(JobState, job.name)
    if state is None:
        state = JobState(name=job.name, next_run_at=at, runs=0, failures=0)
        db.session.add(state)
    return state


def name_of(error: Exception) -> str:
    """The kind of an error and where in the house it rose: `KeyError in cases/operations.py:120`."""
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if "mediation" in frame.filename]
    if not places:
        return type(error).__name__
    *_, room, file = Path(places[-1].filename).parts
    return f"{type(error).__name__} in {room}/{file}:{places[-1].lineno}"


def ask_to_run(state: JobState, by: By) -> None:
    """Let the runner do a job within seconds, with what it had set aside; it is written down who asked."""
    state.run_now_asked_at, state.run_now_asked_by_id = by.at, by.actor.user_id
    db.session.execute(
        update(Trouble)
        .where(Trouble.job == state.name)
        .values(next_try_at=by.at)
        .execution_options(synchronize_session=False)
    )
    timeline.record("jobs", "job_asked_for", {"job": state.name}, by)


def set_aside(job: str, thing_id: int, thing: str, words: Words, *, at: datetime) -> Trouble:
    """Note that `job` could not do one thing, and when it is tried again: later after each try."""
    trouble = db.session.scalar(select(Trouble).where(Trouble.job == job, Trouble.thing_id == thing_id))
    if trouble is None:
        trouble = Trouble(job=job, thing_id=thing_id, thing=thing, tries=0, first_at=at)
        db.session.add(trouble)
    trouble.tries += 1
    trouble.words, trouble.last_at = list(words), at
    trouble.next_try_at = at + min(FIRST_WAIT * 2 ** min(trouble.tries - 1, 12), LONGEST_WAIT)
    return trouble


def settled(job: str, thing_id: int) -> None:
    """What was set aside could be done after all, or is no longer asked for."""
    db.session.execute(
        delete(Trouble)
        .where(Trouble.job == job, Trouble.thing_id == thing_id)
        .execution_options(synchronize_session=False)
    )


def forget_old_runs(*, at: datetime) -> int:
    """Keep of each job the newest runs, and none that is older than half a year."""
    rank = func.row_number().over(partition_by=JobRun.name, order_by=JobRun.id.desc())
    ranked = select(JobRun.id, rank.label("rank")).subquery()
    surplus = select(ranked.c.id).where(ranked.c.rank > RUNS_KEPT)
    done = db.session.execute(
        delete(JobRun)
        .where((JobRun.finished_at < at - RUNS_KEPT_FOR) | JobRun.id.in_(surplus))
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]
