"""Reads of tasks; each list begins at what the actor asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.database import db
from mediation.tasks.extension_points import KINDS
from mediation.tasks.models import OVER, Task, TaskState
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """A task is seen by whoever asked for it, and by nobody else."""
    return Task.asked_by_id == actor.user_id


def tasks_of(actor: Actor, cursor: Cursor | None = None) -> Page[Task]:
    """What the actor asked for, the newest first."""
    wanted = select(Task).where(visible_to(actor))
    backwards = cursor is not None and cursor.backwards
    if cursor is not None:
        edge = cursor.key[0] if isinstance(cursor.key[0], int) else 0
        wanted = wanted.where(Task.id > edge if backwards else Task.id < edge)
    wanted = wanted.order_by(Task.id if backwards else Task.id.desc()).limit(PAGE_SIZE + 1)
    return page_of(db.session.scalars(wanted).all(), lambda task: (task.id,), cursor)


def task_of(actor: Actor, task_id: int) -> Task | None:
    """The task with this id, if the actor asked for it."""
    return db.session.scalar(select(Task).where(visible_to(actor), Task.id == task_id))


def may_fetch(actor: Actor, task: Task) -> bool:
    """Whether the actor asked for the task and still holds the right that it needs."""
    kind = KINDS.get(task.kind)
    mine = actor.user_id is not None and task.asked_by_id == actor.user_id
    if not mine or kind is None:
        return False
    return allows(kind.right, actor, kind.thing(task)) and kind.still(task, actor)


def task(task_id: int) -> Task | None:
    return db.session.get(Task, task_id)


def with_key(key: str) -> Task | None:
    return db.session.scalar(select(Task).where(Task.key == key))


def waiting(most: int, *, at: datetime) -> Sequence[int]:
    """Ids of tasks to work on, the one first that has waited longest for a step."""
    return db.session.scalars(
        select(Task.id)
        .where(
            Task.state.in_((TaskState.QUEUED, TaskState.RUNNING)),
            or_(Task.next_try_at.is_(None), Task.next_try_at <= at),
        )
        .order_by(Task.heard_at.is_not(None), Task.heard_at, Task.id)
        .limit(most)
    ).all()


def past_keeping(most: int, *, at: datetime) -> Sequence[Task]:
    """Tasks over whose result need no longer be kept."""
    return db.session.scalars(
        select(Task)
        .where(Task.kept_until <= at, Task.forgotten_at.is_(None), Task.state.in_(OVER))
        .order_by(Task.kept_until)
        .limit(most)
    ).all()
