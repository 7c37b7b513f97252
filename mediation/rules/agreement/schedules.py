"""Repayment schedules that sum exactly to the fen.

What rounding leaves over goes into the last payment, so that the parts of principal always come
to the principal. Months end on the corresponding day, or on the last day of a shorter month
(民法典 202); a due date on a rest day is left where the parties put it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from mediation.rules.agreement.terms import Instalment
from mediation.rules.money.amounts import share
from mediation.rules.money.interest import DayCount, simple, whole_fen
from mediation.rules.time.periods import add_months


class Grace(StrEnum):
    """What happens to interest in the months before repayment of principal begins."""

    PAID = "paid"  # interest only is paid
    ADDED = "added"  # it accrues and is added to the principal
    WAIVED = "waived"  # none accrues


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of a schedule, in fen; `balance_fen` is the principal still owed after it."""

    number: int
    due_on: date
    principal_fen: int
    interest_fen: int
    balance_fen: int

    @property
    def fen(self) -> int:
        return self.principal_fen + self.interest_fen


@dataclass(frozen=True, slots=True)
class Schedule:
    """A loan or debt of `principal_fen` and every payment on it.

    `added_fen` is interest that was added to the principal during months of grace.
    """

    principal_fen: int
    payments: tuple[Payment, ...]
    added_fen: int = 0

    @property
    def total_fen(self) -> int:
        return sum(payment.fen for payment in self.payments)

    @property
    def interest_fen(self) -> int:
        """All that is paid beyond the principal, in fen."""
        return self.total_fen - self.principal_fen

    def instalments(self) -> tuple[Instalment, ...]:
        """The payments as instalments of a settlement, those of nothing left out."""
        paid = [payment for payment in self.payments if payment.fen]
        return tuple(Instalment(number, one.due_on, one.fen) for number, one in enumerate(paid, 1))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the principal that the parties put on a day of their choice, in fen."""

    due_on: date
    principal_fen: int


def monthly(first_due_on: date, count: int) -> list[date]:
    """`count` due dates a month apart; each is reckoned from the first, so the 31st comes back."""
    return [add_months(first_due_on, months) for months in range(count)]


def in_equal_parts(total_fen: int, count: int, first_due_on: date) -> tuple[Instalment, ...]:
    """`total_fen` without interest in `count` monthly instalments that differ by one fen at most.

    Raises ValueError for less than one fen each.
    """
    if count < 1 or total_fen < count:
        raise ValueError("each instalment needs at least one fen")
    parts = share(total_fen, [1] * count)
    days = monthly(first_due_on, count)
    return tuple(Instalment(n, day, fen) for n, (day, fen) in enumerate(zip(days, parts, strict=True), 1))


def at_so_much_a_month(total_fen: int, monthly_fen: int, first_due_on: date) -> tuple[Instalment, ...]:
    """`total_fen` without interest at `monthly_fen` a month; the last instalment is what remains."""
    if total_fen < 1 or monthly_fen < 1:
        raise ValueError("total and monthly amount must be at least one fen")
    full, rest = divmod(total_fen, monthly_fen)
    parts = [monthly_fen] * full + [rest] * bool(rest)
    days = monthly(first_due_on, len(parts))
    return tuple(Instalment(n, day, fen) for n, (day, fen) in enumerate(zip(days, parts, strict=True), 1))


def equal_instalments(
    principal_fen: int,
    yearly_percent: Decimal,
    count: int,
    first_due_on: date,
    *,
    grace_months: int = 0,
    grace: Grace = Grace.PAID,
) -> Schedule:
    """等额本息: the same payment every month, interest by twelfths of a year on what is owed.

    `count` payments after `grace_months`. Raises ValueError for a principal below one fen, a
    negative rate or no payment.
    """
    rate, balance, before, added = _begin(
        principal_fen, yearly_percent, count, first_due_on, grace_months, grace
    )
    growth = (1 + rate) ** count
    exact = balance * rate * growth / (growth - 1) if rate else Fraction(balance, count)
    payment = whole_fen(exact)
    rows = list(before)
    for number, due_on in _numbered(first_due_on, grace_months, count):
        interest = whole_fen(balance * rate)
        last = number == grace_months + count
        principal = balance if last else min(balance, max(0, payment - interest))
        balance -= principal
        rows.append(Payment(number, due_on, principal, interest, balance))
    return Schedule(principal_fen, tuple(rows), added)


def equal_principal(
    principal_fen: int,
    yearly_percent: Decimal,
    count: int,
    first_due_on: date,
    *,
    grace_months: int = 0,
    grace: Grace = Grace.PAID,
) -> Schedule:
    """等额本金: the same part of the principal every month, interest by twelfths on what is owed."""
    rate, balance, before, added = _begin(
        principal_fen, yearly_percent, count, first_due_on, grace_months, grace
    )
    rows = list(before)
    parts = share(balance, [1] * count)
    for (number, due_on), principal in zip(_numbered(first_due_on, grace_months, count), parts, strict=True):
        interest = whole_fen(balance * rate)
        balance -= principal
        rows.append(Payment(number, due_on, principal, interest, balance))
    return Schedule(principal_fen, tuple(rows), added)


def interest_only(principal_fen: int, yearly_percent: Decimal, count: int, first_due_on: date) -> Schedule:
    """按月付息到期还本: interest every month, the whole principal with the last payment."""
    if count < 1:
        raise ValueError("a schedule has at least one payment")
    return equal_principal(
        principal_fen, yearly_percent, 1, first_due_on, grace_months=count - 1, grace=Grace.PAID
    )


def custom(
    principal_fen: int,
    yearly_percent: Decimal,
    from_on: date,
    parts: Sequence[Part],
    *,
    count: DayCount,
    free_until: date | None = None,
) -> Schedule:
    """A plan of the parties' own: parts of principal on days of their choice, with the interest due.

    Interest runs from `from_on`, or from `free_until` where a time free of interest was agreed,
    by days on what is owed. Raises ValueError when the parts do not come to the principal, or
    their days are not in order and after `from_on`.
    """
    if sum(part.principal_fen for part in parts) != principal_fen:
        raise ValueError("the parts do not come to the principal")
    days = [from_on, *(part.due_on for part in parts)]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise ValueError("the days must be in order and after the first day of interest")
    if principal_fen < 1 or any(part.principal_fen < 0 for part in parts):
        raise ValueError("principal must be at least one fen and no part negative")
    rows, balance, since = [], principal_fen, from_on
    for number, part in enumerate(parts, 1):
        first = max(since, min(free_until or since, part.due_on))
        interest = simple(balance, yearly_percent, first, part.due_on, count=count).fen
        balance -= part.principal_fen
        rows.append(Payment(number, part.due_on, part.principal_fen, interest, balance))
        since = part.due_on
    return Schedule(principal_fen, tuple(rows))


def _numbered(first_due_on: date, grace_months: int, count: int) -> list[tuple[int, date]]:
    return [
        (number, add_months(first_due_on, number - 1))
        for number in range(grace_months + 1, grace_months + count + 1)
    ]


def _begin(
    principal_fen: int, yearly_percent: Decimal, count: int, first_due_on: date, months: int, grace: Grace
) -> tuple[Fraction, int, tuple[Payment, ...], int]:
    """The monthly rate, what is owed after the months of grace, their rows, and interest added."""
    if principal_fen < 1 or yearly_percent < 0 or count < 1 or months < 0:
        raise ValueError("a schedule needs a principal, a payment and a rate that is not negative")
    rate, balance, rows = Fraction(yearly_percent) / 1200, principal_fen, []
    for number in range(1, months + 1):
        accrued = 0 if grace is Grace.WAIVED else whole_fen(balance * rate)
        paid = accrued if grace is Grace.PAID else 0
        balance += accrued - paid
        rows.append(Payment(number, add_months(first_due_on, number - 1), 0, paid, balance))
    return rate, balance, tuple(rows), balance - principal_fen
