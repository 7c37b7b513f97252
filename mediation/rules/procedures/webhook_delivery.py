"""The life of a notice to another system: its states, its steps, and how long to wait after a failed try.

`tables/webhook_states.csv`, `tables/webhook_steps.csv`, `tables/webhook_retries.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from mediation.rules import tables
from mediation.rules.dated import in_force
from mediation.rules.procedures.machine import Machine


@dataclass(frozen=True, slots=True)
class Retry:
    """After so many failures, so long until the next try."""

    failures: int
    wait: timedelta
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    checked: str


NOTICE = Machine[None]("webhook_steps", "webhook_states")
states, transitions, find = NOTICE.states, NOTICE.transitions, NOTICE.fitting


@cache
def retries() -> tuple[Retry, ...]:
    """Every row of the table of waits."""
    return tuple(
        Retry(
            failures=int(row["failures"]),
            wait=timedelta(minutes=int(row["wait_minutes"])),
            in_force_from=tables.first_day(row["in_force_from"]),
            in_force_to=tables.day(row["in_force_to"]),
            legal_basis=row["legal_basis"],
            checked=row["checked"],
        )
        for row in tables.read("webhook_retries")
    )


def wait_after(failures: int, *, on: date) -> timedelta | None:
    """How long to wait after so many failed tries in a row; None: that was the last one."""
    waits = {row.failures: row.wait for row in in_force(retries(), on)}
    return waits.get(failures)
