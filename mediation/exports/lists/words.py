"""Words for the codes in the columns, and for the values of filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Protocol

from mediation.organisations.queries import organisation
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import divisions
from mediation.rules.time.deadline_rules import all_rules


class Called(Protocol):
    """A thing with a code and words, such as a queue."""

    @property
    def code(self) -> str: ...
    @property
    def words(self) -> Words: ...


@cache
def deadline_words() -> Mapping[str, Words]:
    """What each legal time limit is called today."""
    return {code: rows[-1].words for code, rows in all_rules().items()}


@cache
def district_words() -> Mapping[str, Words]:
    return {code: division.words for code, division in divisions().items()}


def by_code(things: Iterable[Called]) -> dict[str, Words]:
    return {thing.code: thing.words for thing in things}


def as_typed(value: str) -> Words | None:
    """A value that says itself, such as an amount."""
    return Words(value, value) if value else None


def name_of_body(value: str) -> Words | None:
    """The body whose id stands in the address."""
    body = organisation(int(value)) if value.isdecimal() and len(value) < 10 else None
    return body.words if body else None


def several(says: Mapping[str, Words]) -> Callable[[Iterable[str] | None, str], str]:
    """One cell of a list of codes."""

    def said(codes: Iterable[str] | None, lang: str) -> str:
        words = [says[code].said_in(lang) if code in says else code for code in codes or ()]
        return ("、" if lang == "zh" else ", ").join(words)

    return said
