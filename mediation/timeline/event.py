"""What an event is: its sentences and the exact facts that an entry of it carries."""

from __future__ import annotations

from dataclasses import dataclass

from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Event:
    """What an entry of this kind says. `words` may name facts as {places}."""

    words: Words
    facts: frozenset[str]
    public: Words | None = None


def event(zh: str, en: str, facts: str = "", public: tuple[str, str] | None = None) -> Event:
    return Event(Words(zh, en), frozenset(facts.split()), Words(*public) if public else None)
