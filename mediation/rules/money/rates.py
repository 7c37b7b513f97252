"""Reference rates by day (LPR, and the benchmark rates before it) and the caps on interest.

A rate is a `Decimal` of percent a year. Beyond the last publication that is loaded the last
rate is given and marked provisional; an administrator loads later months.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from mediation.rules.dated import Dated, NotInForce, in_force, the_one_in_force
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of
from mediation.rules.tables import Checked

# LPR is published on the 20th of every month, later where that is a rest day.
LONGEST_GAP_BETWEEN_PUBLICATIONS = timedelta(days=40)


class Lender(StrEnum):
    """Who lends, as far as the caps on interest ask. Licensed small-loan firms are institutions."""

    PRIVATE = "private"
    INSTITUTION = "institution"


class LprTerm(StrEnum):
    ONE_YEAR = "one_year"
    FIVE_YEARS = "five_years"


@dataclass(frozen=True, slots=True)
class Lpr(Dated):
    """One publication: percent a year, in force until the next."""

    one_year: Decimal
    five_years: Decimal
    note: Words = Words("", "")

    def percent(self, term: LprTerm) -> Decimal:
        return self.one_year if term is LprTerm.ONE_YEAR else self.five_years


@dataclass(frozen=True, slots=True)
class Benchmark(Dated):
    """One change of the benchmark loan rates, percent a year by the length of the loan."""

    to_6_months: Decimal | None
    to_1_year: Decimal
    to_3_years: Decimal
    to_5_years: Decimal
    over_5_years: Decimal
    note: Words

    def percent(self, months: int) -> Decimal:
        """The rate for a loan of `months`; where six months had no rate of their own, that of one year."""
        if months <= 6 and self.to_6_months is not None:
            return self.to_6_months
        tiers = ((12, self.to_1_year), (36, self.to_3_years), (60, self.to_5_years))
        return next((rate for limit, rate in tiers if months <= limit), self.over_5_years)


@dataclass(frozen=True, slots=True)
class Rate:
    """A reference rate for one day. `provisional`: a later publication may change it."""

    yearly_percent: Decimal
    since: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class RateCap:
    """The highest yearly rate that a court will uphold, in percent.

    `mandatory`: the cap is a rule of law; otherwise it is guidance that judges follow.
    """

    yearly_percent: Decimal
    words: Words
    legal_basis: str
    mandatory: bool


@dataclass(frozen=True, slots=True)
class CapRow(Dated):
    """One row of the caps: a fixed rate, or so many times a reference rate."""

    lender: Lender
    kind: str
    value: Decimal
    reference: str
    mandatory: bool
    words: Words
    note: Words


def lpr_published() -> tuple[Lpr, ...]:
    """Every publication that came with the product, the earliest first."""
    return rows_of("lpr", Lpr)


def lpr_with(later: Iterable[tuple[date, Decimal, Decimal]]) -> tuple[Lpr, ...]:
    """The loaded publications and later ones: (published on, one year, five years and more), in percent.

    Raises ValueError for a day that is not after the last one.
    """
    rows = list(lpr_published())
    for published_on, one_year, five_years in later:
        last = rows[-1]
        if published_on <= last.in_force_from:
            raise ValueError(f"{published_on} is not after {last.in_force_from}")
        rows[-1] = replace(last, in_force_to=published_on - timedelta(days=1))
        rows.append(
            Lpr(
                one_year,
                five_years,
                in_force_from=published_on,
                legal_basis=last.legal_basis,
                checked=Checked.KNOWLEDGE,
            )
        )
    return tuple(rows)


def benchmarks() -> tuple[Benchmark, ...]:
    """Every change of the benchmark loan rates, the earliest first; they end where LPR begins."""
    return rows_of("benchmark", Benchmark)


def caps() -> tuple[CapRow, ...]:
    """Every cap on interest, in table order."""
    return rows_of("interest_caps", CapRow)


def lpr_on(day: date, term: LprTerm = LprTerm.ONE_YEAR, rows: tuple[Lpr, ...] | None = None) -> Rate:
    """The LPR in force on `day`, percent a year; raises NotInForce before 2019-08-20."""
    row = the_one_in_force(rows or lpr_published(), day)
    late = row.in_force_to is None and day > row.in_force_from + LONGEST_GAP_BETWEEN_PUBLICATIONS
    return Rate(row.percent(term), row.in_force_from, late)


def benchmark_on(day: date, months: int) -> Rate:
    """The benchmark rate on `day` for a loan of `months`; raises NotInForce before 1995-07-01 and
    since 2019-08-20."""
    row = the_one_in_force(benchmarks(), day)
    return Rate(row.percent(months), row.in_force_from, False)


def cap_on(
    contract_on: date, lender: Lender, *, months: int = 12, rows: tuple[Lpr, ...] | None = None
) -> RateCap | None:
    """The cap for a contract made on `contract_on`, None where the table knows none.

    `months`: the length of the loan, asked for contracts before 2015-09-01 only.
    """
    found = in_force([row for row in caps() if row.lender is lender], contract_on)
    if not found:
        return None
    (row,) = found
    if row.kind == "fixed":
        return RateCap(row.value, row.words, row.legal_basis, row.mandatory)
    try:
        if row.reference == "benchmark":
            reference = benchmark_on(contract_on, months)
        else:
            reference = lpr_on(contract_on, LprTerm.ONE_YEAR, rows)
    except NotInForce:
        return None
    facts = {"value": row.value, "rate": reference.yearly_percent}
    words = Words(row.words.zh + "（{value} × {rate}%）", row.words.en + " ({value} × {rate}%)").within(
        **facts
    )
    return RateCap(row.value * reference.yearly_percent, words, row.legal_basis, row.mandatory)


def yearly_from_daily(per_ten_thousand: Decimal, days_in_year: int = 365) -> Decimal:
    """Percent a year from a rate of so many ten-thousandths a day (日万分之五 -> 18.25)."""
    return per_ten_thousand * days_in_year / 100


def yearly_from_monthly(percent_a_month: Decimal) -> Decimal:
    """Percent a year, without compounding, from percent a month (月利率1.2% -> 14.4)."""
    return percent_a_month * 12
