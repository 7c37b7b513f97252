"""Why a court does not take an application, or turns it down: the grounds that the law lists.

Source: `tables/court_grounds.csv` (民诉法解释 355, 358). `ruling` is `refused` for not taking it
(不予受理), else a result of a hand-over (`vocabulary.HANDOVER_RESULTS`). A matter that the table
does not name has no list: there the reason is told in words alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Ground(Dated):
    """One row."""

    matter: str
    ruling: str
    code: str
    words: Words


def all_grounds() -> tuple[Ground, ...]:
    """Every row, in table order."""
    return rows_of("court_grounds", Ground)


def grounds(matter: str, ruling: str, *, on: date) -> tuple[Ground, ...]:
    """The grounds on which a matter may end with `ruling` by the law of the day `on`; empty: no list."""
    return tuple(row for row in in_force(all_grounds(), on) if (row.matter, row.ruling) == (matter, ruling))


def ground(matter: str, ruling: str, code: str, *, on: date) -> Ground | None:
    """The ground of that code; None where the list has none or there is no list."""
    return next((row for row in grounds(matter, ruling, on=on) if row.code == code), None)
