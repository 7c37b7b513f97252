"""Interest on money, exact to the fen, with its steps in words.

Days run from the first day, included, to the last, excluded (算头不算尾). The convention of
counting days is never defaulted, because 360 and 365 and thirty-day months give different
amounts and disputes are about just that. Fractions inside, whole fen at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from mediation.rules.dated import NotInForce
from mediation.rules.findings import Words
from mediation.rules.money.amounts import figures
from mediation.rules.money.rates import Lpr, LprTerm, lpr_on, lpr_published


class DayCount(StrEnum):
    """How days become a part of a year. Stored; never renamed."""

    ACTUAL_360 = "actual_360"
    ACTUAL_365 = "actual_365"
    THIRTY_360 = "thirty_360"


DAY_COUNT_WORDS = {
    DayCount.ACTUAL_360: Words("实际天数/360", "actual days / 360"),
    DayCount.ACTUAL_365: Words("实际天数/365", "actual days / 365"),
    DayCount.THIRTY_360: Words("每月30天/360", "30-day months / 360"),
}


class Rounding(StrEnum):
    """What becomes of parts of a fen. Courts have been seen to truncate."""

    HALF_UP = "half_up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Accrued:
    """Interest in fen, exact and rounded, with its steps. `provisional`: a rate is not final."""

    exact: Fraction
    fen: int
    steps: tuple[Words, ...]
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """What is owed for being late: on the principal (罚息) and on unpaid interest (复利), in fen."""

    yearly_percent: Decimal
    on_principal: Accrued
    on_interest: Accrued

    @property
    def fen(self) -> int:
        return self.on_principal.fen + self.on_interest.fen


def days_between(from_on: date, to_on: date, count: DayCount) -> int:
    """Days from `from_on`, included, to `to_on`, excluded; raises ValueError when that is backwards."""
    if to_on < from_on:
        raise ValueError(f"{to_on} is before {from_on}")
    if count is not DayCount.THIRTY_360:
        return (to_on - from_on).days
    months = 12 * (to_on.year - from_on.year) + to_on.month - from_on.month
    return 30 * months + min(to_on.day, 30) - min(from_on.day, 30)


def part_of_year(from_on: date, to_on: date, count: DayCount) -> Fraction:
    """The part of a year between two days by the convention."""
    year = 365 if count is DayCount.ACTUAL_365 else 360
    return Fraction(days_between(from_on, to_on, count), year)


def whole_fen(exact: Fraction, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Whole fen of a non-negative amount."""
    return int(exact) if rounding is Rounding.DOWN else int(exact + Fraction(1, 2))


def simple(
    principal_fen: int,
    yearly_percent: Decimal,
    from_on: date,
    to_on: date,
    *,
    count: DayCount,
    rounding: Rounding = Rounding.HALF_UP,
) -> Accrued:
    """Simple interest in fen. Raises ValueError for negative input or days that run backwards."""
    _refuse_negative(principal_fen, yearly_percent)
    exact = _exact(principal_fen, yearly_percent, from_on, to_on, count)
    fen = whole_fen(exact, rounding)
    return Accrued(exact, fen, (_step(principal_fen, yearly_percent, from_on, to_on, count, fen),))


def compound(
    principal_fen: int,
    yearly_percent: Decimal,
    from_on: date,
    to_on: date,
    *,
    capitalised_on: Sequence[date],
    count: DayCount,
    rounding: Rounding = Rounding.HALF_UP,
) -> Accrued:
    """Interest in fen where on each day of `capitalised_on` what accrued is added to the principal.

    It is added in whole fen, as a bank books it. Raises ValueError when the days are not in
    order or not between `from_on` and `to_on`.
    """
    _refuse_negative(principal_fen, yearly_percent)
    days = [from_on, *capitalised_on, to_on]
    if days != sorted(days):
        raise ValueError("the days of capitalisation must be in order and within the period")
    balance, steps, exact = principal_fen, [], Fraction(0)
    for first, last in pairwise(days):
        if first == last:
            continue
        part = _exact(balance, yearly_percent, first, last, count)
        fen = whole_fen(part, rounding)
        steps.append(_step(balance, yearly_percent, first, last, count, fen))
        exact += part
        balance += fen
    return Accrued(exact, balance - principal_fen, tuple(steps))


def floating(
    principal_fen: int,
    from_on: date,
    to_on: date,
    *,
    count: DayCount,
    term: LprTerm = LprTerm.ONE_YEAR,
    times: Decimal = Decimal(1),
    plus_percent: Decimal = Decimal(0),
    rounding: Rounding = Rounding.HALF_UP,
    published: tuple[Lpr, ...] | None = None,
) -> Accrued:
    """Simple interest in fen at `times` LPR plus `plus_percent`, changing with every publication.

    Raises NotInForce where the period begins before LPR did (2019-08-20), ValueError for
    negative input.
    """
    _refuse_negative(principal_fen, times)
    rows = published or lpr_published()
    if from_on < rows[0].in_force_from:
        raise NotInForce(f"LPR begins on {rows[0].in_force_from}")
    days_between(from_on, to_on, count)
    exact, steps, pieces = Fraction(0), [], _pieces(rows, term, from_on, to_on)
    for first, last, lpr in pieces:
        percent = lpr * times + plus_percent
        part = _exact(principal_fen, percent, first, last, count)
        exact += part
        steps.append(_step(principal_fen, percent, first, last, count, whole_fen(part, rounding)))
    provisional = to_on > from_on and lpr_on(to_on - timedelta(days=1), term, rows).provisional
    fen = whole_fen(exact, rounding)
    steps.append(
        Words(f"各段合计后取整 {figures(fen)} 元。", f"Summed before rounding: {figures(fen)} yuan.")
    )
    if provisional:
        steps.append(
            Words(
                "最近月份的LPR尚未录入，结果为暂计。",
                "The latest LPR is not loaded: the result is provisional.",
            )
        )
    return Accrued(exact, fen, tuple(steps), provisional)


def late(
    principal_fen: int,
    unpaid_interest_fen: int,
    contract_percent: Decimal,
    from_on: date,
    to_on: date,
    *,
    uplift_percent: Decimal,
    count: DayCount,
    on_interest: bool = True,
    rounding: Rounding = Rounding.HALF_UP,
) -> Late:
    """Penalty interest (罚息) on overdue principal, and compound interest (复利) on unpaid interest.

    Both run at the contract rate raised by `uplift_percent` of itself: contract 6, uplift 50
    gives 9. Banks raise by 30 to 50 (银发〔2003〕251号第3条, to be confirmed). No interest runs
    on the penalty itself. `on_interest`: whether the contract provides for compound interest.
    """
    percent = contract_percent * (100 + uplift_percent) / 100
    owed_on = unpaid_interest_fen if on_interest else 0
    return Late(
        percent,
        simple(principal_fen, percent, from_on, to_on, count=count, rounding=rounding),
        simple(owed_on, percent, from_on, to_on, count=count, rounding=rounding),
    )


def _pieces(
    rows: tuple[Lpr, ...], term: LprTerm, from_on: date, to_on: date
) -> list[tuple[date, date, Decimal]]:
    """Stretches of one rate; neighbours with the same rate are one stretch."""
    pieces: list[tuple[date, date, Decimal]] = []
    for row in rows:
        first = max(from_on, row.in_force_from)
        last = to_on if row.in_force_to is None else min(to_on, row.in_force_to + timedelta(days=1))
        if first >= last:
            continue
        if pieces and pieces[-1][2] == row.percent(term):
            pieces[-1] = (pieces[-1][0], last, pieces[-1][2])
        else:
            pieces.append((first, last, row.percent(term)))
    return pieces


def _exact(principal_fen: int, percent: Decimal, from_on: date, to_on: date, count: DayCount) -> Fraction:
    return principal_fen * Fraction(percent) / 100 * part_of_year(from_on, to_on, count)


def _refuse_negative(*values: int | Decimal) -> None:
    if any(value < 0 for value in values):
        raise ValueError("principal and rate must not be negative")


def _step(
    principal_fen: int, percent: Decimal, from_on: date, to_on: date, count: DayCount, fen: int
) -> Words:
    days, words = days_between(from_on, to_on, count), DAY_COUNT_WORDS[count]
    sum_, result = figures(principal_fen), figures(fen)
    return Words(
        f"{from_on} 起至 {to_on}（不含）共 {days} 天："
        f"{sum_} × {percent}% × {days} 天（{words.zh}）= {result} 元。",
        f"{from_on} to {to_on} (excluded), {days} days: "
        f"{sum_} × {percent}% × {days} days ({words.en}) = {result} yuan.",
    )
