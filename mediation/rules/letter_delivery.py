"""The life of a delivery, a letter on its way by one channel: its states and what leads from one to another.

`tables/delivery_states.csv`, `tables/delivery_steps.csv`.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from mediation.rules import tables
from mediation.rules.dated import in_force
from mediation.rules.machine import NOT_BEGUN, State, Transition, read_states, read_transitions


@cache
def states() -> dict[str, State]:
    """The states of a delivery, by code."""
    return read_states(tables.read("delivery_states"))


@cache
def transitions() -> tuple[Transition, ...]:
    """Every row of the table."""
    return read_transitions(tables.read("delivery_steps"), states())


@cache
def find(action: str, state: str | None, on: date) -> Transition | None:
    """The row for `action` in `state` (None: not begun) on the day `on`; None where it does not fit.

    Raises KeyError for an action that the table does not know.
    """
    rows = [row for row in in_force(transitions(), on) if row.action == action]
    if not rows:
        raise KeyError(action)
    return next((row for row in rows if (state or NOT_BEGUN) in row.sources), None)


@cache
def states_before(action: str, on: date) -> tuple[str, ...]:
    """The states in which `action` fits, in the order of the table of states."""
    fitting = {
        source for row in in_force(transitions(), on) if row.action == action for source in row.sources
    }
    return tuple(code for code in states() if code in fitting)
