"""Whether a person can keep up the instalments that a settlement would put on them.

A yardstick for the talk, never a condition: it only warns. Limits: `tables/affordability.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from mediation.rules.dated import Dated, the_one_in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.money.amounts import figures
from mediation.rules.rows import Column, rows_of


@dataclass(frozen=True, slots=True)
class Household:
    """A month of the person's money, in fen. `debts_fen`: payments on other debts, apart from outgoings."""

    income_fen: int
    outgoings_fen: int
    debts_fen: int = 0

    @property
    def spare_fen(self) -> int:
        """What is left each month, nothing at least."""
        return max(0, self.income_fen - self.outgoings_fen - self.debts_fen)


@dataclass(frozen=True, slots=True)
class Limit(Dated):
    """One row: a share of the income in percent, or a number of months."""

    code: str
    value: Annotated[int, Column("percent_or_months")]
    words: Words
    note: Words


def limits() -> tuple[Limit, ...]:
    """All rows, in table order."""
    return rows_of("affordability", Limit)


def months_needed(total_fen: int, household: Household) -> int | None:
    """How many months the whole sum takes from what is spare; None where nothing is."""
    return -(-total_fen // household.spare_fen) if household.spare_fen else None


def affordable(
    household: Household, payment_fen: int, *, on: date, months: int = 0, card: bool = False
) -> list[Finding]:
    """What speaks against a monthly payment of `payment_fen`; empty when nothing does.

    `card` with `months`: a personal plan for a credit card, which has a longest term.
    """
    found = []
    if payment_fen > household.spare_fen:
        words = Words(
            "每期 {fen} 元超过每月结余 {spare} 元。",
            "Each payment of {fen} is more than the {spare} yuan left a month.",
        ).within(fen=figures(payment_fen), spare=figures(household.spare_fen))
        advice = Words("延长期数或减少金额。", "Spread it over more months, or lower the sum.")
        found.append(Finding(Outcome.WARN, "payment_over_spare", words, "", advice))
    for code, owed in (("payment_share", payment_fen), ("debt_share", payment_fen + household.debts_fen)):
        limit = _limit(code, on)
        if 100 * owed > limit.value * household.income_fen:
            found.append(Finding(Outcome.WARN, f"{code}_high", _sentence(limit.words), limit.legal_basis))
    limit = _limit("card_plan_months", on)
    if card and months > limit.value:
        found.append(Finding(Outcome.WARN, "card_plan_long", _sentence(limit.words), limit.legal_basis))
    return found


def _limit(code: str, on: date) -> Limit:
    return the_one_in_force([row for row in limits() if row.code == code], on)


def _sentence(words: Words) -> Words:
    return Words(f"{words.zh}。", f"{words.en[0].upper()}{words.en[1:]}.")
