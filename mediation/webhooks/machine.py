"""The life of a notice to another system: its states, its steps, and how long to wait after a failed try.

`tables/webhook_states.csv`, `tables/webhook_steps.csv`, `tables/webhook_retries.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from mediation.rules.dated import Dated, in_force
from mediation.rules.procedures.machine import CONSEQUENCES, Machine
from mediation.rules.rows import Column, rows_of


@dataclass(frozen=True, slots=True)
class Retry(Dated):
    """After so many failures, so long until the next try."""

    failures: int
    wait: Annotated[timedelta, Column("wait_minutes", read=_minutes)]
    note: str


NOTICE = Machine[None](
    "webhook_steps",
    "webhook_states",
    phases=("open", "arrived", "stopped"),
    unused=CONSEQUENCES,
)
states, transitions, find = NOTICE.states, NOTICE.transitions, NOTICE.fitting


def _minutes(text: str) -> timedelta:
    return timedelta(minutes=int(text))


def retries() -> tuple[Retry, ...]:
    """Every row of the table of waits."""
    return rows_of("webhook_retries", Retry)


def wait_after(failures: int, *, on: date) -> timedelta | None:
    """How long to wait after so many failed tries in a row; None: that was the last one."""
    waits = {row.failures: row.wait for row in in_force(retries(), on)}
    return waits.get(failures)
