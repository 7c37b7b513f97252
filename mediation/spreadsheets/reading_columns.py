"""Which column of a sender's list means what: guessed from its headings, or as it was last time.

A `Field` says what a list of some kind may tell, how to read it, and the names that senders give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediation.rules.findings import Words
from mediation.rules.refusals import Refused
from mediation.spreadsheets.reading_cells import Cell, Fault, Heading, ReadRow, Row, letter_of, plain, shown

SHORTEST_PART = 3  # characters of a known name that are enough within a longer heading

MISSING = Words("没有填写。", "Nothing is entered.")


@dataclass(frozen=True, slots=True)
class Field:
    """`parse` gives what the cell says, None or empty for nothing; raises Refused with a sentence."""

    code: str
    words: Words
    parse: Callable[[Cell], Any]
    aliases: tuple[str, ...] = ()
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which it is known, our own first."""
        return (self.words.zh, self.words.en, *self.aliases)


Columns = dict[str, int]  # code of the field -> index of the column


def names_of(fields: Iterable[Field]) -> frozenset[str]:
    """All known names, by which a row of headings is recognised."""
    return frozenset(name for field in fields for name in field.names)


def guess(
    fields: Sequence[Field], headings: Sequence[Heading], remembered: Mapping[str, str] | None = None
) -> Columns:
    """The column of each field, as far as it can be told; each column serves one field.

    `remembered` (code -> heading) comes first, then a heading that is a known name, then one that
    contains a known name.
    """
    found: Columns = {}
    by_key: dict[str, list[int]] = {}
    for one in headings:
        by_key.setdefault(one.key, []).append(one.index)
    for code, title in (remembered or {}).items():
        if code in {field.code for field in fields}:
            _take(found, code, by_key.get(plain(title), ()))
    for field in fields:
        for name in field.names:
            _take(found, field.code, by_key.get(plain(name), ()))
    for field in fields:
        parts = sorted({plain(name) for name in field.names}, key=len, reverse=True)
        for part in (part for part in parts if len(part) >= SHORTEST_PART):
            _take(found, field.code, [one.index for one in headings if part in one.key])
    return found


def _take(found: Columns, code: str, columns: Iterable[int]) -> None:
    if code not in found:
        free = [index for index in columns if index not in found.values()]
        if free:
            found[code] = free[0]


def to_remember(columns: Columns, headings: Iterable[Heading]) -> dict[str, str]:
    """The mapping by headings, which stays true when the sender moves the columns."""
    titles = {one.index: one.title for one in headings}
    return {code: titles[index] for code, index in columns.items() if index in titles}


def missing(fields: Iterable[Field], columns: Columns) -> tuple[Field, ...]:
    """The fields without which the list cannot be read and that no column was chosen for."""
    return tuple(field for field in fields if field.required and field.code not in columns)


def twice(columns: Columns) -> tuple[int, ...]:
    """The columns that were chosen for more than one field."""
    taken = list(columns.values())
    return tuple(sorted({index for index in taken if taken.count(index) > 1}))


def read_row(
    row: Row, fields: Iterable[Field], columns: Columns, headings: Mapping[int, str] | None = None
) -> ReadRow:
    """What the row says, with one fault for each cell that cannot be read or must not be empty.

    `headings` (index -> title) are named in the faults and tell the units of amounts.
    """
    titles = headings or {}
    facts: dict[str, object] = {}
    faults: list[Fault] = []
    for field in fields:
        index = columns.get(field.code)
        if index is None:
            continue
        cell = Cell(row.at(index), titles.get(index, ""))
        try:
            said = field.parse(cell)
            wrong = MISSING if field.required and said in (None, "") else None
        except Refused as refused:
            said, wrong = None, refused.words
        if wrong is not None:
            faults.append(fault_at(row, field, index, wrong, titles))
        facts[field.code] = said
    return ReadRow(row.number, facts, tuple(faults))


def fault_at(row: Row, field: Field, index: int, words: Words, titles: Mapping[int, str]) -> Fault:
    """A fault at the cell of `field`, as the person finds it in the list."""
    return Fault(
        row=row.number,
        words=words,
        letter=letter_of(index),
        heading=titles.get(index, field.words.zh),
        code=field.code,
        value=shown(row.at(index))[:200],
    )
