"""What a rule answers: an outcome with the reason that a person will read.

Every sentence of the product exists in Chinese and in English at the place where it is
written (`Words`), so that neither language can be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Words(NamedTuple):
    """One sentence or label in both languages of the product."""

    zh: str
    en: str

    def within(self, **facts: object) -> Words:
        """The same words with `{name}` places filled in; raises KeyError on a missing fact.

        A fact that is `Words` itself goes in by language.
        """
        zh = {name: fact.zh if isinstance(fact, Words) else fact for name, fact in facts.items()}
        en = {name: fact.en if isinstance(fact, Words) else fact for name, fact in facts.items()}
        return Words(self.zh.format(**zh), self.en.format(**en))

    def said_in(self, lang: str) -> str:
        """The words in one language: `en`, else Chinese."""
        return self.en if lang == "en" else self.zh


class Outcome(StrEnum):
    """How much a finding weighs.

    PASS says that a test was made and met; NOTE informs; WARN asks a person to look;
    BLOCK stops the act unless a person with the right overrides it and writes a reason.
    """

    PASS = "pass"
    NOTE = "note"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one rule.

    `code` is stable and stored; `words` is shown; `legal_basis` cites the article, or is
    empty for a house rule; `advice` says what to do next, where there is something to do.
    """

    outcome: Outcome
    code: str
    words: Words
    legal_basis: str = ""
    advice: Words | None = None

    @property
    def blocks(self) -> bool:
        return self.outcome is Outcome.BLOCK


def blocking(findings: tuple[Finding, ...] | list[Finding]) -> tuple[Finding, ...]:
    """Those findings that stop an act until they are cured or overridden."""
    return tuple(finding for finding in findings if finding.blocks)
