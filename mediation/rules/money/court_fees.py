"""What a court charges: a claim for money by brackets, a payment order one third of that.

Source: 诉讼费用交纳办法 arts 13(1), 14(3). The brackets are `tables/court_fees.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of

ORDER_PART = 3  # 比照财产案件受理费标准的1/3
ORDER_BASIS = "诉讼费用交纳办法第14条第3项"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket(Dated):
    """One row: `percent` of the part of the claim above `over_fen`, and `base_fen` for every claim."""

    code: str
    over_fen: Annotated[int, Column("over", read=_fen_of)]
    percent: Decimal
    base_fen: Annotated[int, Column("base", read=_fen_of)] = 0
    words: Words


def _fen_of(yuan: str) -> int:
    return int(yuan) * 100


def brackets() -> tuple[Bracket, ...]:
    """Every row, in table order."""
    return rows_of("court_fees", Bracket)


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
