"""支付令: who may apply, where, for what fee, until when, and what an objection is worth."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.findings import Outcome, blocking
from mediation.rules.money import court_fees
from mediation.rules.procedures import payment_orders
from mediation.rules.procedures.payment_orders import Standing
from mediation.rules.time import deadlines

ON = date(2026, 11, 2)

# (claim in yuan, fee of a suit in yuan, of a payment order, a remark)
FEES = [
    (1, "50.00", "16.67", "every claim up to 10,000 costs 50"),
    (10_000, "50.00", "16.67", "the last yuan of the first bracket"),
    (10_001, "50.03", "16.68", "2.5 % of one yuan, rounded to the fen"),
    (100_000, "2300.00", "766.67", "50 + 90,000 x 2.5 %"),
    (200_000, "4300.00", "1433.33", "+ 100,000 x 2 %"),
    (500_000, "8800.00", "2933.33", "+ 300,000 x 1.5 %"),
    (1_000_000, "13800.00", "4600.00", "+ 500,000 x 1 %"),
    (2_000_000, "22800.00", "7600.00", "+ 1,000,000 x 0.9 %"),
    (5_000_000, "46800.00", "15600.00", "+ 3,000,000 x 0.8 %"),
    (10_000_000, "81800.00", "27266.67", "+ 5,000,000 x 0.7 %"),
    (20_000_000, "141800.00", "47266.67", "+ 10,000,000 x 0.6 %"),
    (30_000_000, "191800.00", "63933.33", "the rest at 0.5 %"),
]


@pytest.mark.parametrize(("claim", "suit", "order", "remark"), FEES)
def test_the_fee_adds_up_bracket_by_bracket_and_an_order_costs_a_third(
    claim: int, suit: str, order: str, remark: str
) -> None:
    assert f"{court_fees.property_fee(claim * 100, on=ON) / 100:.2f}" == suit, remark
    assert f"{court_fees.order_fee(claim * 100, on=ON) / 100:.2f}" == order, remark


def test_there_is_no_fee_for_no_claim() -> None:
    with pytest.raises(ValueError, match="positive claim"):
        court_fees.order_fee(0, on=ON)


# (clock, day of the event, last day, a remark); 2026: 1-7 October rest, 10 October make-up Saturday
CLOCKS = [
    ("C20", date(2026, 9, 25), date(2026, 9, 30), "the Mid-Autumn days inside the five count"),
    ("C20", date(2026, 9, 28), date(2026, 10, 8), "3 October is a holiday: the first day after it"),
    ("C21", date(2026, 9, 18), date(2026, 10, 8), "3 October again, from the other end"),
    ("C21", date(2026, 9, 25), date(2026, 10, 10), "the make-up Saturday is a working day"),
    ("C22", date(2026, 9, 21), date(2026, 10, 8), "6 October is a holiday"),
    ("C22", date(2026, 11, 6), date(2026, 11, 23), "21 November is a Saturday, moved to Monday"),
    ("C23", date(2026, 9, 1), date(2026, 10, 8), "1 October is a holiday"),
    ("C23", date(2026, 9, 10), date(2026, 10, 10), "the make-up Saturday does not move"),
    ("C24", date(2026, 9, 24), date(2026, 10, 8), "1 October is a holiday"),
    ("C24", date(2026, 11, 9), date(2026, 11, 16), "seven plain days"),
    ("C19", date(2026, 11, 23), date(2028, 11, 23), "two years to the corresponding day"),
]


@pytest.mark.parametrize(("code", "event", "last", "remark"), CLOCKS)
def test_each_clock_of_the_order_ends_on_its_day(code: str, event: date, last: date, remark: str) -> None:
    assert deadlines.compute(deadlines.rule(code, on=event), start_on=event).due_on == last, remark


RIGHT = {
    "money": "yes",
    "matured": "yes",
    "other_debt": "no",
    "in_china": "yes",
    "servable": "yes",
    "preservation": "no",
}

# (answer changed, its article, a remark)
WRONG = [
    ({"money": "no"}, "第427条第1项", "a claim to do something is not one for money"),
    ({"matured": "no"}, "第427条第2项", "an instalment that is not due yet"),
    ({"other_debt": "yes"}, "第427条第3项", "the creditor owes something too"),
    ({"in_china": "no"}, "第427条第4项", "abroad or missing"),
    ({"servable": "no"}, "第427条第5项", "no address that works"),
    ({"preservation": "yes"}, "第427条第7项", "the accounts are frozen already"),
    ({"servable": ""}, "第427条第5项", "a question left open stops as well"),
]


def test_with_every_answer_right_nothing_stands_against_the_order() -> None:
    found = payment_orders.eligibility(RIGHT, on=ON)
    assert len(found) == 6
    assert all(one.outcome is Outcome.PASS and one.legal_basis for one in found)


@pytest.mark.parametrize(("changed", "article", "remark"), WRONG)
def test_each_wrong_answer_stops_the_order_with_its_article(
    changed: dict[str, str], article: str, remark: str
) -> None:
    stops = blocking(payment_orders.eligibility(RIGHT | changed, on=ON))
    assert len(stops) == 1, remark
    assert article in stops[0].legal_basis


def test_the_court_is_the_basic_one_of_the_debtors_domicile_whatever_the_amount() -> None:
    (choice,) = payment_orders.courts_of_debtor("350203", on=ON)
    assert choice.code == "闽0203"
    assert "债务人住所地" in choice.reason.zh
    assert "不受债权金额限制" in choice.reason.zh
    assert "debtor's domicile" in choice.reason.en
    assert payment_orders.court_finding("350203", "闽0203", on=ON).outcome is Outcome.PASS
    elsewhere = payment_orders.court_finding("350203", "闽0206", on=ON)
    assert elsewhere.blocks
    assert "思明" in elsewhere.words.zh


DUE = date(2026, 11, 23)
# (manner, ground, day, why void, a remark)
OBJECTIONS = [
    ("written", "debt", DUE, None, "on the last day"),
    ("written", "debt", date(2026, 11, 24), "超过", "a day late"),
    ("oral", "debt", date(2026, 11, 10), "口头", "word of mouth"),
    ("written", "cannot_pay", date(2026, 11, 10), "清偿能力", "no money"),
    ("written", "needs_time", date(2026, 11, 10), "延期", "asks for time"),
]


@pytest.mark.parametrize(("manner", "ground", "on", "why", "remark"), OBJECTIONS)
def test_only_a_written_objection_to_the_debt_in_time_counts(
    manner: str, ground: str, on: date, why: str | None, remark: str
) -> None:
    found = payment_orders.why_void(manner, ground, on, DUE)
    assert (found is None) if why is None else (found is not None and why in found.zh), remark


# (action, from, standing, code of what stands against it, a remark)
REFUSALS = [
    (
        "file",
        "drafted",
        Standing(ON, findings=payment_orders.eligibility({}, on=ON)),
        "money",
        "not asked yet",
    ),
    ("accept", "applied", Standing(ON, ON), "no_paper", "where is the paper"),
    ("issue", "accepted", Standing(ON, date(2026, 11, 3), paper_shown=True), "day_wrong", "tomorrow"),
    (
        "serve",
        "issued",
        Standing(ON, date(2026, 10, 1), after=date(2026, 10, 9), paper_shown=True),
        "day_too_early",
        "before it was issued",
    ),
    (
        "serve",
        "unserved",
        Standing(ON, ON, service_by=date(2026, 11, 1), paper_shown=True),
        "served_too_late",
        "after the thirty days the order is void",
    ),
    ("opt_out", "ruled", Standing(ON, ON, opt_out_by=date(2026, 11, 1)), "opted_out_too_late", "an 8th day"),
]


@pytest.mark.parametrize(("action", "state", "facts", "code", "remark"), REFUSALS)
def test_a_step_that_does_not_fit_says_what_stands_against_it(
    action: str, state: str, facts: Standing, code: str, remark: str
) -> None:
    row = payment_orders.find(action, state, ON)
    codes = {one.code for one in payment_orders.refusals(row, facts)}
    assert code in codes, remark


# (action, from, standing, a remark)
ALLOWED = [
    (
        "issue",
        "accepted",
        Standing(ON, ON, after=ON, paper_shown=True),
        "today, on the day of the step before",
    ),
    (
        "serve",
        "unserved",
        Standing(ON, date(2026, 10, 30), after=date(2026, 10, 9), service_by=ON, paper_shown=True),
        "served in time, told late",
    ),
    ("serve", "issued", Standing(ON, ON, service_by=ON, paper_shown=True), "on the last of the thirty days"),
    ("opt_out", "ruled", Standing(ON, ON, opt_out_by=ON), "on the seventh day"),
]


@pytest.mark.parametrize(("action", "state", "facts", "remark"), ALLOWED)
def test_a_step_in_time_is_open(action: str, state: str, facts: Standing, remark: str) -> None:
    assert payment_orders.refusals(payment_orders.find(action, state, ON), facts) == (), remark
