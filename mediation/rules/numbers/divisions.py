"""Places: provinces, cities and counties of the whole country, townships of Fujian and Chongqing.

Codes are those of GB/T 2260 (six digits; nine for a township). What lies where follows from the
code. A place that was replaced keeps its row with its last day, because old cases name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from mediation.rules.dated import is_in_force
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of


class Level(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Division:
    """One place. `name_en` is empty where none was loaded; `words` then shows the Chinese name."""

    code: str
    name: str
    name_en: str = ""
    in_force_from: date = date.min
    in_force_to: date | None = None
    replaced_by: str = ""

    @property
    def level(self) -> Level:
        if len(self.code) == 9:
            return Level.TOWNSHIP
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.CITY if self.code.endswith("00") else Level.COUNTY

    @property
    def words(self) -> Words:
        return Words(self.name, self.name_en or self.name)


@dataclass(frozen=True, slots=True)
class _Township:
    code: str
    name: str
    in_force_to: date | None


@cache
def divisions() -> dict[str, Division]:
    """Every place down to the county, by code, past ones too."""
    return {row.code: row for row in rows_of("divisions", Division)}


@cache
def townships() -> dict[str, Division]:
    """Every street and town that is loaded, by its nine-digit code."""
    rows = rows_of("townships", _Township)
    return {row.code: Division(row.code, row.name, in_force_to=row.in_force_to) for row in rows}


def division(code: str) -> Division:
    """The place of a six- or nine-digit code, past ones too; raises KeyError for an unknown one."""
    return townships()[code] if len(code) == 9 else divisions()[code]


def parent(code: str) -> Division | None:
    """What the place lies in; None for a province. Counties right under a province have no city."""
    if len(code) == 9:
        return division(code[:6])
    if code.endswith("0000"):
        return None
    city = divisions().get(f"{code[:4]}00")
    return city if city is not None and city.code != code else division(f"{code[:2]}0000")


def line(code: str) -> tuple[Division, ...]:
    """The place and all that it lies in, the province first."""
    above = parent(code)
    return (*(line(above.code) if above else ()), division(code))


def full_name(code: str) -> Words:
    """福建省厦门市思明区 / Siming, Xiamen, Fujian."""
    places = line(code)
    return Words("".join(one.name for one in places), ", ".join(one.words.en for one in reversed(places)))


def within(code: str, outer: str) -> bool:
    """Whether the place `code` is `outer` or lies in it."""
    return any(one.code == outer for one in line(code))


@cache
def places_in(code: str, on: date) -> tuple[Division, ...]:
    """What lies right under a place on the day `on`: cities or counties, or a county's townships."""
    if not code.endswith("00"):
        rows = [one for one in townships().values() if one.code.startswith(code)]
    else:
        rows = [one for one in divisions().values() if (above := parent(one.code)) and above.code == code]
    return tuple(one for one in rows if is_in_force(one, on))


@cache
def _counties(on: date) -> tuple[Division, ...]:
    return tuple(one for one in divisions().values() if one.level is Level.COUNTY and is_in_force(one, on))


def county_in(text: str, *, on: date) -> str:
    """The code of the county that an address names (福建省厦门市思明区…); empty where it is not one alone.

    A name that several counties share is told apart by the city or province that stands beside it.
    """
    named = [one for one in _counties(on) if one.name in text]
    longest = [
        one for one in named if not any(one.name != other.name and one.name in other.name for other in named)
    ]
    beside = [one for one in longest if any(above.name in text for above in line(one.code)[:-1])]
    found = beside or longest
    return found[0].code if len(found) == 1 else ""


@cache
def provinces() -> tuple[Division, ...]:
    return tuple(one for one in divisions().values() if one.level is Level.PROVINCE)


def place_today(code: str, on: date) -> Division:
    """The place that holds the ground of `code` on the day `on`, where it was replaced."""
    place = division(code)
    return division(place.replaced_by) if place.replaced_by and not is_in_force(place, on) else place


def counties_named(text: str, on: date) -> tuple[Division, ...]:
    """The counties that an address begins with or is the name of, by the longest name that fits.

    "厦门市思明区莲前街道" is one; "鼓楼区" alone is several; an address that names none is empty.
    """
    typed = "".join(text.split())
    fitting: dict[int, list[Division]] = {}
    for length, name, one in _county_names():
        if typed.startswith(name) and is_in_force(one, on):
            fitting.setdefault(length, []).append(one)
    return tuple(fitting[max(fitting)]) if fitting else ()


@cache
def _county_names() -> tuple[tuple[int, str, Division], ...]:
    """Every way in which a county is written, with its length: with and without province and city."""
    found = []
    for one in divisions().values():
        if one.level is Level.COUNTY:
            above = [up.name for up in line(one.code)[:-1]]
            for before in {"", "".join(above), above[-1], above[0]}:
                found.append((len(before + one.name), before + one.name, one))
    return tuple(found)
