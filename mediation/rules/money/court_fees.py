"""What a court charges: a claim for money by brackets, a payment order one third of that.

Source: 诉讼费用交纳办法 arts 13(1), 14(3). The brackets are `tables/court_fees.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from mediation.rules import tables
from mediation.rules.dated import in_force
from mediation.rules.findings import Words

ORDER_PART = 3  # 比照财产案件受理费标准的1/3
ORDER_BASIS = "诉讼费用交纳办法第14条第3项"


@dataclass(frozen=True, slots=True)
class Bracket:
    """One row: `percent` of the part of the claim above `over_fen`, and `base_fen` for every claim."""

    code: str
    over_fen: int
    percent: Decimal
    base_fen: int
    words: Words
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    checked: str


@cache
def brackets() -> tuple[Bracket, ...]:
    """Every row, in table order."""
    return tuple(
        Bracket(
            code=row["code"],
            over_fen=int(row["over"]) * 100,
            percent=Decimal(row["percent"]),
            base_fen=int(row["base"] or 0) * 100,
            words=Words(row["zh"], row["en"]),
            in_force_from=tables.first_day(row["in_force_from"]),
            in_force_to=tables.day(row["in_force_to"]),
            legal_basis=row["legal_basis"],
            checked=row["checked"],
        )
        for row in tables.read("court_fees")
    )


def property_fee(claim_fen: int, *, on: date) -> int:
    """财产案件受理费 in fen for a claim of `claim_fen`, each part at the rate of its bracket.

    Raises ValueError for a claim that is not positive.
    """
    return _fen(_exact(claim_fen, on))


def order_fee(claim_fen: int, *, on: date) -> int:
    """支付令申请费 in fen: one third of the fee for a claim of that amount."""
    return _fen(_exact(claim_fen, on) / ORDER_PART)


def _exact(claim_fen: int, on: date) -> Decimal:
    if claim_fen < 1:
        raise ValueError("a fee is reckoned from a positive claim")
    rows = in_force(brackets(), on)
    ends = [row.over_fen for row in rows[1:]] + [claim_fen]
    parts = (
        row.base_fen + max(min(claim_fen, end) - row.over_fen, 0) * row.percent / 100
        for row, end in zip(rows, ends, strict=True)
    )
    return sum(parts, Decimal(0))


def _fen(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))
