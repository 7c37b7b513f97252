"""Places that rooms above fill: what else is issued with an agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mediation.access.actor import Actor
from mediation.cases.models import Case

Listener = Callable[[Case, Actor, datetime], None]

_listeners: list[Listener] = []


def on_conclusion(listener: Listener) -> None:
    """Let `listener(case, actor, at)` act once a case was concluded; filling it twice changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def was_concluded(case: Case, actor: Actor, at: datetime) -> None:
    """Tell every listener."""
    for listener in _listeners:
        listener(case, actor, at)
