"""要素: what has to be known of a dispute, by its cause, in the order of the court's forms.

Collected once, they fill the application, the agreement, the record of undisputed facts and, if
mediation fails, the claim and the answer. Sets are `tables/element_sets.csv`, their elements
`elements.csv`, the fields of each `element_fields.csv`. Source: 法〔2025〕82号 (since 2025-07-14).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, TypeVar

from mediation.rules.acceptance.causes import line_of
from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of

COMMON = "common"
GENERAL = "general"

Row = TypeVar("Row")
Key = TypeVar("Key")


class Part(StrEnum):
    """Where in the form an element stands."""

    HEAD = "head"
    REQUEST = "request"
    FACT = "fact"


class Kind(StrEnum):
    """What a field holds; money is in fen, percent is a year's."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    PERCENT = "percent"
    DAYS = "days"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose from the list `choices`."""

    choices: str
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in, of an element."""

    set: str
    part: Part
    element: str
    code: str
    kind: Kind
    words: Words
    list_of_choices: Annotated[str, Column("choices")]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be chosen; empty unless the kind is CHOICE."""
        return _choices()[self.list_of_choices] if self.list_of_choices else ()


@dataclass(frozen=True, slots=True)
class Element:
    """One numbered item of a form."""

    set: str
    part: Part
    number: int
    code: str
    words: Words

    @property
    def key(self) -> str:
        """Unique within a set: the part and the code, for names of form fields."""
        return f"{self.part}.{self.code}"

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is filled in, in order."""
        return _fields()[self.set, self.part, self.code]


@dataclass(frozen=True, slots=True)
class ElementSet(Dated):
    """The elements of one kind of dispute. `causes` are codes of causes; `*` is every other one."""

    code: str
    causes: tuple[str, ...]
    words: Words
    note: Words

    @property
    def elements(self) -> tuple[Element, ...]:
        """Every element, in the order of the form."""
        return _elements()[self.code]

    def part(self, part: Part) -> tuple[Element, ...]:
        """The elements of one part, in order."""
        return tuple(element for element in self.elements if element.part is part)


def all_sets() -> tuple[ElementSet, ...]:
    """Every set, in table order."""
    return rows_of("element_sets", ElementSet)


def elements_for(cause: str, *, on: date) -> ElementSet:
    """The set for a cause on the day `on`: its own, else that of what it belongs to, else the general one.

    Raises NotInForce for a cause that the list of the day does not know.
    """
    sets = in_force(all_sets(), on)
    for wider in reversed(line_of(cause, on=on)):
        found = next((one for one in sets if wider.code in one.causes), None)
        if found:
            return found
    return next(one for one in sets if one.code == GENERAL)


def common_elements(*, on: date) -> tuple[Element, ...]:
    """What every form asks at its head: agreed jurisdiction, preservation, mediation."""
    return next((one.elements for one in in_force(all_sets(), on) if one.code == COMMON), ())


def all_elements() -> tuple[Element, ...]:
    """The elements of all sets, in table order."""
    return rows_of("elements", Element)


def all_fields() -> tuple[Field, ...]:
    """The fields of all elements, in table order."""
    return rows_of("element_fields", Field)


def all_choices() -> tuple[Choice, ...]:
    """Every list of choices, in table order."""
    return rows_of("element_choices", Choice)


@cache
def _elements() -> Mapping[str, tuple[Element, ...]]:
    return _grouped(all_elements(), lambda row: row.set)


@cache
def _fields() -> Mapping[tuple[str, Part, str], tuple[Field, ...]]:
    return _grouped(all_fields(), lambda row: (row.set, row.part, row.element))


@cache
def _choices() -> Mapping[str, tuple[Choice, ...]]:
    return _grouped(all_choices(), lambda row: row.choices)


def _grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    """The rows by what they belong to, each group in table order."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {one: tuple(group) for one, group in found.items()}
