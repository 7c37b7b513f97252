"""The life of a delivery, a letter on its way by one channel: its states and what leads from one to another.

`tables/delivery_states.csv`, `tables/delivery_steps.csv`.
"""

from __future__ import annotations

from mediation.rules.procedures.machine import CONSEQUENCES, Machine

DELIVERY = Machine[None](
    "delivery_steps",
    "delivery_states",
    phases=("open", "sent", "arrived", "stopped", "closed"),
    unused=CONSEQUENCES,
)
states, transitions, find = DELIVERY.states, DELIVERY.transitions, DELIVERY.fitting
