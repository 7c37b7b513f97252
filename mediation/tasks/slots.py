"""The kinds of long work, registered by the rooms above; assembly fills this once, at start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mediation.rules.findings import Words
from mediation.tasks.models import Task

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Progress:
    """Said after each small step, which is committed then.

    `cursor` is plain JSON: all that the worker needs to go on from here after a stop.
    """

    done: int
    total: int | None
    cursor: Any


Worker = Callable[[Task, datetime], Iterator[Progress]]


def _nothing(_task: Task) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """`worker` does the work from `task.cursor` on; it may be called again at any time.

    Who asks and who fetches the result must hold `right` over `thing(task)`. The result is `kept`
    so long after the end.
    """

    title: Words
    worker: Worker
    right: str
    thing: Callable[[Task], Any] = _nothing
    kept: timedelta = A_WEEK


KINDS: dict[str, Kind] = {}


def do(
    kind: str,
    worker: Worker,
    *,
    title: Words,
    right: str,
    thing: Callable[[Task], Any] = _nothing,
    kept: timedelta = A_WEEK,
) -> None:
    """Let `worker` do the tasks of `kind`; filling a slot twice changes nothing."""
    KINDS[kind] = Kind(title, worker, right, thing, kept)
