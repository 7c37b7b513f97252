"""The kinds of long work, registered by the packages above in their `wiring.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.rules.findings import Words
from mediation.tasks.models import Task

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Progress:
    """Said after each small step, which is committed then.

    `cursor` is plain JSON: all that the worker needs to go on from here after a stop. After an
    `unbroken` step the worker is not set aside for other tasks, because it would have to go back; a
    cancellation or a stop of the process still ends it.
    """

    done: int
    total: int | None
    cursor: Any
    unbroken: bool = False


Worker = Callable[[Task, datetime], Iterator[Progress]]


def _nothing(_task: Task) -> None:
    return None


def _always(_task: Task, _actor: Actor) -> bool:
    return True


def _unheard(_task: Task, _by: By) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """`worker` does the work from `task.cursor` on; it may be called again at any time.

    Who asks and who fetches the result must hold `right` over `thing(task)`; whoever fetches it, `still`
    be allowed to. `on_fetch` hears of each time. The result is `kept` so long after the end.
    """

    title: Words
    worker: Worker
    right: str
    thing: Callable[[Task], Any] = _nothing
    kept: timedelta = A_WEEK
    still: Callable[[Task, Actor], bool] = _always
    on_fetch: Callable[[Task, By], None] = _unheard


KINDS: dict[str, Kind] = {}


def register(code: str, kind: Kind) -> None:
    """Let tasks be asked for under `code`; registering again changes nothing."""
    KINDS[code] = kind
