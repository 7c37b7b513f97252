"""What belongs into the package of a hand-over, by its kind and by how its case ended.

Rows are `tables/package_contents.csv`. Records of sessions stand in no row: what was said there to reach
a compromise may not be used in court (法释〔2016〕14号 art. 22; 法释〔2021〕23号 art. 18).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of

AGREED, OTHERWISE, ANY = "agreed", "otherwise", "any"
ENDS = (AGREED, OTHERWISE, ANY)
WHOLE, MASKED = "whole", "masked"
PARTIES = (WHOLE, MASKED)
EITHER = "|"


@dataclass(frozen=True, slots=True)
class Contents(Dated):
    """One row.

    `letter` is the kind of paper that opens the package, `papers` the kinds that go with it, `needed`
    those that it should not lack (each entry: kinds of which one will do), `files` the purposes of what
    came in (`file_order.PURPOSES`). What the hand-over's own list names belongs to every package. With
    `pleadings` complaint and defence are drawn from the elements; `masked`: the facts for machines show
    neither the numbers of identity papers nor telephones.
    """

    code: str
    kinds: tuple[str, ...]
    ends: str
    letter: str
    papers: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]
    files: tuple[str, ...]
    pleadings: bool
    masked: Annotated[bool, Column("parties", read={WHOLE: False, MASKED: True}.__getitem__)]
    words: Words

    def lacking(self, held: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """The entries of `needed` of which none is among the kinds of paper `held`."""
        return tuple(kinds for kinds in self.needed if not set(kinds) & set(held))


def rows() -> tuple[Contents, ...]:
    """Every row, in table order."""
    return rows_of("package_contents", Contents)


def contents(kind: str, outcome: str, *, on: date) -> Contents | None:
    """What goes with a hand-over of this kind whose case ended as `outcome`; None where there is no row."""
    ways = {ANY, AGREED if outcome == AGREED else OTHERWISE}
    fitting = (row for row in in_force(rows(), on) if kind in row.kinds and row.ends in ways)
    return next(fitting, None)
