"""Long work that people asked for (see the package `tasks`), a slice at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic

from mediation import clock
from mediation.database import db
from mediation.jobs.job import Job
from mediation.jobs.leases import LeaseLost
from mediation.jobs.owners import ADMINISTRATOR
from mediation.jobs.stopping import asked_to_stop
from mediation.rules.findings import Words
from mediation.tasks import operations, queries, results
from mediation.tasks.extension_points import KINDS
from mediation.tasks.models import Task
from mediation.tasks.operations import UNKNOWN_KIND, TaskFailed

log = logging.getLogger(__name__)

SLICE = timedelta(seconds=5)  # of one task, so that a short one need not wait for a long one
TASKS_AT_ONCE = 6


def work_tasks(at: datetime) -> int:
    """Go on with the tasks that wait, one slice of each; gives the count of steps done."""
    steps = 0
    for task_id in queries.waiting(TASKS_AT_ONCE, at=at):
        task = queries.task(task_id)
        if asked_to_stop() or task is None:
            break
        steps += _slice_of(task)
    return steps


def _slice_of(task: Task) -> int:
    """Work on one task until its slice is over, its end, or its person or this process calls a stop."""
    steps = 0
    operations.begin(task, at=clock.now())
    db.session.commit()
    try:
        for _step in _steps(task):
            steps += 1
    except LeaseLost:
        raise
    except TaskFailed as failed:
        db.session.rollback()
        operations.fail(task, failed.words, at=clock.now())
    except Exception:
        db.session.rollback()
        log.exception("task %s (%s) stumbled", task.id, task.kind)
        operations.stumble(task, at=clock.now())
    db.session.commit()
    if task.is_over:
        results.clear_workplace(task)
        db.session.rollback()
    return steps


def _steps(task: Task) -> Iterator[None]:
    """Each step, committed."""
    if task.kind not in KINDS:
        raise TaskFailed(UNKNOWN_KIND)
    ends = monotonic() + SLICE.total_seconds()
    for progress in KINDS[task.kind].worker(task, clock.now()):
        operations.note(task, progress, at=clock.now())
        db.session.commit()
        yield
        if task.cancel_asked_at is not None:
            operations.drop(task, at=clock.now())
        over = task.is_over
        db.session.commit()  # nobody waits for the database while the worker is at its next step
        if over or asked_to_stop() or (monotonic() > ends and not progress.unbroken):
            return
    if not task.is_over:
        operations.finish(task, None, at=clock.now())


def wanting(at: datetime) -> int:
    """How many tasks wait for a step."""
    return len(queries.waiting(TASKS_AT_ONCE, at=at))


JOBS = (
    Job(
        name="work_tasks",
        owner=ADMINISTRATOR,
        why=Words(
            "在后台完成工作人员提交的导出等耗时任务",
            "Does the long work that people asked for, such as exports",
        ),
        every=timedelta(seconds=2),
        run=work_tasks,
        dry=wanting,
        lane="tasks",
    ),
)
