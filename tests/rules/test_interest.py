"""Interest, reference rates and caps."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.dated import NotInForce
from mediation.rules.money.interest import DayCount, Rounding, compound, days_between, floating, late, simple
from mediation.rules.money.rates import (
    Lender,
    LprTerm,
    benchmark_on,
    benchmarks,
    cap_on,
    lpr_on,
    lpr_published,
    lpr_with,
    yearly_from_daily,
    yearly_from_monthly,
)

D = Decimal
A360, A365, T360 = DayCount.ACTUAL_360, DayCount.ACTUAL_365, DayCount.THIRTY_360

SIMPLE = [
    # principal in fen, percent, from, to, convention, fen, remark
    (1_000_000, "6", "2026-01-01", "2027-01-01", A365, 60_000, "365 days of 365"),
    (1_000_000, "6", "2026-01-01", "2027-01-01", A360, 60_833, "365 days of 360: 608.333"),
    (1_000_000, "6", "2026-01-01", "2027-01-01", T360, 60_000, "twelve months of thirty days"),
    (1_000_000, "6", "2024-01-01", "2025-01-01", A365, 60_164, "a leap year has 366 days: 601.643..."),
    (1_000_000, "6", "2026-01-31", "2026-03-01", T360, 5_167, "31 days by thirty-day months"),
    (1_000_000, "6", "2026-01-15", "2026-01-31", T360, 2_500, "the 31st counts as the 30th"),
    (1_000_000, "6", "2026-01-31", "2026-03-01", A360, 4_833, "29 real days: the amounts differ"),
    (1_000_000, "6", "2026-03-01", "2026-03-01", A365, 0, "no day, no interest"),
    (1_000_000, "6", "2026-03-01", "2026-03-02", A365, 164, "one day: 1.6438"),
    (1_000_000, "0", "2026-01-01", "2027-01-01", A365, 0, "free of interest"),
    (0, "6", "2026-01-01", "2027-01-01", A365, 0, "nothing owed"),
    (365_00, "0.5", "2026-01-01", "2026-01-02", A365, 1, "half a fen is rounded up"),
]


@pytest.mark.parametrize(("principal", "percent", "from_", "to", "count", "fen", "remark"), SIMPLE)
def test_simple_interest_counts_days_by_the_convention_named(
    principal: int, percent: str, from_: str, to: str, count: DayCount, fen: int, remark: str
) -> None:
    accrued = simple(principal, D(percent), date.fromisoformat(from_), date.fromisoformat(to), count=count)
    assert accrued.fen == fen, remark


def test_truncation_gives_the_fen_below() -> None:
    day, next_day = date(2026, 1, 1), date(2026, 1, 2)
    assert simple(1_000_000, D(6), day, next_day, count=A365, rounding=Rounding.DOWN).fen == 164
    assert simple(36_500, D("0.5"), day, next_day, count=A365, rounding=Rounding.DOWN).fen == 0


def test_the_step_says_days_rate_and_convention() -> None:
    (step,) = simple(1_000_000, D(6), date(2026, 1, 1), date(2026, 3, 1), count=A360).steps
    assert (
        step.zh
        == "2026-01-01 起至 2026-03-01（不含）共 59 天：10,000.00 × 6% × 59 天（实际天数/360）= 98.33 元。"
    )
    assert "59 days (actual days / 360) = 98.33 yuan" in step.en


@pytest.mark.parametrize(
    ("principal", "percent", "to"), [(-1, "6", "2026-02-01"), (1, "-6", "2026-02-01"), (1, "6", "2025-12-31")]
)
def test_negative_sums_rates_and_periods_are_refused(principal: int, percent: str, to: str) -> None:
    with pytest.raises(ValueError, match=r"negative|before"):
        simple(principal, D(percent), date(2026, 1, 1), date.fromisoformat(to), count=A365)


def test_compound_interest_adds_what_was_booked_to_the_principal() -> None:
    quarters = [date(2026, 3, 21), date(2026, 6, 21), date(2026, 9, 21)]
    accrued = compound(
        10_000_000, D("7.2"), date(2025, 12, 21), date(2026, 12, 21), capitalised_on=quarters, count=A360
    )
    # 90, 92, 92 and 91 days of 360: 180,000; 187,312 on 10,180,000; 190,759; 192,157 (by hand, in fen)
    assert accrued.fen == 180_000 + 187_312 + 190_759 + 192_157
    assert len(accrued.steps) == 4


def test_without_capitalisation_compound_interest_is_simple() -> None:
    first, last = date(2026, 1, 1), date(2026, 7, 1)
    assert compound(777_777, D(5), first, last, capitalised_on=[], count=A365).fen == (
        simple(777_777, D(5), first, last, count=A365).fen
    )


def test_capitalisation_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        compound(1, D(5), date(2026, 1, 1), date(2026, 7, 1), capitalised_on=[date(2026, 8, 1)], count=A365)


def test_lpr_interest_changes_on_the_day_of_publication() -> None:
    # 3.45 to 2024-07-21, 3.35 to 2024-10-20, 3.10 from 2024-10-21
    accrued = floating(1_000_000, date(2024, 1, 1), date(2025, 1, 1), count=A365)
    by_hand = D(1_000_000) * (D("3.45") * 203 + D("3.35") * 91 + D("3.10") * 72) / 100 / 365
    assert accrued.fen == int(by_hand + D("0.5"))
    assert len(accrued.steps) == 4
    assert not accrued.provisional


def test_lpr_interest_beyond_the_last_publication_is_provisional() -> None:
    assert floating(1_000_000, date(2026, 8, 20), date(2026, 9, 25), count=A365).provisional is False
    accrued = floating(1_000_000, date(2026, 8, 20), date(2026, 11, 22), count=A365)
    assert accrued.provisional
    assert "暂计" in accrued.steps[-1].zh


def test_lpr_interest_cannot_begin_before_lpr() -> None:
    with pytest.raises(NotInForce):
        floating(1, date(2019, 8, 19), date(2020, 1, 1), count=A365)
    first_month = floating(1_000_000, date(2019, 8, 20), date(2019, 9, 20), count=A365)
    assert first_month.fen == 3_610  # 31 days at 4.25%: 3,609.59


def test_late_interest_runs_at_the_raised_rate_on_principal_and_on_unpaid_interest() -> None:
    owed = late(
        10_000_000, 200_000, D(6), date(2026, 1, 1), date(2026, 4, 1), uplift_percent=D(50), count=A360
    )
    assert owed.yearly_percent == D(9)
    assert (owed.on_principal.fen, owed.on_interest.fen, owed.fen) == (225_000, 4_500, 229_500)


def test_without_a_clause_no_interest_runs_on_interest() -> None:
    owed = late(
        10_000_000,
        200_000,
        D(6),
        date(2026, 1, 1),
        date(2026, 4, 1),
        uplift_percent=D(50),
        count=A360,
        on_interest=False,
    )
    assert (owed.on_principal.fen, owed.on_interest.fen) == (225_000, 0)


LPR = [
    # day, one year, five years, remark
    ("2019-08-20", "4.25", "4.85", "the first publication"),
    ("2019-09-19", "4.25", "4.85", "the last day of the first"),
    ("2019-09-20", "4.20", "4.85", "the day of the second"),
    ("2022-08-22", "3.65", "4.30", "the 20th was a Saturday"),
    ("2026-08-20", "3.00", "3.50", "the last one loaded"),
]


@pytest.mark.parametrize(("day", "one_year", "five_years", "remark"), LPR)
def test_lpr_by_day(day: str, one_year: str, five_years: str, remark: str) -> None:
    on = date.fromisoformat(day)
    assert lpr_on(on).yearly_percent == D(one_year), remark
    assert lpr_on(on, LprTerm.FIVE_YEARS).yearly_percent == D(five_years), remark


def test_a_month_that_is_not_loaded_is_provisional_until_an_administrator_loads_it() -> None:
    on = date(2026, 11, 22)
    assert lpr_on(on).provisional
    rows = lpr_with([(date(2026, 9, 21), D("2.95"), D("3.45")), (date(2026, 11, 20), D("2.9"), D("3.4"))])
    rate = lpr_on(on, rows=rows)
    assert (rate.yearly_percent, rate.provisional) == (D("2.9"), False)
    assert lpr_on(date(2026, 11, 19), rows=rows).yearly_percent == D("2.95")
    with pytest.raises(ValueError, match="not after"):
        lpr_with([(date(2026, 8, 20), D(3), D(3))])


@pytest.mark.parametrize(
    ("day", "provisional", "remark"),
    [
        ("2026-09-20", False, "a later publication has followed"),
        ("2026-09-21", False, "the day of the last publication"),
        ("2026-10-31", False, "forty days after it: the longest that two publications lie apart"),
        ("2026-11-01", True, "the day after: a publication is missing"),
    ],
)
def test_a_rate_is_provisional_once_the_next_publication_is_overdue(
    day: str, provisional: bool, remark: str
) -> None:
    rows = lpr_with([(date(2026, 9, 21), D("2.95"), D("3.45"))])
    assert lpr_on(date.fromisoformat(day), rows=rows).provisional is provisional, remark


def test_a_rate_that_a_late_publication_ended_is_final() -> None:
    rows = lpr_with([(date(2026, 11, 20), D("2.9"), D("3.4"))])
    assert lpr_on(date(2026, 11, 19), rows=rows).provisional is False


def test_publications_follow_each_other_without_gap_or_overlap() -> None:
    for rows in (lpr_published(), benchmarks()):
        for before, after in pairwise(rows):
            assert before.in_force_to is not None
            assert before.in_force_to + timedelta(days=1) == after.in_force_from
    last = benchmarks()[-1].in_force_to
    assert last is not None
    assert last + timedelta(days=1) == lpr_published()[0].in_force_from


BENCHMARK = [
    # day, months, percent, remark
    ("2015-10-24", 6, "4.35", "three tiers since 2014: to one year"),
    ("2015-10-24", 12, "4.35", ""),
    ("2015-10-24", 36, "4.75", "one to five years"),
    ("2015-10-24", 60, "4.75", ""),
    ("2015-10-24", 61, "4.90", "over five years"),
    ("2011-07-07", 6, "6.10", "half a year had a rate of its own"),
    ("2011-07-07", 7, "6.56", ""),
    ("2008-12-23", 6, "5.31", "no rate of its own in the source: that of one year"),
]


@pytest.mark.parametrize(("day", "months", "percent", "remark"), BENCHMARK)
def test_benchmark_rates_by_day_and_length(day: str, months: int, percent: str, remark: str) -> None:
    assert benchmark_on(date.fromisoformat(day), months).yearly_percent == D(percent), remark


CAPS = [
    # contract day, lender, percent or None, remark
    ("2026-03-02", Lender.PRIVATE, "12", "4 x 3.00"),
    ("2020-08-20", Lender.PRIVATE, "15.4", "first day of the LPR cap: 4 x 3.85"),
    ("2020-08-19", Lender.PRIVATE, "24", "the rule before it"),
    ("2015-09-01", Lender.PRIVATE, "24", "its first day"),
    ("2015-08-31", Lender.PRIVATE, "18.4", "four times the benchmark: 4 x 4.60"),
    ("2020-08-20", Lender.INSTITUTION, "24", "guidance, not the private cap"),
    ("2017-08-03", Lender.INSTITUTION, None, "no guidance yet"),
    ("1992-01-01", Lender.PRIVATE, None, "no benchmark rate is loaded for that day"),
]


@pytest.mark.parametrize(("day", "lender", "percent", "remark"), CAPS)
def test_the_cap_is_that_of_the_day_of_the_contract(
    day: str, lender: Lender, percent: str | None, remark: str
) -> None:
    cap = cap_on(date.fromisoformat(day), lender)
    assert (cap.yearly_percent if cap else None) == (D(percent) if percent else None), remark
    assert cap is None or cap.mandatory == (lender is Lender.PRIVATE)


def test_daily_and_monthly_rates_become_yearly_ones() -> None:
    assert yearly_from_daily(D(5)) == D("18.25")
    assert yearly_from_daily(D(5), 360) == D(18)
    assert yearly_from_monthly(D("1.2")) == D("14.4")


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@given(st.integers(0, 10**13), st.decimals(0, 36, places=4), st.tuples(DAYS, DAYS, DAYS))
def test_simple_interest_of_two_stretches_is_that_of_the_whole(
    principal: int, percent: Decimal, days: tuple[date, date, date]
) -> None:
    first, middle, last = sorted(days)
    for count in (A360, A365):
        whole = simple(principal, percent, first, last, count=count).exact
        left = simple(principal, percent, first, middle, count=count).exact
        assert whole == left + simple(principal, percent, middle, last, count=count).exact


@given(st.tuples(DAYS, DAYS))
def test_thirty_day_months_give_three_hundred_and_sixty_days_a_year(days: tuple[date, date]) -> None:
    first, last = sorted(days)
    assert abs(days_between(first, last, T360) - (last - first).days * 360 / 365.25) < 6
