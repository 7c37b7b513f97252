"""The life of a delivery, a letter on its way by one channel: its states and what leads from one to another.

`tables/delivery_states.csv`, `tables/delivery_steps.csv`.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from mediation.rules.dated import in_force
from mediation.rules.machine import Machine

DELIVERY = Machine[None]("delivery_steps", "delivery_states")
states, transitions, find = DELIVERY.states, DELIVERY.transitions, DELIVERY.fitting


@cache
def states_before(action: str, on: date) -> tuple[str, ...]:
    """The states in which `action` fits, in the order of the table of states."""
    fitting = {
        source for row in in_force(transitions(), on) if row.action == action for source in row.sources
    }
    return tuple(code for code in states() if code in fitting)
