"""Putting sentences together from facts that are themselves words in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from mediation.rules.findings import Words


def phrase(zh: str, en: str, **facts: object) -> Words:
    """Both sentences with their `{places}` filled in; a fact that is `Words` goes in by language."""
    return Words(
        zh.format(**{key: fact.zh if isinstance(fact, Words) else fact for key, fact in facts.items()}),
        en.format(**{key: fact.en if isinstance(fact, Words) else fact for key, fact in facts.items()}),
    )


def listed(items: Iterable[Words]) -> Words:
    """甲、乙和丙 is written 甲、乙、丙; in English with commas."""
    words = list(items)
    return Words("、".join(item.zh for item in words), ", ".join(item.en for item in words))
