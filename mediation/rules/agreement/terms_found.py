"""What a test of settlement terms says before `tables/lint.csv` has said what it weighs."""

from __future__ import annotations

from dataclasses import dataclass

from mediation.rules.findings import Words
from mediation.rules.money.amounts import figures


@dataclass(frozen=True, slots=True)
class Found:
    """A fault found, before the table has said what it weighs."""

    code: str
    words: Words
    advice: Words | None = None
    legal_basis: str = ""


def yuan(fen: int) -> str:
    return f"¥{figures(fen)}"
