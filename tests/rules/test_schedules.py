"""Repayment schedules, their yearly cost, and whether a person can bear them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.agreement.schedules import (
    Grace,
    Part,
    Schedule,
    at_so_much_a_month,
    custom,
    equal_instalments,
    equal_principal,
    in_equal_parts,
    interest_only,
    monthly,
)
from mediation.rules.money.affordability import Household, affordable, months_needed
from mediation.rules.money.cost import cost_of_dated, cost_of_monthly
from mediation.rules.money.interest import DayCount
from mediation.rules.time.periods import add_months

D = Decimal
FIRST = date(2026, 12, 31)

KINDS = (equal_instalments, equal_principal)


def sums_exactly(schedule: Schedule) -> bool:
    owed = schedule.principal_fen + schedule.added_fen
    return (
        sum(one.principal_fen for one in schedule.payments) == owed and schedule.payments[-1].balance_fen == 0
    )


@given(
    principal=st.integers(1, 10**12),
    percent=st.decimals(0, 36, places=2),
    count=st.integers(1, 120),
    grace_months=st.integers(0, 12),
    grace=st.sampled_from(Grace),
    kind=st.sampled_from(KINDS),
)
def test_every_schedule_sums_to_the_fen(
    principal: int, percent: Decimal, count: int, grace_months: int, grace: Grace, kind: type
) -> None:
    schedule = kind(principal, percent, count, FIRST, grace_months=grace_months, grace=grace)
    assert sums_exactly(schedule)
    assert len(schedule.payments) == count + grace_months
    assert all(one.principal_fen >= 0 and one.interest_fen >= 0 for one in schedule.payments)


@given(st.integers(100_000, 10**11), st.decimals("0.1", 36, places=2), st.integers(1, 120))
def test_equal_instalments_agree_with_numpy_financial(principal: int, percent: Decimal, count: int) -> None:
    schedule = equal_instalments(principal, percent, count, FIRST)
    rate = float(percent) / 1200
    payment = -float(npf.pmt(rate, count, principal))
    assert schedule.payments[0].fen == pytest.approx(payment, abs=1) or count == 1
    half = (count + 1) // 2
    interest = -float(npf.ipmt(rate, half, count, principal))
    # each of `half` roundings moves what is owed by half a fen, and that bears interest
    assert schedule.payments[half - 1].interest_fen == pytest.approx(interest, abs=1 + half * rate * 2)


@given(st.integers(100_000, 10**10), st.decimals("0.5", 36, places=2), st.integers(2, 60))
def test_the_yearly_cost_of_a_schedule_agrees_with_numpy_financial(
    principal: int, percent: Decimal, count: int
) -> None:
    payments = [one.fen for one in equal_principal(principal, percent, count, FIRST).payments]
    rate = float(npf.irr([-principal, *payments]))
    cost = cost_of_monthly(principal, payments)
    assert float(cost.plain_percent) == pytest.approx(rate * 1200, abs=0.0002)
    assert float(cost.effective_percent) == pytest.approx(((1 + rate) ** 12 - 1) * 100, abs=0.0002)


@given(st.integers(1, 10**12), st.integers(1, 120))
def test_equal_parts_differ_by_one_fen_at_most(total: int, count: int) -> None:
    if total < count:
        with pytest.raises(ValueError, match="one fen"):
            in_equal_parts(total, count, FIRST)
        return
    parts = [one.fen for one in in_equal_parts(total, count, FIRST)]
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1


ROWS = [
    # schedule, the payments in fen, remark
    (
        equal_instalments(12_000_000, D("4.8"), 3, FIRST),
        [4_032_043, 4_032_043, 4_032_042],
        "120,000 over 3 months: the last takes the fen that rounding left",
    ),
    (equal_instalments(10_000, D(0), 3, FIRST), [3_333, 3_333, 3_334], "free of interest"),
    (equal_instalments(100_000, D(12), 1, FIRST), [101_000], "one payment"),
    (
        equal_principal(1_200_000, D(12), 3, FIRST),
        [412_000, 408_000, 404_000],
        "interest falls with what is owed",
    ),
    (interest_only(1_000_000, D(6), 3, FIRST), [5_000, 5_000, 1_005_000], "principal at the end"),
    (interest_only(1_000_000, D(6), 1, FIRST), [1_005_000], "one month"),
    (
        equal_principal(1_200_000, D(12), 2, FIRST, grace_months=2, grace=Grace.PAID),
        [12_000, 12_000, 612_000, 606_000],
        "two months of interest only",
    ),
    (
        equal_principal(1_200_000, D(12), 2, FIRST, grace_months=2, grace=Grace.WAIVED),
        [0, 0, 612_000, 606_000],
        "two months free of interest",
    ),
    (
        equal_principal(1_200_000, D(12), 2, FIRST, grace_months=1, grace=Grace.ADDED),
        [0, 606_000 + 12_120, 606_000 + 6_060],
        "the interest of the month is added: 1,212,000 owed",
    ),
]


@pytest.mark.parametrize(("schedule", "payments", "remark"), ROWS, ids=[row[2] for row in ROWS])
def test_schedules_by_hand(schedule: Schedule, payments: list[int], remark: str) -> None:
    assert [one.fen for one in schedule.payments] == payments, remark
    assert sums_exactly(schedule)


def test_a_plan_of_the_parties_own_bears_interest_by_days_on_what_is_owed() -> None:
    parts = [Part(date(2026, 3, 1), 400_000), Part(date(2026, 6, 1), 600_000)]
    schedule = custom(1_000_000, D(6), date(2026, 1, 1), parts, count=DayCount.ACTUAL_365)
    # 59 days on 10,000 = 96.99; 92 days on 6,000 = 90.74
    assert [one.interest_fen for one in schedule.payments] == [9_699, 9_074]
    assert (schedule.total_fen, schedule.interest_fen) == (1_018_773, 18_773)


def test_a_time_free_of_interest_ends_on_the_day_agreed() -> None:
    parts = [Part(date(2026, 3, 1), 400_000), Part(date(2026, 6, 1), 600_000)]
    begin, free_until = date(2026, 1, 1), date(2026, 5, 1)
    schedule = custom(1_000_000, D(6), begin, parts, count=DayCount.ACTUAL_365, free_until=free_until)
    assert [one.interest_fen for one in schedule.payments] == [0, 3_058]


BAD_PLANS = [
    ([Part(date(2026, 3, 1), 999)], "come to the principal"),
    ([Part(date(2026, 3, 1), 500), Part(date(2026, 2, 1), 500)], "in order"),
    ([Part(date(2026, 1, 1), 1000)], "in order"),
    ([Part(date(2026, 3, 1), -500), Part(date(2026, 4, 1), 1500)], "negative"),
]


@pytest.mark.parametrize(("parts", "message"), BAD_PLANS)
def test_a_plan_that_does_not_hold_together_is_refused(parts: list[Part], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        custom(1000, D(6), date(2026, 1, 1), parts, count=DayCount.ACTUAL_365)


DUE = [
    # first, months, day, remark
    ("2026-01-31", 1, "2026-02-28", "no 31st in February"),
    ("2024-01-31", 1, "2024-02-29", "leap year"),
    ("2026-01-31", 2, "2026-03-31", "the 31st comes back"),
    ("2026-12-15", 1, "2027-01-15", "over the year"),
    ("2026-03-31", 13, "2027-04-30", "thirteen months"),
]


@pytest.mark.parametrize(("first", "months", "day", "remark"), DUE)
def test_months_end_on_the_corresponding_day(first: str, months: int, day: str, remark: str) -> None:
    assert add_months(date.fromisoformat(first), months) == date.fromisoformat(day), remark


def test_monthly_due_dates_are_reckoned_from_the_first() -> None:
    assert monthly(date(2026, 1, 31), 3) == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_so_much_a_month_leaves_the_rest_for_the_last() -> None:
    assert [one.fen for one in at_so_much_a_month(1_000_001, 300_000, FIRST)] == [300_000] * 3 + [100_001]
    assert [one.fen for one in at_so_much_a_month(600_000, 300_000, FIRST)] == [300_000] * 2


def test_a_schedule_becomes_the_instalments_of_a_settlement() -> None:
    schedule = equal_principal(1_200_000, D(12), 2, FIRST, grace_months=1, grace=Grace.WAIVED)
    plan = schedule.instalments()
    assert [(one.number, one.due_on, one.fen) for one in plan] == [
        (1, date(2027, 1, 31), 612_000),
        (2, date(2027, 2, 28), 606_000),
    ]


def test_a_monthly_fee_on_the_first_sum_costs_twice_what_it_says() -> None:
    # 0.6% a month of the first 12,000 over 12 months sounds like 7.2% a year
    cost = cost_of_monthly(1_200_000, [100_000 + 7_200] * 12)
    assert cost.plain_percent == D("13.0342")
    assert cost.effective_percent == D("13.8418")
    assert float(cost.plain_percent) == pytest.approx(1200 * npf.irr([-1_200_000] + [107_200] * 12), abs=1e-4)


def test_a_fee_taken_from_the_loan_raises_its_cost() -> None:
    payments = [one.fen for one in equal_instalments(1_200_000, D(12), 12, FIRST).payments]
    whole, less = cost_of_monthly(1_200_000, payments), cost_of_monthly(1_164_000, payments)
    assert whole.plain_percent == pytest.approx(D(12), abs=D("0.001"))
    assert less.effective_percent > whole.effective_percent + 5


def test_dated_payments_cost_by_real_days() -> None:
    assert cost_of_dated(100_000, date(2026, 1, 1), [(date(2027, 1, 1), 110_000)]).effective_percent == D(10)
    half_year = cost_of_dated(100_000, date(2026, 1, 1), [(date(2026, 7, 2), 110_000)])
    assert half_year.effective_percent == pytest.approx(D("21.064"), abs=D("0.01"))


@pytest.mark.parametrize("payments", [[], [99], [200, -50]])
def test_payments_without_a_cost_are_refused(payments: list[int]) -> None:
    with pytest.raises(ValueError, match=r"needed|less"):
        cost_of_monthly(100, payments)


@pytest.mark.parametrize("paid_on", [date(2025, 12, 31), date(2026, 1, 1)])
def test_a_payment_that_is_not_after_the_receipt_is_refused(paid_on: date) -> None:
    with pytest.raises(ValueError, match="after"):
        cost_of_dated(100, date(2026, 1, 1), [(paid_on, 200)])


TODAY = date(2026, 11, 22)
HOME = Household(income_fen=800_000, outgoings_fen=450_000, debts_fen=100_000)
AFFORDABLE = [
    # payment, months, card, findings, remark
    (250_000, 12, False, set(), "all that is left"),
    (250_001, 12, False, {"payment_over_spare"}, "one fen more"),
    (340_000, 12, False, {"payment_over_spare"}, "with the other debts just 55%"),
    (340_001, 12, False, {"payment_over_spare", "debt_share_high"}, "with the other debts over 55%"),
    (400_000, 12, False, {"payment_over_spare", "debt_share_high"}, "just half the income"),
    (
        400_001,
        12,
        False,
        {"payment_over_spare", "payment_share_high", "debt_share_high"},
        "over half the income",
    ),
    (10_000, 60, True, set(), "five years on a card"),
    (10_000, 61, True, {"card_plan_long"}, "longer than five years"),
    (10_000, 61, False, set(), "not a card"),
]


@pytest.mark.parametrize(("payment", "months", "card", "codes", "remark"), AFFORDABLE)
def test_what_speaks_against_a_payment(
    payment: int, months: int, card: bool, codes: set[str], remark: str
) -> None:
    found = affordable(HOME, payment, on=TODAY, months=months, card=card)
    assert {finding.code for finding in found} == codes, remark
    assert not any(finding.blocks for finding in found)


def test_months_needed_round_up_and_need_something_to_spare() -> None:
    assert months_needed(500_001, HOME) == 3
    assert months_needed(500_000, HOME) == 2
    assert months_needed(1, Household(100, 100)) is None
