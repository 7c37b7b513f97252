"""What a loan really costs in a year: the rate at which all payments are worth what was received.

Two figures that people confuse are both given: the plain yearly rate (periodic rate times
periods) and the effective one (compounded). Decimal throughout, found by halving.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

_DIGITS = 60
_HALVINGS = 170
_HIGHEST = Decimal(1000)  # a hundred thousand percent a period
_SHOWN = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class YearlyCost:
    """Percent a year, to four decimals."""

    plain_percent: Decimal
    effective_percent: Decimal


def cost_of_monthly(received_fen: int, payments_fen: Sequence[int]) -> YearlyCost:
    """The yearly cost of `received_fen` paid back in monthly payments, the first a month later.

    Fees taken from the loan are left out of what was received; fees paid with an instalment
    are part of that payment. Raises ValueError when less is paid than was received.
    """
    _refuse(received_fen, payments_fen)
    with localcontext() as context:
        context.prec = _DIGITS

        def worth(rate: Decimal) -> Decimal:
            step, factor, total = 1 / (1 + rate), Decimal(1), Decimal(-received_fen)
            for payment in payments_fen:
                factor *= step
                total += payment * factor
            return total

        rate = _root(worth)
        return YearlyCost((rate * 1200).quantize(_SHOWN), (((1 + rate) ** 12 - 1) * 100).quantize(_SHOWN))


def cost_of_dated(received_fen: int, received_on: date, payments: Sequence[tuple[date, int]]) -> YearlyCost:
    """The yearly cost of a sum received on a day and paid back on other days, in years of 365 days.

    Plain and effective rate are the same figure here, as there is no period to multiply.
    Raises ValueError when less is paid than was received, or a payment is not after the receipt.
    """
    _refuse(received_fen, [fen for _, fen in payments])
    if any(day <= received_on for day, _ in payments):
        raise ValueError("payments come after the money was received")
    with localcontext() as context:
        context.prec = _DIGITS
        years = [(Decimal((day - received_on).days) / 365, fen) for day, fen in payments]

        def worth(rate: Decimal) -> Decimal:
            return sum((fen * (1 + rate) ** -time for time, fen in years), Decimal(-received_fen))

        percent = (_root(worth) * 100).quantize(_SHOWN)
        return YearlyCost(percent, percent)


def _refuse(received_fen: int, payments_fen: Sequence[int]) -> None:
    if received_fen < 1 or not payments_fen or min(payments_fen) < 0:
        raise ValueError("a sum received and payments of nothing or more are needed")
    if sum(payments_fen) < received_fen:
        raise ValueError("less is paid than was received: there is no cost to state")


def _root(worth: Callable[[Decimal], Decimal]) -> Decimal:
    """The rate at which `worth` is nil; worth falls as the rate rises."""
    low, high = Decimal(0), _HIGHEST
    if worth(high) > 0:
        raise ValueError("the cost is beyond any rate that could be stated")
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if worth(middle) > 0:
            low = middle
        else:
            high = middle
    return high
