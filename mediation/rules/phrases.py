"""Putting sentences together from facts that are themselves words in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from mediation.rules.findings import Words


def phrase(zh: str, en: str, **facts: object) -> Words:
    """Both sentences with their `{places}` filled in; a fact that is `Words` goes in by language."""
    return Words(zh, en).within(**facts)


COMMAS, SEMICOLONS = Words("、", ", "), Words("；", "; ")


def listed(items: Iterable[Words], between: Words = COMMAS) -> Words:
    """甲、乙和丙 is written 甲、乙、丙; in English with commas, or with what else stands `between`."""
    words = list(items)
    return Words(between.zh.join(item.zh for item in words), between.en.join(item.en for item in words))
