"""Reading the tables of the law book.

A table is a UTF-8 CSV file with a head line. The columns that every dated table has:
`in_force_from`, `in_force_to` (empty: still in force), `legal_basis`, and `checked`, which
says how far the row was checked against its source (see `Checked`). `rows.rows_of` gives the rows as
values of a type; this gives the text of the cells.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

TABLES = Path(__file__).with_name("tables")


class Checked(StrEnum):
    """How far a row was checked. Only `primary` and `secondary` may be printed as law."""

    PRIMARY = "primary"  # read in the full text of the instrument
    SECONDARY = "secondary"  # read in a text that restates the instrument
    DERIVED = "derived"  # follows from a checked rule
    KNOWLEDGE = "knowledge"  # a default that a person must confirm before use
    DESIGN = "design"  # a house rule of ours, not law


@cache
def head(name: str) -> tuple[str, ...]:
    """The columns of `tables/<name>.csv`, in their order."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(next(csv.reader(lines, strict=True), ()))


@cache
def read(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of `tables/<name>.csv`, as read-only mappings of stripped text."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            MappingProxyType({key: (value or "").strip() for key, value in row.items()})
            for row in csv.DictReader(lines, strict=True)
        )


def day(text: str) -> date | None:
    """A day written as 2026-11-22; empty text means none."""
    return date.fromisoformat(text) if text else None


def first_day(text: str) -> date:
    """The first day in force; raises ValueError when the cell is empty."""
    return date.fromisoformat(text)


def codes(text: str) -> tuple[str, ...]:
    """A cell that holds several codes separated by spaces."""
    return tuple(text.split())
