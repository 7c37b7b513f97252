"""Money: whole fen in, whole fen out.

An amount is an `int` of fen everywhere. This file shows amounts in figures, shares them
without losing a fen, and is the door to the two readers: `parse_fen` for what people type
(`amounts_typed`) and `capitals` / `from_capitals` for the form of the banks (`amounts_in_capitals`).
"""

from __future__ import annotations

from collections.abc import Sequence

from mediation.rules.money.amounts_in_capitals import accepted_capitals, capitals, from_capitals
from mediation.rules.money.amounts_typed import UPPER_BOUND, parse_fen
from mediation.rules.refusals import NotAnAmount

__all__ = [
    "UPPER_BOUND",
    "NotAnAmount",
    "accepted_capitals",
    "capitals",
    "figures",
    "from_capitals",
    "parse_fen",
    "share",
]


def figures(fen: int) -> str:
    """The amount in yuan with thousands separators and two decimals: 1260000 -> "12,600.00"."""
    sign, whole = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` fen in proportion to `weights`; the parts always sum to `total`.

    Largest remainder: each part is rounded towards zero, the fen left over go one each to the
    largest remainders, the earlier part first when remainders are equal. A part of weight 0
    gets nothing. Raises ValueError when a weight is negative or all are zero.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative and must not all be zero")
    sign = -1 if total < 0 else 1
    quotients = [divmod(abs(total) * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in quotients]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-quotients[place][1], place))
    for place in by_remainder[: abs(total) - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]
