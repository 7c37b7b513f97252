"""The city's districts by division code, for addresses and routing: `tables/districts.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from mediation.rules import tables
from mediation.rules.dated import in_force
from mediation.rules.findings import Words

ELSEWHERE = "elsewhere"
ELSEWHERE_WORDS = Words("本市以外", "Outside the city")


@dataclass(frozen=True, slots=True)
class District:
    code: str
    words: Words
    city: Words
    in_force_from: date
    in_force_to: date | None


@cache
def _all() -> tuple[District, ...]:
    return tuple(
        District(
            code=row["code"],
            words=Words(row["name_zh"], row["name_en"]),
            city=Words(row["city_zh"], row["city_en"]),
            in_force_from=tables.first_day(row["in_force_from"]),
            in_force_to=tables.day(row["in_force_to"]),
        )
        for row in tables.read("districts")
    )


def districts(*, on: date) -> tuple[District, ...]:
    """The districts that exist on the day `on`, by code."""
    return tuple(in_force(_all(), on))


def district_words(code: str, *, on: date) -> Words:
    """The name of a district; the code itself where the table does not know it."""
    if code == ELSEWHERE:
        return ELSEWHERE_WORDS
    found = next((district for district in districts(on=on) if district.code == code), None)
    return found.words if found else Words(code, code)
