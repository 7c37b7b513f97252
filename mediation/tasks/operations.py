"""Asking for long work, noting its progress, its end, and forgetting its result."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.exc import IntegrityError

from mediation.access.by import By
from mediation.access.table import allows
from mediation.database import db
from mediation.rules.findings import Words
from mediation.tasks import queries, results
from mediation.tasks.extension_points import A_WEEK, KINDS, Progress
from mediation.tasks.models import Task, TaskState
from mediation.timeline import operations as timeline

MOST_STUMBLES = 3
FIRST_WAIT = timedelta(seconds=30)
FORGOTTEN_AT_ONCE = 100
BEGUN_ANEW = frozenset({TaskState.FAILED, TaskState.CANCELLED})

STUMBLED = Words(
    "处理时反复出错，已停止。请稍后重新提交；仍不行的话请联系系统管理员。",
    "It kept failing and was stopped. Ask again later; if it still fails, tell the administrator.",
)
NOT_ALLOWED = Words("您没有权限提交这项任务。", "You may not ask for this.")
UNKNOWN_KIND = Words("系统不再提供这项任务。", "The system no longer offers this work.")


class TaskRefused(Exception):
    """The task was not taken on; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class TaskFailed(Exception):
    """Raised by a worker that cannot go on; `words` tell the person why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def ask(kind: str, facts: Mapping[str, Any], by: By, *, key: str | None = None) -> Task:
    """Queue work of a registered kind; it begins within seconds and its page shows how far it is.

    `facts` are plain JSON. Work asked for again under the same `key` is the task that is there
    already; one that failed, was cancelled or whose result is gone begins anew. Raises KeyError
    for a kind nobody registered, TaskRefused without the right that the kind asks for.
    """
    given = KINDS[kind]
    task = Task(
        kind=kind,
        key=f"{kind}:{by.actor.user_id}:{key or secrets.token_hex(8)}",
        facts=dict(facts),
        asked_by_id=by.actor.user_id,
        asked_at=by.at,
        state=TaskState.QUEUED,
        done=0,
        stumbles=0,
    )
    if by.actor.user_id is None or not allows(given.right, by.actor, given.thing(task)):
        raise TaskRefused(NOT_ALLOWED)
    there = queries.with_key(task.key)
    if there is None:
        try:
            with db.session.begin_nested():
                db.session.add(task)
        except IntegrityError:  # asked for twice at one moment: the other one was first
            there = queries.with_key(task.key)
    if there is not None:
        if not (there.state in BEGUN_ANEW or there.forgotten_at):
            return there
        task = _anew(there, facts, at=by.at)
    timeline.record(thread_of(task), "task_asked", {"kind": kind}, by)
    return task


def _anew(task: Task, facts: Mapping[str, Any], *, at: datetime) -> Task:
    results.remove(task)
    task.facts, task.asked_at, task.state = dict(facts), at, TaskState.QUEUED
    task.done, task.total, task.cursor, task.error = 0, None, None, None
    task.stumbles, task.next_try_at, task.cancel_asked_at = 0, None, None
    task.begun_at = task.heard_at = task.finished_at = None
    task.path = task.name = task.media_type = task.sha256 = task.size = None
    task.kept_until = task.forgotten_at = None
    return task


def thread_of(task: Task) -> str:
    return f"task:{task.id}"


def begin(task: Task, *, at: datetime) -> None:
    """A runner takes the task up, for the first time or again."""
    task.state = TaskState.RUNNING
    task.begun_at = task.begun_at or at


def note(task: Task, progress: Progress, *, at: datetime) -> None:
    """One more step was done; the caller commits it together with what the step wrote."""
    task.done, task.total, task.cursor = progress.done, progress.total, progress.cursor
    task.heard_at, task.stumbles, task.next_try_at = at, 0, None


def finish(task: Task, file: Path | None, *, at: datetime, name: str = "", media_type: str = "") -> None:
    """The work is done; `file` is its result, if it has one, and comes to the person as `name`.

    A worker calls this at its end. One that has no file may just end.
    """
    if file is not None:
        kept = results.keep(task, file)
        task.path, task.sha256, task.size = kept.path, kept.sha256, kept.size
        task.name, task.media_type = name or file.name, media_type or "application/octet-stream"
    if task.total is not None:
        task.done = task.total
    _end(task, TaskState.DONE, at=at)


def fail(task: Task, words: Words, *, at: datetime) -> None:
    """The work cannot be done; `words` tell the person why and what to do."""
    task.error = list(words)
    _end(task, TaskState.FAILED, at=at)


def stumble(task: Task, *, at: datetime) -> None:
    """A try went wrong for a reason that nobody foresaw: again after a wait, and in the end no more."""
    task.stumbles += 1
    task.heard_at = at
    task.next_try_at = at + FIRST_WAIT * 2 ** (task.stumbles - 1)
    if task.stumbles >= MOST_STUMBLES:
        fail(task, STUMBLED, at=at)


def cancel(task: Task, by: By) -> None:
    """Ask to stop; a task at work stops after the step in hand, one that is over stays as it is."""
    if task.is_over:
        return
    task.cancel_asked_at = by.at
    timeline.record(thread_of(task), "task_cancelled", {"kind": task.kind}, by)
    if task.state == TaskState.QUEUED:
        drop(task, at=by.at)


def drop(task: Task, *, at: datetime) -> None:
    """End a task that the person cancelled."""
    _end(task, TaskState.CANCELLED, at=at)


def note_fetched(task: Task, by: By) -> None:
    """Write down who took the result, and which content it was."""
    facts = {"kind": task.kind, "sha256": task.sha256}
    timeline.record(thread_of(task), "task_file_taken", facts, by)
    KINDS[task.kind].on_fetch(task, by)


def forget_results(*, at: datetime) -> int:
    """Delete results whose time is over, and the facts of their tasks, which may name people.

    The file goes first: a stop in between leaves a row that is met again, never a file without one.
    """
    past = queries.past_keeping(FORGOTTEN_AT_ONCE, at=at)
    for task in past:
        results.remove(task)
        task.facts, task.cursor, task.path, task.forgotten_at = {}, None, None, at
    return len(past)


def _end(task: Task, state: TaskState, *, at: datetime) -> None:
    kind = KINDS.get(task.kind)
    task.state, task.finished_at, task.next_try_at = state, at, None
    task.kept_until = at + (kind.kept if kind else A_WEEK)
