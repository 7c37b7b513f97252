"""Places that higher rooms fill, so that the dispute need not know them.

`situation_sources`: a room says what it knows about a case for the guards (consents, terms,
signatures). `session_sources`: the days on which sessions were held, for papers that name them.
Assembly fills the slots once, at start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mediation.cases.models import Case

SituationSource = Callable[[Case], Mapping[str, Any]]
SessionSource = Callable[[Case], tuple[date, ...]]

situation_sources: list[SituationSource] = []
session_sources: list[SessionSource] = []


def tell_situation(source: SituationSource) -> None:
    """Let `source` add facts to `lifecycle.Situation`; filling a slot twice changes nothing."""
    if source not in situation_sources:
        situation_sources.append(source)


def tell_sessions(source: SessionSource) -> None:
    """Let `source` say on which days the sides met."""
    if source not in session_sources:
        session_sources.append(source)


def days_of_sessions(case: Case) -> tuple[date, ...]:
    """The days on which sessions of this case were held, in order."""
    return tuple(day for source in session_sources for day in source(case))
