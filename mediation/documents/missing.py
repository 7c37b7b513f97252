"""What a paper still lacks before it may be made, in words, with the place where each is filled in.

A missing fact is listed, never printed as a blank; a character that no face of ours can draw is
listed with the name of its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from mediation.documents import fonts
from mediation.documents.asking import ask_of, is_needed, label_of
from mediation.documents.facts import mapped
from mediation.documents.field_names import name_of
from mediation.documents.kinds import Kind
from mediation.documents.kinds.parts import SIDE_WORDS, Party
from mediation.rules.findings import Words

# What identifies a party in every official form (民事诉讼法 art. 124; the forms' own blocks).
OF_A_PERSON = ("name", "id_number", "address", "phone")
OF_A_BODY = ("name", "id_number", "address", "representative")


class Where(StrEnum):
    """Where a missing fact is filled in: on this page, with the party, or by going on with the case."""

    HERE = "here"
    PARTY = "party"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Gap:
    """`path` names the field (parties.2.address); `side` is the party's, where it is about one."""

    path: str
    words: Words
    where: Where
    side: str = ""


def gaps_of(kind: Kind, facts: Any) -> tuple[Gap, ...]:
    """What keeps a paper from being made: missing facts, then characters that cannot be printed."""
    return (*missing(kind, facts), *unprintable(kind, facts))


def missing(kind: Kind, facts: Any) -> tuple[Gap, ...]:
    """The facts that a paper of this kind needs and does not have, in the order of its fields."""
    return (*_empty(facts), *(_of_parties(facts.parties) if kind.describes_parties else ()))


def unprintable(kind: Kind, facts: Any) -> tuple[Gap, ...]:
    """The fields with a character that cannot be printed, but for what somebody told in their own words."""
    found: list[Gap] = []
    labels = {field.name: label_of(field) for field in fields(kind.facts)}

    def look(path: str, text: str, narrative: bool) -> str:
        if not narrative and (odd := fonts.missing_characters(text)):
            shown = "、".join(f"{one if one.isprintable() else ''}（U+{ord(one):04X}）" for one in odd)
            name = labels.get(path.partition(".")[0]) or name_of(path, kind.facts)
            words = Words(f"{name.zh}中无法打印的字符{shown}", f"{name.en}: cannot be printed: {shown}")
            found.append(Gap(path, words, Where.PARTY if path.startswith("parties") else Where.HERE))
        return text

    mapped(facts, look)
    return tuple(found)


def _empty(facts: Any, path: str = "", here: bool = False) -> Iterator[Gap]:
    for field in fields(facts):
        value, ask = getattr(facts, field.name), ask_of(field)
        inner = f"{path}.{field.name}" if path else field.name
        if is_dataclass(value) and ask is not None:
            yield from _empty(value, inner, here=True)
        elif is_needed(field) and _is_empty(value):
            words = label_of(field)
            assert words is not None
            yield Gap(inner, words, Where.HERE if ask or here else Where.CASE)


def _is_empty(value: object) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _of_parties(parties: tuple[Party, ...]) -> Iterator[Gap]:
    for place, party in enumerate(parties, 1):
        for name in OF_A_BODY if party.is_organisation else OF_A_PERSON:
            if _is_empty(getattr(party, name)):
                path = f"parties.{place}.{name}"
                yield Gap(path, _of_side(party, name), Where.PARTY, party.side.value)


def _of_side(party: Party, name: str) -> Words:
    from_field = name_of(name, Party)
    if name == "id_number" and party.is_organisation:
        from_field = Words("统一社会信用代码", "unified social credit code")
    from_side = SIDE_WORDS[party.side]
    return Words(f"{from_side.zh}的{from_field.zh}", f"{from_side.en}: {from_field.en.lower()}")
