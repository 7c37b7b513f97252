"""The library of approved clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mediation.rules.agreement import clause_plans, clauses
from mediation.rules.agreement.clauses import Clause, ClauseRefused, Kind, Value
from mediation.rules.agreement.terms import Account, Act, Instalment, Means, Terms, from_plain, to_plain
from mediation.rules.agreement.terms_lint import lint
from tests.examples_of_clauses import BANK, PERSON, SAMPLES, samples

TODAY = date(2026, 11, 22)
ALL = clauses.clauses(on=TODAY)


def by_code(code: str) -> Clause:
    return next(one for one in ALL if one.code == code)


def terms_with(clause: Clause, given: Mapping[str, Value]) -> Terms:
    """Sound terms of one clause: those that pay bring their plan, the others stand beside a payment."""
    pays = clause_plans.payment_of(clause, given) or clause_plans.payment_of(
        by_code("lump_sum"), samples(by_code("lump_sum"))
    )
    assert pays is not None
    return Terms(
        items=(clauses.as_term(clause, given, number=1),),
        drafted_on=TODAY,
        total_fen=pays.total_fen,
        instalments=pays.instalments,
        payer=pays.payer,
        payee=pays.payee,
        means=pays.means,
        account=pays.account,
        interest=clause_plans.interest_of([(clause, given)]),
        breach_clause="任何一期逾期的，剩余款项全部到期，可以申请强制执行。",
        costs="双方各自承担。",
    )


@pytest.mark.parametrize("clause", ALL, ids=lambda one: one.code)
def test_every_clause_is_filled_in_both_languages_and_the_lint_finds_nothing(clause: Clause) -> None:
    given = samples(clause)
    filled = clauses.fill(clause, given)
    for text in filled:
        assert "{" not in text
        assert "}" not in text
    for parameter in clause.parameters:
        shown = clauses.written_out(parameter, given[parameter.code])
        assert shown.zh in filled.zh, parameter.code
        assert shown.en in filled.en, parameter.code
    assert lint(terms_with(clause, given), on=TODAY) == []


def each_parameter() -> Iterator[tuple[str, str]]:
    return ((clause.code, one.code) for clause in ALL for one in clause.parameters)


@pytest.mark.parametrize(("code", "parameter"), list(each_parameter()))
def test_a_clause_without_one_of_its_parameters_is_refused_in_words(code: str, parameter: str) -> None:
    clause = by_code(code)
    given = {name: value for name, value in samples(clause).items() if name != parameter}
    with pytest.raises(ClauseRefused) as refused:
        clauses.fill(clause, given)
    assert refused.value.parameter == parameter
    assert clauses.parameters()[parameter].words.zh in refused.value.words.zh


WRONG = [
    # clause, parameter, value, remark
    ("lump_sum", "total", 0, "nothing is paid"),
    ("lump_sum", "total", -1, "less than nothing"),
    ("lump_sum", "total", "1,000", "text is no amount"),
    ("lump_sum", "total", True, "a tick is no amount"),
    ("lump_sum", "due_on", "2026-12-01", "text is no day"),
    ("lump_sum", "account", Account(PERSON, "", "6200"), "an account without its bank"),
    ("lump_sum", "payer", "  ", "a blank name"),
    ("lump_sum", "payee", BANK, "nobody pays themselves"),
    ("late_interest", "late_rate", Decimal("100.1"), "more than all"),
    ("late_interest", "late_rate", Decimal(-1), "a negative rate"),
    ("instalments", "count", 0, "no instalment"),
    ("instalments", "count", 121, "ten years are the most"),
    ("acceleration", "grace", 0, "no day of grace is a clause of its own"),
    ("apology", "matter", "一\n二", "two lines"),
    ("apology", "matter", "长" * 301, "too long"),
    ("reduction", "debt", 5, "the parts do not add up"),
    ("confidentiality", "total", 5, "unknown to this clause"),
]


@pytest.mark.parametrize(("code", "parameter", "value", "remark"), WRONG, ids=[row[3] for row in WRONG])
def test_a_wrong_value_is_refused_at_its_parameter(
    code: str, parameter: str, value: Value, remark: str
) -> None:
    clause = by_code(code)
    with pytest.raises(ClauseRefused) as refused:
        clauses.fill(clause, samples(clause) | {parameter: value})
    assert refused.value.parameter == parameter, remark
    assert refused.value.words.zh
    assert refused.value.words.en


def test_amounts_stand_in_figures_and_capitals_days_in_full_and_accounts_in_groups() -> None:
    filled = clauses.fill(by_code("lump_sum"), samples(by_code("lump_sum")))
    assert "人民币12,600.00元（大写：人民币壹万贰仟陆佰元整）" in filled.zh
    assert "2026年12月1日" in filled.zh
    assert "1 December 2026" in filled.en
    assert "账号6200 0005 9200 0000 018" in filled.zh


def test_braces_in_what_was_typed_stay_what_they_are() -> None:
    clause = by_code("apology")
    filled = clauses.fill(clause, samples(clause) | {"matter": "{debtor} {0} {{x}}"})
    assert "{debtor} {0} {{x}}" in filled.zh


PLANS = [
    # clause, instalments, means, remark
    ("lump_sum", (Instalment(1, date(2026, 12, 1), 1_260_000),), Means.TRANSFER, "one sum"),
    ("lump_sum_back", (Instalment(1, date(2026, 12, 1), 1_260_000),), Means.SAME_ACCOUNT, "to the card"),
    ("lump_sum_at_signing", (Instalment(1, date(2026, 12, 1), 1_260_000),), Means.AT_SIGNING, "cash in hand"),
]


@pytest.mark.parametrize(("code", "instalments", "means", "remark"), PLANS, ids=[row[3] for row in PLANS])
def test_a_clause_in_one_sum_makes_the_plan(
    code: str, instalments: tuple[Instalment, ...], means: Means, remark: str
) -> None:
    payment = clause_plans.payment_of(by_code(code), samples(by_code(code)))
    assert payment is not None
    assert (payment.instalments, payment.means) == (instalments, means), remark


@pytest.mark.parametrize("code", ["instalments", "instalments_fixed"])
def test_instalments_of_a_clause_come_to_its_total(code: str) -> None:
    clause = by_code(code)
    payment = clause_plans.payment_of(clause, samples(clause))
    assert payment is not None
    assert sum(one.fen for one in payment.instalments) == payment.total_fen == 1_260_000
    assert payment.instalments[0].due_on == date(2026, 12, 31)
    assert payment.instalments[1].due_on == date(2027, 1, 31)


def test_instalments_that_cannot_be_made_are_refused() -> None:
    clause = by_code("instalments")
    with pytest.raises(ClauseRefused):
        clause_plans.payment_of(clause, samples(clause) | {"total": 5})
    fixed = by_code("instalments_fixed")
    for each in (1, 1_260_001):
        with pytest.raises(ClauseRefused):
            clause_plans.payment_of(fixed, samples(fixed) | {"each": each})


def test_rates_in_clauses_are_held_against_the_cap() -> None:
    clauses_of_interest = [by_code("instalment_interest"), by_code("late_interest")]
    interest = clause_plans.interest_of([(one, samples(one)) for one in clauses_of_interest])
    assert interest is not None
    assert (interest.yearly_percent, interest.late_yearly_percent) == (Decimal("3.65"), Decimal("6"))
    assert (interest.base_fen, interest.from_on) == (1_260_000, date(2026, 12, 1))
    assert clause_plans.interest_of([(by_code("confidentiality"), {})]) is None


def test_a_term_remembers_its_wording_and_what_was_filled_in() -> None:
    clause = by_code("late_interest")
    term = clauses.as_term(clause, samples(clause), number=3)
    assert term.act is Act.ON_BREACH
    assert clauses.clause_with(term.clause) == clause
    assert clauses.given_of(term) == samples(clause)
    terms = Terms((term,), TODAY)
    assert from_plain(to_plain(terms)) == terms


def test_every_value_is_read_back_as_it_was_stored() -> None:
    for code, value in SAMPLES.items():
        assert clauses.from_text(clauses.parameters()[code].kind, clauses.as_text(value)) == value, code


def test_a_term_on_breach_or_costs_counts_as_the_clause_of_its_own() -> None:
    acceleration, costs = by_code("acceleration"), by_code("costs_each")
    terms = terms_with(by_code("instalments"), samples(by_code("instalments")))
    bare = replace(terms, breach_clause="", costs="")
    assert {one.code for one in lint(bare, on=TODAY)} == {"breach_clause_missing", "costs_silent"}
    more = (
        clauses.as_term(acceleration, samples(acceleration), number=2),
        clauses.as_term(costs, samples(costs), number=3),
    )
    assert lint(replace(bare, items=(*bare.items, *more)), on=TODAY) == []


def test_the_library_covers_every_topic_that_a_settlement_needs() -> None:
    assert set(clauses.by_topic(on=TODAY)) == set(clauses.TOPICS)
    assert not clauses.clauses(on=date(2025, 12, 31)), "nothing was approved before"


def test_a_draft_keeps_a_wording_that_is_no_longer_offered() -> None:
    old = replace(by_code("lump_sum"), in_force_to=date(2026, 1, 31))
    assert clauses.clause_with(old.key) is not None
    assert clauses.clause_with("lump_sum@1999-01-01") is None


def test_every_parameter_has_a_sample_and_a_use() -> None:
    used = {one.code for clause in clauses.all_clauses() for one in clause.parameters}
    assert used == set(clauses.parameters()) == set(SAMPLES)
    kinds = {one.kind for one in clauses.parameters().values()}
    assert kinds == set(Kind)


def test_what_a_clause_says_is_the_same_in_both_languages() -> None:
    for clause in clauses.all_clauses():
        assert {one.code for one in clause.parameters} == clauses.places_of(clause), clause.code
        assert not clause.debtor or clause.debtor in clauses.places_of(clause), clause.code
