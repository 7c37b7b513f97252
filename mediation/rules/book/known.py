"""What the tables may name and the law book cannot know: the house above it tells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from mediation.rules import tables
from mediation.rules.tables import codes


@dataclass(frozen=True, slots=True)
class Known:
    """The names that exist in the house. None where nobody told: such names are then not looked at.

    `letters` are the kinds of letter with whom each goes to (`letter_ladder.ADDRESSEE_WORDS`); `lapses` the
    acts that something carries out when a deadline has run out; `pages` the endpoints; `readers` read the
    tables that packages of the house have, by table.
    """

    rights: Collection[str] | None = None
    letters: Mapping[str, str] | None = None
    documents: Collection[str] | None = None
    events: Collection[str] | None = None
    lapses: Collection[str] | None = None
    pages: Collection[str] | None = None
    readers: Mapping[str, Callable[[], object]] | None = None


NOBODY_TOLD = Known()


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose cells hold names of `allowed`; `noun` is what such a name is called."""

    table: str
    column: str
    allowed: Collection[str] | None
    noun: str = ""

    def faults(self) -> Iterator[str]:
        """Every name that is not allowed, with its file, line and column."""
        if self.allowed is None:
            return
        for number, row in enumerate(tables.read(self.table), 2):
            for code in codes(row[self.column].replace("|", " ")):
                if code not in self.allowed:
                    yield f"{place(self.table, number, self.column)}: {self.unknown(code)}"

    def unknown(self, code: str) -> str:
        return " ".join(word for word in ("unknown", self.noun, code) if word)


def place(table: str, number: int, column: str) -> str:
    """Where a cell stands."""
    return f"{table}.csv line {number}, {column}"
