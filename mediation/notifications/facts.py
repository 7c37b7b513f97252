"""The types of the facts that a letter carries.

A type says what a value may look like and whether it may stand in an SMS. The types that may are
so narrow that neither a name nor a telephone nor a paper number fits into them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from mediation.rules.findings import Words


class Fact(StrEnum):
    """The type of one fact."""

    NUMBER = "number"  # a case number: 2026-00042
    DAY = "day"  # 2026-03-05
    MOMENT = "moment"  # 2026-03-05 10:00
    COUNT = "count"  # a whole number below a million
    CODE = "code"  # a one-time code of 4 to 8 digits
    ADDRESS = "address"  # an address of this site
    WORDS = "words"  # a term of the house in both languages
    TEXT = "text"  # what a person wrote


SAFE = frozenset({Fact.NUMBER, Fact.DAY, Fact.MOMENT, Fact.COUNT, Fact.CODE, Fact.ADDRESS})

# Known to every text: where the reader finds the letter and the case.
EVERYWHERE: Mapping[str, Fact] = {"address": Fact.ADDRESS}

_SHAPES = {
    Fact.NUMBER: re.compile(r"\d{4}-\d{5,7}"),
    Fact.DAY: re.compile(r"\d{4}-\d{2}-\d{2}"),
    Fact.MOMENT: re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}"),
    Fact.CODE: re.compile(r"\d{4,8}"),
    Fact.ADDRESS: re.compile(r"https?://[\w.:\-]+(?:/track(?:/\d{4}-\d{5,7})?|/inbox|/)"),
}
MOST = 1_000_000


class FactsWrong(ValueError):
    """The facts of a letter are not those that its kind declares: a fault of the program."""


def checked(kind: str, declared: Mapping[str, Fact], facts: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` as they are stored; raises FactsWrong for one unknown, missing or of another shape."""
    if unknown := sorted(set(facts) - set(declared)):
        raise FactsWrong(f"{kind} does not know {', '.join(unknown)}")
    if missing := sorted(set(declared) - set(facts)):
        raise FactsWrong(f"{kind} lacks {', '.join(missing)}")
    for name, type_ in declared.items():
        if not _fits(type_, facts[name]):
            raise FactsWrong(f"{kind}: {name} is no {type_.value}")  # the value stays out of the log
    return {name: _stored(facts[name]) for name in declared}


def _fits(type_: Fact, value: object) -> bool:
    if shape := _SHAPES.get(type_):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if type_ is Fact.COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST
    return isinstance(value, str) or _is_pair(value)


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == len(Words._fields)
        and all(isinstance(one, str) for one in value)
    )


def _stored(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def as_words(value: object) -> Words:
    """A stored fact in both languages."""
    return Words(*value) if isinstance(value, list | tuple) else Words(str(value), str(value))
