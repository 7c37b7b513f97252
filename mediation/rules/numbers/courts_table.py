"""The courts and the case-type words of `tables/courts.csv` and `tables/case_types.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mediation.rules.dated import Dated
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of


@dataclass(frozen=True, slots=True)
class Court(Dated):
    """A court with its code in case numbers (法院代字).

    `level` is supreme, high, intermediate or basic; `confidence` says how the code is known:
    `seen` in real case numbers, by the `rule` for codes, or from `memory`.
    """

    words: Words
    province: str
    level: str
    code: str
    superior: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class CaseType(Dated):
    """A type word (类型代字); `style` is new, or old for what only imports may bring."""

    word: str
    words: Words
    style: str
    note: str


@cache
def courts() -> Mapping[str, Court]:
    """All courts by their code."""
    return MappingProxyType({row.code: row for row in rows_of("courts", Court)})


@cache
def case_types() -> Mapping[str, CaseType]:
    """All type words."""
    return MappingProxyType({row.word: row for row in rows_of("case_types", CaseType)})


def court_named(name: str) -> Court | None:
    """The court with the Chinese name `name`, if it is in the table."""
    return next((court for court in courts().values() if court.words.zh == name.strip()), None)


def superior_of(court: Court) -> Court | None:
    """The court that hears appeals against `court`, if it is in the table."""
    return court_named(court.superior) if court.superior else None
