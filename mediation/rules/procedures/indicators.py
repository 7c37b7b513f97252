"""Rates with numerator and denominator, times to the day, and what is too small to be published.

A rate is never shown alone: `Rate.words` names both numbers and what they count. Which number
stands over which is a row of `tables/indicators.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from mediation.rules.dated import Dated, the_one_in_force
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of

SMALLEST_PUBLIC = 5

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Indicator(Dated):
    """One row: what a rate is called and what it divides by what."""

    code: str
    words: Words
    over: Words
    under: Words
    note: Words


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with both its numbers. `percent` is None where there is nothing to divide by."""

    indicator: Indicator
    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        """Percent to one decimal, half up."""
        if not self.denominator:
            return None
        exact = Decimal(self.numerator) * 100 / self.denominator
        return exact.quantize(_TENTH, ROUND_HALF_UP)

    @property
    def is_public(self) -> bool:
        """Whether neither part of the rate is so small that it could point at a person."""
        rest = self.denominator - self.numerator
        return self.denominator >= SMALLEST_PUBLIC and not any(
            is_small(part) for part in (self.numerator, rest)
        )

    @property
    def words(self) -> Words:
        shown = "—" if self.percent is None else f"{self.percent}%"
        name, over, under = self.indicator.words, self.indicator.over, self.indicator.under
        return Words(
            f"{name.zh} {shown}（{over.zh} {self.numerator} ÷ {under.zh} {self.denominator}）",
            f"{name.en} {shown} ({over.en} {self.numerator} ÷ {under.en} {self.denominator})",
        )


@dataclass(frozen=True, slots=True)
class Times:
    """Days that cases took: how many, mean to one decimal, median and ninth decile in whole or half days."""

    count: int
    mean: Decimal
    median: Decimal
    ninth_decile: int


def indicators() -> tuple[Indicator, ...]:
    """Every row, in table order."""
    return rows_of("indicators", Indicator)


def rate(code: str, numerator: int, denominator: int, *, on: date) -> Rate:
    """The rate of `code` with its two counts.

    Raises ValueError for counts below zero or a numerator above its denominator, NotInForce for
    an unknown code.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share")
    row = the_one_in_force([one for one in indicators() if one.code == code], on)
    return Rate(row, numerator, denominator)


def success_rates(settled: int, completed: int, accepted: int, *, on: date) -> tuple[Rate, Rate]:
    """The success rate over completed cases and over accepted ones; both are always shown."""
    return (
        rate("success_of_completed", settled, completed, on=on),
        rate("success_of_accepted", settled, accepted, on=on),
    )


def times(days: Sequence[int]) -> Times | None:
    """Mean, median and ninth decile (nearest rank) of whole days; None for no case."""
    if not days:
        return None
    ordered, count = sorted(days), len(days)
    mean = (Decimal(sum(ordered)) / count).quantize(_TENTH, ROUND_HALF_UP)
    median = Decimal(ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return Times(count, mean, median, ordered[-(-9 * count // 10) - 1])


def is_small(count: int) -> bool:
    """Whether a count is too small for a public figure; nothing at all may be published."""
    return 0 < count < SMALLEST_PUBLIC


def public_counts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The counts of one public table that shows its total, with None for what is suppressed.

    Where one count alone would be suppressed, the smallest other one is too, since the total
    would give the first away.
    """
    hidden = {key for key, count in counts.items() if is_small(count)}
    if len(hidden) == 1:
        others = sorted((count, key) for key, count in counts.items() if key not in hidden and count)
        hidden |= {key for _, key in others[:1]}
    return {key: None if key in hidden else count for key, count in counts.items()}
