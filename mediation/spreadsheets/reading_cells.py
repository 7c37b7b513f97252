"""What a list that somebody sent consists of: sheets of rows of cells, each at its place in Excel."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from mediation.rules.findings import Words

Value = str | int | float | bool | date | datetime | time | None


class Unreadable(ValueError):
    """A file cannot be read as a list; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; `number` is the one that Excel shows, from 1 on."""

    number: int
    values: tuple[Value, ...]

    def at(self, index: int) -> Value:
        """The value in the column with this index, from 0 on; None beyond the end."""
        return self.values[index] if index < len(self.values) else None


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range: first and last row as Excel numbers them, first and last column from 0 on."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet; `rows` leaves the empty ones out."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a column; `index` counts from 0."""

    index: int
    title: str

    @property
    def letter(self) -> str:
        return letter_of(self.index)

    @property
    def key(self) -> str:
        return plain(self.title)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with the heading above it, which may tell its unit (标的额（万元）)."""

    value: Value
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, or with a row as a whole (no column then)."""

    row: int
    words: Words
    letter: str = ""
    heading: str = ""
    code: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What one row says, by the code of the field, and what could not be read."""

    number: int
    facts: Mapping[str, object]
    faults: tuple[Fault, ...] = field(default=())


def letter_of(index: int) -> str:
    """The letter of a column as Excel shows it: 0 -> A, 26 -> AA."""
    letters, rest = "", index + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def plain(title: str) -> str:
    """A heading in the form in which headings are compared: width, blanks and marks do not count."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def shown(value: Value) -> str:
    """A value as the person sees it in the list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time.min else value.date().isoformat()
    return str(value)
