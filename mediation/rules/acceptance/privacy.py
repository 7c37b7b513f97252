"""The lines of consent to the use of personal data, each its own and each with a version.

PIPL 14 and 17 (consent after notice), 29 (sensitive data separately), 23 (one line per kind of
receiver). A change of a text is a new row with a new version: the case keeps the version that
was read. `tables/privacy_lines.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of


@dataclass(frozen=True, slots=True)
class ConsentLine(Dated):
    """One statement to tick; `{centre}` in it is the centre's full name.

    `required` lines are those without which nobody could handle the complaint; the others may
    stay open without harm (PIPL 16).
    """

    code: str
    version: str
    required: bool
    words: Words
    detail: Words
    note: str


def all_lines() -> tuple[ConsentLine, ...]:
    """Every line in every version, in table order."""
    return rows_of("privacy_lines", ConsentLine)


def consent_lines(*, on: date) -> tuple[ConsentLine, ...]:
    """The lines shown on the day `on`, in order."""
    return tuple(in_force(all_lines(), on))
