"""Must the matter leave the centre: signs in what was told, for a person to judge.

`tables/red_lines.csv` lists words (and, in `beside`, words that must stand in the same account)
and facts. A sign never refuses anybody: it is a finding that a clerk reads.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from mediation.rules.acceptance.regimes import fits_consumer_dispute
from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.rows import Column, rows_of

LIMITATION_YEARS = 3  # 民法典第188条
FULL_AGE = 18  # 民法典第17条
SHOWN = 4  # signs quoted in the sentence

_WEIGHT = {outcome: weight for weight, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class Told:
    """What the signs are looked for in.

    `text` is everything in the person's own words. `helper` is who filled the form in: empty,
    `family`, `official`, `other` or `paid`. `age` in full years, where known. `last_event_on` is
    the latest day that the person mentions. `regime` is that of the centre.
    """

    text: str
    helper: str = ""
    applicant_is_person: bool = True
    other_side_is_institution: bool = True
    regime: str = ""
    age: int | None = None
    last_event_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sign(Dated):
    """One row of the table: words or a fact, and what they may mean."""

    code: str
    outcome: Outcome
    signs: Annotated[tuple[str, ...], Column(separator="|")]
    beside: Annotated[tuple[str, ...], Column(separator="|")]
    fact: str
    words: Words
    advice: Words | None
    note: str


def signs() -> tuple[Sign, ...]:
    """All rows, in table order."""
    return rows_of("red_lines", Sign)


def examine(facts: Told, *, on: date) -> tuple[Finding, ...]:
    """The signs found, one finding per code, the heaviest of its rows.

    `on` is the day of the filing. Sources: the column legal_basis of `tables/red_lines.csv`.
    """
    text = _plain(facts.text)
    heaviest: dict[str, Finding] = {}
    for sign in in_force(signs(), on):
        finding = _by_fact(sign, facts, on) if sign.fact else _by_words(sign, text)
        before = heaviest.get(sign.code)
        if finding and (before is None or _WEIGHT[finding.outcome] > _WEIGHT[before.outcome]):
            heaviest[sign.code] = finding
    return tuple(heaviest.values())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _by_words(sign: Sign, text: str) -> Finding | None:
    found = [word for word in sign.signs if word.casefold() in text]
    beside = [word for word in sign.beside if word.casefold() in text]
    if not found or (sign.beside and not beside):
        return None
    quoted = (found + beside)[:SHOWN]
    zh = "、".join(f"“{word}”" for word in quoted)
    en = ", ".join(f'"{word}"' for word in quoted)
    words = sign.words.within(signs=Words(zh, en))
    return Finding(sign.outcome, sign.code, words, sign.legal_basis, sign.advice)


def _by_fact(sign: Sign, facts: Told, on: date) -> Finding | None:
    if not _FACTS[sign.fact](facts, on):
        return None
    return Finding(sign.outcome, sign.code, sign.words, sign.legal_basis, sign.advice)


def _helper_is_paid(facts: Told, on: date) -> bool:
    return facts.helper == "paid"


def _helper_is_outsider(facts: Told, on: date) -> bool:
    return facts.helper in ("other", "paid")


def _consumer_at_commercial(facts: Told, on: date) -> bool:
    """商事调解条例 2: a person's dispute with an institution is a consumer dispute."""
    if not (facts.regime and facts.applicant_is_person and facts.other_side_is_institution):
        return False
    return fits_consumer_dispute(facts.regime, on=on) is not None


def _under_age(facts: Told, on: date) -> bool:
    return facts.age is not None and facts.age < FULL_AGE


def _limitation_doubtful(facts: Told, on: date) -> bool:
    if facts.last_event_on is None:
        return False
    last = facts.last_event_on
    return (last.year + LIMITATION_YEARS, last.month, last.day) < (on.year, on.month, on.day)


_FACTS: dict[str, Callable[[Told, date], bool]] = {
    "helper_is_paid": _helper_is_paid,
    "helper_is_outsider": _helper_is_outsider,
    "consumer_at_commercial": _consumer_at_commercial,
    "under_age": _under_age,
    "limitation_doubtful": _limitation_doubtful,
}
