"""How long a case file or record is kept, and when it may go.

Rows are `tables/retention.csv`. The class follows from the dispute, the settlement and the parties;
of several rows that fit, the longest holds. Years count from the first of January after closing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from mediation.rules.dated import Dated, in_force, the_one_in_force
from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of

LARGE_FEN = 100_000_000  # one million yuan


class Keeping(StrEnum):
    """The class of a case file (保管期限)."""

    SHORT = "short"
    LONG = "long"
    PERMANENT = "permanent"


KEEPING_WORDS = {
    Keeping.SHORT: Words("短期", "short"),
    Keeping.LONG: Words("长期", "long"),
    Keeping.PERMANENT: Words("永久", "permanent"),
}


@dataclass(frozen=True, slots=True)
class Row(Dated):
    """One row. `years` is None where kept for good; `keeping` None for records that are no case."""

    code: str
    kept: str
    years: int | None
    keeping: Annotated[Keeping | None, Column("kind")]
    words: Words
    note: Words


@dataclass(frozen=True, slots=True)
class Closed:
    """The facts of a closed case that decide how long it is kept. The amount is in fen."""

    closed_on: date
    agreed: bool
    amount_fen: int = 0
    confirmed: bool = False
    enforced: bool = False
    of_a_group: bool = False
    third_person_guarantees: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """How long, why, and the last day; `keep_until` is None where kept for good."""

    keeping: Keeping
    keep_until: date | None
    reasons: tuple[Words, ...]


def rows() -> tuple[Row, ...]:
    """Every row, in table order."""
    return rows_of("retention", Row)


def retention_of(closed: Closed, *, on: date) -> Retention:
    """How long the file of a closed case is kept, by the rows in force on the day `on`."""
    fitting = set(_fitting(closed))
    found = [row for row in in_force(rows(), on) if row.kept == "case" and row.code in fitting]
    weight = list(Keeping)
    longest = max(found, key=lambda row: weight.index(row.keeping) if row.keeping else -1)
    decisive = [row for row in found if row.keeping is longest.keeping]
    assert longest.keeping is not None
    return Retention(
        longest.keeping, _last_day(closed.closed_on, longest.years), tuple(row.words for row in decisive)
    )


def keep_record_until(code: str, made_on: date, *, on: date) -> date | None:
    """The last day on which a record (not a case) must be kept; raises NotInForce for an unknown one."""
    row = the_one_in_force([row for row in rows() if row.code == code and row.kept == "record"], on)
    return _last_day(made_on, row.years)


def record_may_go_before(code: str, *, on: date) -> date | None:
    """The day before which records of this code were made that may go on the day `on`.

    None where they are kept for good; raises NotInForce for an unknown code.
    """
    row = the_one_in_force([row for row in rows() if row.code == code and row.kept == "record"], on)
    return None if row.years is None else date(on.year - row.years, 1, 1)


def _last_day(from_on: date, years: int | None) -> date | None:
    return None if years is None else date(from_on.year + years, 12, 31)


def _fitting(closed: Closed) -> Iterable[str]:
    yield "agreed" if closed.agreed else "not_agreed"
    if closed.confirmed or closed.enforced:
        yield "confirmed"
    if closed.of_a_group:
        yield "group"
    if closed.amount_fen >= LARGE_FEN:
        yield "large"
    if closed.third_person_guarantees:
        yield "guaranteed"
