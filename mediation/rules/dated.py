"""A value with dates in force: a change of law adds a row and never edits one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from mediation.rules.tables import Checked


class InForce(Protocol):
    """What has a first and perhaps a last day."""

    @property
    def in_force_from(self) -> date: ...

    @property
    def in_force_to(self) -> date | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The columns that every dated table has; the base of the rows of such a table."""

    in_force_from: date
    in_force_to: date | None = None
    legal_basis: str = ""
    checked: Checked


Row = TypeVar("Row", bound=InForce)


class NotInForce(LookupError):
    """No row of the table is in force on the day asked for."""


def is_in_force(row: InForce, on: date) -> bool:
    """Whether `row` holds on the day `on`; both end days are included."""
    return row.in_force_from <= on and (row.in_force_to is None or on <= row.in_force_to)


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """The rows that hold on the day `on`, in table order."""
    return [row for row in rows if is_in_force(row, on)]


def the_one_in_force(rows: Iterable[Row], on: date) -> Row:
    """The single row that holds on the day `on`.

    Raises NotInForce when there is none, ValueError when the table overlaps.
    """
    found = in_force(rows, on)
    if not found:
        raise NotInForce(f"no row is in force on {on}")
    if len(found) > 1:
        raise ValueError(f"{len(found)} rows are in force on {on}")
    return found[0]
