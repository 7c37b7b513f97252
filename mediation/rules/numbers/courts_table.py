"""The courts and the case-type words of `tables/courts.csv` and `tables/case_types.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from mediation.rules.findings import Words
from mediation.rules.tables import Checked, day, first_day, read


@dataclass(frozen=True, slots=True)
class Court:
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
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class CaseType:
    """A type word (类型代字); `style` is new, or old for what only imports may bring."""

    word: str
    words: Words
    style: str
    note: str
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    checked: Checked


@cache
def courts() -> Mapping[str, Court]:
    """All courts by their code."""
    return MappingProxyType({row["code"]: _court(row) for row in read("courts")})


@cache
def case_types() -> Mapping[str, CaseType]:
    """All type words."""
    return MappingProxyType({row["word"]: _case_type(row) for row in read("case_types")})


def court_named(name: str) -> Court | None:
    """The court with the Chinese name `name`, if it is in the table."""
    return next((court for court in courts().values() if court.words.zh == name.strip()), None)


def superior_of(court: Court) -> Court | None:
    """The court that hears appeals against `court`, if it is in the table."""
    return court_named(court.superior) if court.superior else None


def _court(row: Mapping[str, str]) -> Court:
    return Court(
        words=Words(row["zh"], row["en"]),
        province=row["province"],
        level=row["level"],
        code=row["code"],
        superior=row["superior"],
        confidence=row["confidence"],
        note=row["note"],
        in_force_from=first_day(row["in_force_from"]),
        in_force_to=day(row["in_force_to"]),
        legal_basis=row["legal_basis"],
        checked=Checked(row["checked"]),
    )


def _case_type(row: Mapping[str, str]) -> CaseType:
    return CaseType(
        word=row["word"],
        words=Words(row["zh"], row["en"]),
        style=row["style"],
        note=row["note"],
        in_force_from=first_day(row["in_force_from"]),
        in_force_to=day(row["in_force_to"]),
        legal_basis=row["legal_basis"],
        checked=Checked(row["checked"]),
    )
