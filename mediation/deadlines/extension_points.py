"""Places that higher packages fill, so that the clocks need not know what they hang on.

`on_lapse`: kind of thing -> what carries out the lapse action of the rule on it, `lapse_acts` which
actions those can be. `case_told`: what
a case does when the last day of one of its deadlines moved. Packages above fill them in their `wiring.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime

from mediation.deadlines.models import Deadline

Lapse = Callable[[int, str, datetime], None]  # thing_id, action, at
CaseTold = Callable[[Deadline, date, str, datetime], None]  # the deadline, its day before, why, at

on_lapse: dict[str, Lapse] = {}
lapse_acts: dict[str, frozenset[str]] = {}
case_told: list[CaseTold] = []


def register_lapse(kind: str, lapse: Lapse, acts: Collection[str]) -> None:
    """Let `lapse` carry out the lapse actions of things of this kind, which are `acts`."""
    on_lapse[kind], lapse_acts[kind] = lapse, frozenset(acts)


def register_case_listener(told: CaseTold) -> None:
    """Let `told` know when the last day of a deadline with a case moved by itself."""
    if told not in case_told:
        case_told.append(told)
