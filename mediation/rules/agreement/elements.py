"""要素: what has to be known of a dispute, by its cause, in the order of the court's forms.

Collected once, they fill the application, the agreement, the record of undisputed facts and, if
mediation fails, the claim and the answer. Sets are `tables/element_sets.csv`, their elements
`elements.csv`, the fields of each `element_fields.csv`. Source: 法〔2025〕82号 (since 2025-07-14).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from mediation.rules import tables
from mediation.rules.acceptance.causes import line_of
from mediation.rules.dated import in_force
from mediation.rules.findings import Words

COMMON = "common"
GENERAL = "general"


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
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `choices` is empty unless the kind is CHOICE."""

    code: str
    kind: Kind
    words: Words
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One numbered item of a form, with its fields."""

    part: Part
    number: int
    code: str
    words: Words
    fields: tuple[Field, ...]

    @property
    def key(self) -> str:
        """Unique within a set: the part and the code, for names of form fields."""
        return f"{self.part}.{self.code}"


@dataclass(frozen=True, slots=True)
class ElementSet:
    """The elements of one kind of dispute. `causes` are codes of causes; `*` is every other one."""

    code: str
    causes: tuple[str, ...]
    words: Words
    elements: tuple[Element, ...]
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    checked: str
    note: Words

    def part(self, part: Part) -> tuple[Element, ...]:
        """The elements of one part, in order."""
        return tuple(element for element in self.elements if element.part is part)


@cache
def all_sets() -> tuple[ElementSet, ...]:
    """Every set, in table order."""
    return tuple(
        ElementSet(
            code=row["code"],
            causes=tables.codes(row["causes"]),
            words=Words(row["zh"], row["en"]),
            elements=_elements(row["code"]),
            in_force_from=tables.first_day(row["in_force_from"]),
            in_force_to=tables.day(row["in_force_to"]),
            legal_basis=row["legal_basis"],
            checked=row["checked"],
            note=Words(row["note_zh"], row["note_en"]),
        )
        for row in tables.read("element_sets")
    )


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


@cache
def _elements(set_code: str) -> tuple[Element, ...]:
    return tuple(
        Element(
            part=Part(row["part"]),
            number=int(row["number"]),
            code=row["code"],
            words=Words(row["zh"], row["en"]),
            fields=_fields(set_code, row["part"], row["code"]),
        )
        for row in tables.read("elements")
        if row["set"] == set_code
    )


def _fields(set_code: str, part: str, element: str) -> tuple[Field, ...]:
    return tuple(
        Field(
            code=row["code"],
            kind=Kind(row["kind"]),
            words=Words(row["zh"], row["en"]),
            choices=_choices(row["choices"]) if row["choices"] else (),
        )
        for row in tables.read("element_fields")
        if (row["set"], row["part"], row["element"]) == (set_code, part, element)
    )


@cache
def _choices(name: str) -> tuple[Choice, ...]:
    found = tuple(
        Choice(row["code"], Words(row["zh"], row["en"]))
        for row in tables.read("element_choices")
        if row["choices"] == name
    )
    if not found:
        raise ValueError(f"no choices named {name}")
    return found
