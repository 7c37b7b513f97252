"""The lines of consent to the use of personal data, each its own and each with a version.

PIPL 14 and 17 (consent after notice), 29 (sensitive data separately), 23 (one line per kind of
receiver). A change of a text is a new row with a new version: the case keeps the version that
was read. `tables/privacy_lines.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from mediation.rules import tables
from mediation.rules.dated import in_force
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One statement to tick; `{centre}` in it is the centre's full name.

    `required` lines are those without which nobody could handle the complaint; the others may
    stay open without harm (PIPL 16).
    """

    code: str
    version: str
    required: bool
    words: Words
    detail: Words
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    checked: str


@cache
def _all() -> tuple[ConsentLine, ...]:
    return tuple(
        ConsentLine(
            code=row["code"],
            version=row["version"],
            required=row["required"] == "yes",
            words=Words(row["zh"], row["en"]),
            detail=Words(row["detail_zh"], row["detail_en"]),
            in_force_from=tables.first_day(row["in_force_from"]),
            in_force_to=tables.day(row["in_force_to"]),
            legal_basis=row["legal_basis"],
            checked=row["checked"],
        )
        for row in tables.read("privacy_lines")
    )


def consent_lines(*, on: date) -> tuple[ConsentLine, ...]:
    """The lines shown on the day `on`, in order."""
    return tuple(in_force(_all(), on))
