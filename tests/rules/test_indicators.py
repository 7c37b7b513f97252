"""Rates, times, and what is too small to publish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.procedures.indicators import is_small, public_counts, rate, success_rates, times

TODAY = date(2026, 11, 22)


def test_both_success_rates_are_given_with_their_numbers() -> None:
    completed, accepted = success_rates(451, 523, 810, on=TODAY)
    assert completed.percent == Decimal("86.2")
    assert accepted.percent == Decimal("55.7")
    assert completed.words.zh == "调解成功率（按办结） 86.2%（调解成功件数 451 ÷ 调解程序完成件数 523）"
    assert "451 ÷ cases accepted 810" in accepted.words.en


RATES = [
    # numerator, denominator, percent, public, remark
    (0, 0, None, False, "nothing to divide by"),
    (0, 10, "0.0", True, "none of ten"),
    (10, 10, "100.0", True, "all of ten"),
    (1, 8, "12.5", False, "one person could be known"),
    (7, 8, "87.5", False, "the one that failed could be known"),
    (5, 10, "50.0", True, "five and five"),
    (2, 4, "50.0", False, "four cases are too few"),
    (1, 16, "6.3", False, "6.25 is rounded up"),
]


@pytest.mark.parametrize(("numerator", "denominator", "percent", "public", "remark"), RATES)
def test_a_rate_is_rounded_once_and_published_only_if_no_part_is_small(
    numerator: int, denominator: int, percent: str | None, public: bool, remark: str
) -> None:
    found = rate("success_of_completed", numerator, denominator, on=TODAY)
    assert found.percent == (Decimal(percent) if percent else None), remark
    assert found.is_public is public, remark


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        rate("success_of_completed", numerator, denominator, on=TODAY)


def test_nothing_may_be_published_and_one_to_four_may_not() -> None:
    assert [count for count in range(7) if is_small(count)] == [1, 2, 3, 4]


TABLES = [
    ({"a": 9, "b": 12}, {"a": 9, "b": 12}, "nothing small"),
    ({"a": 3, "b": 12, "c": 7}, {"a": None, "b": 12, "c": None}, "the total would give the 3 away"),
    ({"a": 3, "b": 2, "c": 7}, {"a": None, "b": None, "c": 7}, "two hide each other"),
    ({"a": 3, "b": 0, "c": 7}, {"a": None, "b": 0, "c": None}, "a nought hides nothing"),
    ({"a": 3}, {"a": None}, "alone"),
]


@pytest.mark.parametrize(("counts", "public", "remark"), TABLES)
def test_small_counts_cannot_be_worked_out_from_the_total(
    counts: dict[str, int], public: dict[str, int | None], remark: str
) -> None:
    assert public_counts(counts) == public, remark


def test_times_are_mean_median_and_ninth_decile() -> None:
    found = times([1, 2, 3, 4, 5, 6, 7, 8, 9, 30])
    assert found is not None
    assert (found.count, found.mean, found.median, found.ninth_decile) == (
        10,
        Decimal("7.5"),
        Decimal("5.5"),
        9,
    )
    assert times([]) is None


@given(st.lists(st.integers(0, 400), min_size=1))
def test_the_median_agrees_with_the_standard_library(days: list[int]) -> None:
    found = times(days)
    assert found is not None
    assert float(found.median) == median(days)
    assert min(days) <= found.ninth_decile <= max(days)
