"""What a list is that may leave the house: a newcomer adds one in `exports/lists/`.

A declaration names the right that opens the list, where its rows begin (`visible_to`), what its page's
filters leave, and its columns, each with the right that it asks for and how it is masked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, null

from mediation.access.actor import Actor
from mediation.access.table import narrowed, opens
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column

Expression = Any  # a column of a table, or anything else that SQL computes
Make = Callable[..., object]
Walls = Callable[[Actor], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose list, on which day, and the filters of its page as they stand in the address."""

    actor: Actor
    on: date
    filters: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """What a filter asks for, empty where it asks for nothing."""
        return self.filters.get(name, "")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the list's page. `says` gives the words of a value, None for one that means nothing.

    What people typed may name a person: of a `typed` filter the log keeps only that it was used.
    """

    name: str
    words: Words
    says: Callable[[str], Words | None]
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A column, the expressions that it is read from, and what makes one value of several.

    `make` is called with the values and the language of the file. `first` columns are ticked when the
    page opens; those with a mask never are.
    """

    column: Column
    reads: tuple[Expression, ...]
    make: Make | None = None
    first: bool = True


def listed(column: Column, *reads: Expression, make: Make | None = None, first: bool = True) -> Listed:
    return Listed(column, reads, make, first and column.mask is None)


def any_order(_asked: Asked) -> Sequence[Expression]:
    return ()


def everything(_asked: Asked) -> Sequence[ColumnElement[bool]]:
    return ()


def no_thread(_asked: Asked) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. `number` is a column without holes that never repeats: large lists are read along it.

    `holds` are the conditions of the filters, `order` that of the page (of short lists; large ones come
    in the order of `number`), `within` adds the tables that columns are read from. `whole` is the right
    without which masked columns stay masked. `thread` is the timeline of the thing that the list is
    about, where it is about one.
    """

    code: str
    words: Words
    right: str
    number: Expression
    visible_to: Walls
    columns: tuple[Listed, ...]
    holds: Callable[[Asked], Sequence[ColumnElement[bool]]] = everything
    order: Callable[[Asked], Sequence[Expression]] = any_order
    within: Callable[[Select[Any]], Select[Any]] = lambda wanted: wanted
    filters: tuple[Filter, ...] = ()
    whole: str = ""
    thread: Callable[[Asked], str] = no_thread

    def columns_for(self, actor: Actor) -> tuple[Listed, ...]:
        """The columns that the actor may have at all."""
        return tuple(one for one in self.columns if not one.column.right or opens(one.column.right, actor))

    def may_unmask(self, actor: Actor) -> bool:
        return bool(self.whole) and opens(self.whole, actor)

    def taken(self, actor: Actor, codes: Sequence[str], *, whole: bool) -> tuple[Listed, ...]:
        """The columns `codes` as the actor may have them, in the order of the list.

        A user with several roles gets a value only on the rows on which one of them opens it. With
        `whole` nothing is masked, and the right `whole` is asked on each row like any other.
        """
        found = []
        for one in self.columns_for(actor):
            if one.column.code in codes:
                for right in (one.column.right, self.whole if whole and one.column.mask else ""):
                    one = self._kept_within(one, right, actor)
                found.append(replace(one, column=replace(one.column, mask=None)) if whole else one)
        return tuple(found)

    def _kept_within(self, one: Listed, right: str, actor: Actor) -> Listed:
        if not right or (able := narrowed(actor, right)).roles == actor.roles:
            return one
        walls = self.visible_to(able)
        return replace(one, reads=tuple(case((walls, read), else_=null()) for read in one.reads))

    def kept(self, asked: Asked) -> dict[str, str]:
        """The filters for the log: no word that somebody typed."""
        return {
            one.name: "" if one.typed else asked.of(one.name)
            for one in self.filters
            if asked.of(one.name) and (one.typed or one.says(asked.of(one.name)))
        }

    def said(self, filters: Mapping[str, str]) -> list[tuple[Words, Words]]:
        """The filters of a log entry in words."""
        return [
            (one.words, GIVEN if one.typed else one.says(filters[one.name]) or GIVEN)
            for one in self.filters
            if one.name in filters
        ]


GIVEN = Words("（已填写）", "(given)")
