"""What the printed law book is made of: its chapters, their tables and the columns shown.

Rows are `tables/book.csv`, one for each table; the words over the columns are `tables/columns.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Annotated

from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of
from mediation.rules.tables import Checked

# What every dated table shows after its own columns.
OF_THE_LAW = ("in_force", "legal_basis", "checked")

# The book's own tables; places by the thousand, the fields under each element, lists of kinds of paper:
# to be read in the files themselves.
NOT_PRINTED = frozenset(
    {
        "book",
        "columns",
        "divisions",
        "townships",
        "element_fields",
        "element_choices",
        "clause_parameters",
        "delivery_states",
        "delivery_steps",
        "webhook_retries",
        "webhook_states",
        "webhook_steps",
        "package_contents",
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a chapter. `columns` are shown in order; a column `words` stands for the pair
    `words_zh` / `words_en`, and `text` for `zh` / `en`. `group` breaks the section where the value
    of that column changes.
    """

    chapter: Words
    table: str
    title: Annotated[Words, Column("zh", "en", read=Words)]
    columns: tuple[str, ...]
    group: str
    lead: Words


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column, whichever table it is in."""

    column: str
    words: Words


@dataclass(frozen=True, slots=True)
class Source:
    """Where a whole table without dates was taken from, and as of which day."""

    table: str
    words: Words
    as_of: date
    source: str
    checked: Checked
    note: Words


@dataclass(frozen=True, slots=True)
class Chapter:
    title: Words
    sections: tuple[Section, ...]


def sections() -> tuple[Section, ...]:
    """Every table that is printed, in the order of the book."""
    return rows_of("book", Section)


@cache
def chapters() -> tuple[Chapter, ...]:
    """The tables under their chapters."""
    grouped = groupby(sections(), key=lambda section: section.chapter)
    return tuple(Chapter(title, tuple(of_chapter)) for title, of_chapter in grouped)


@cache
def headings() -> Mapping[str, Words]:
    """The words over each column."""
    return {row.column: row.words for row in rows_of("columns", Heading)}


def sources() -> tuple[Source, ...]:
    """Where the tables without dates come from."""
    return rows_of("sources", Source)
