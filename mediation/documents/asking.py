"""Marks on the fields of a paper's facts: which must be known before it is made, which a person types.

A field without a mark is given by the case or may stay empty. `needed` facts are listed as missing
while they are empty; `asked` facts are fields of the form on the page where the paper is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass
from typing import Any

from mediation.rules.findings import Words

NEEDED, ASK, NARRATIVE = "needed", "ask", "narrative"


@dataclass(frozen=True, slots=True)
class Ask:
    """How a form asks for a fact; `long` gives it several lines, for a tuple one entry a line.

    `choices` offer codes in words instead of a text.
    """

    label: Words
    hint: Words | None = None
    long: bool = False
    most: int = 200
    choices: Mapping[str, Words] | None = None


def needed(zh: str, en: str) -> Mapping[str, Any]:
    """The paper may not be made without this fact, so called where it is missing; the case gives it."""
    return {NEEDED: Words(zh, en)}


def asked(
    zh: str,
    en: str,
    *,
    hint: tuple[str, str] | None = None,
    long: bool = False,
    most: int = 0,
    must: bool = False,
    narrative: bool = False,
    choices: Mapping[str, Words] | None = None,
) -> Mapping[str, Any]:
    """A person types this fact; with `must` the paper may not be made without it.

    `narrative` marks what somebody said in their own words, in which an odd character does not stop a paper.
    `choices` are the codes that the fact, or each entry of it, may have.
    """
    room = most or (10_000 if long else 200)
    marks: dict[str, Any] = {ASK: Ask(Words(zh, en), Words(*hint) if hint else None, long, room, choices)}
    if must:
        marks[NEEDED] = marks[ASK].label
    if narrative:
        marks[NARRATIVE] = True
    return marks


def ask_of(field: Field[Any]) -> Ask | None:
    """How a form asks for the field; None where the case gives it."""
    return field.metadata.get(ASK)


def label_of(field: Field[Any]) -> Words | None:
    """What a person calls the field, where its mark says it."""
    ask = ask_of(field)
    return ask.label if ask else field.metadata.get(NEEDED)


def is_needed(field: Field[Any]) -> bool:
    return NEEDED in field.metadata
