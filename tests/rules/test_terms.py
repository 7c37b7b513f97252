"""What would make a court refuse to confirm a settlement."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mediation.rules.agreement.terms import (
    Account,
    Act,
    Instalment,
    Interest,
    Means,
    Term,
    Terms,
    from_plain,
    to_plain,
)
from mediation.rules.agreement.terms_lint import faults, lint
from mediation.rules.findings import Outcome, Words
from mediation.rules.money.rates import RateCap

TODAY = date(2026, 11, 22)
CAP = RateCap(Decimal("12.00"), Words("四倍 LPR", "four times LPR"), "民间借贷规定第25条", True)
GUIDANCE = replace(CAP, yearly_percent=Decimal(24), mandatory=False)

SOUND = Terms(
    items=(
        Term(1, "闽江银行退还信用卡年费及利息共计1,200.00元。", Act.PAY, "闽江银行"),
        Term(
            2,
            "闽江银行于2026年12月10日前报送更正征信信息。",
            Act.CORRECT_RECORD,
            "闽江银行",
            date(2026, 12, 10),
        ),
    ),
    drafted_on=TODAY,
    total_fen=120_000,
    instalments=(Instalment(1, date(2026, 12, 1), 60_000), Instalment(2, date(2027, 1, 4), 60_000)),
    payer="闽江银行",
    payee="林晓芸",
    account=Account("林晓芸", "鹭岛银行思明支行", "6222020000000000000"),
    breach_clause="任何一期逾期，剩余款项全部到期，并按年利率6%支付违约金。",
    costs="双方各自承担。",
)


def saying(text: str, **more: object) -> Terms:
    return replace(SOUND, items=(Term(1, text, **more),))  # type: ignore[arg-type]


def found(terms: Terms, cap: RateCap | None = None) -> dict[str, Outcome]:
    return {finding.code: finding.outcome for finding in lint(terms, on=TODAY, cap=cap)}


def test_sound_terms_have_no_findings() -> None:
    assert lint(SOUND, on=TODAY, cap=CAP) == []


FAULTS = [
    # terms, finding, outcome, remark
    (Terms((), TODAY), "terms_empty", "block", "nothing agreed"),
    (saying("  "), "term_blank", "block", "a numbered blank"),
    (replace(SOUND, items=SOUND.items[1:]), "term_numbers", "warn", "starts with 2"),
    (saying("闽江银行尽快退款。"), "time_unclear", "warn", "soon is not a day"),
    (saying("The bank refunds as soon as possible."), "time_unclear", "warn", "also in English"),
    (saying("闽江银行给予适当补偿。"), "amount_unclear", "warn", "a quantity without a figure"),
    (saying("闽江银行补偿1200元左右。"), "amount_unclear", "warn", "about is not a figure"),
    (saying("其余争议另行协商。"), "matter_open", "warn", "put off, not settled"),
    (
        replace(SOUND, breach_clause="违约的，双方协商解决剩余款项。"),
        "matter_open",
        "warn",
        "in the breach clause too",
    ),
    (replace(SOUND, total_fen=120_001), "sum_mismatch", "block", "one fen apart"),
    (
        saying("闽江银行退还1,300元。", act=Act.PAY),
        "text_amount_mismatch",
        "warn",
        "words say 1,300, plan 1,200",
    ),
    (saying("闽江银行退还０.１３万元。", act=Act.PAY), "text_amount_mismatch", "warn", "full width, in 万"),
    (replace(SOUND, instalments=()), "plan_missing", "block", "money without a day"),
    (
        replace(
            SOUND,
            instalments=(Instalment(1, date(2026, 12, 1), 130_000), Instalment(2, date(2027, 1, 4), -10_000)),
        ),
        "amount_not_positive",
        "block",
        "the sum is right, one part is negative",
    ),
    (
        replace(
            SOUND,
            instalments=(Instalment(1, date(2026, 12, 1), 120_000), Instalment(2, date(2027, 1, 4), 0)),
        ),
        "amount_not_positive",
        "block",
        "the sum is right, one part is nothing",
    ),
    (
        replace(
            SOUND,
            instalments=(Instalment(1, date(2027, 1, 4), 60_000), Instalment(2, date(2026, 12, 1), 60_000)),
        ),
        "dates_out_of_order",
        "block",
        "second before first",
    ),
    (
        replace(
            SOUND,
            instalments=(Instalment(1, date(2027, 1, 4), 60_000), Instalment(2, date(2027, 1, 4), 60_000)),
        ),
        "dates_equal",
        "warn",
        "two on one day",
    ),
    (
        replace(
            SOUND,
            instalments=(Instalment(1, date(2026, 12, 1), 60_000), Instalment(3, date(2027, 1, 4), 60_000)),
        ),
        "instalment_numbers",
        "warn",
        "number 2 is missing",
    ),
    (
        replace(SOUND, instalments=(Instalment(1, date(2026, 11, 21), 120_000),)),
        "date_past",
        "block",
        "yesterday",
    ),
    (
        replace(SOUND, signed_on=date(2026, 12, 2)),
        "date_past",
        "block",
        "signed later than the first instalment",
    ),
    (
        saying("闽江银行书面致歉。", act=Act.APOLOGISE, debtor="闽江银行"),
        "duty_without_day",
        "warn",
        "no last day",
    ),
    (saying("2026年12月1日前书面致歉。", act=Act.APOLOGISE), "debtor_missing", "warn", "by whom?"),
    (replace(SOUND, payer=" "), "payer_or_payee_missing", "block", "who pays?"),
    (replace(SOUND, payer="林晓芸"), "payer_is_payee", "block", "to oneself"),
    (replace(SOUND, account=None), "account_missing", "block", "a transfer to nowhere"),
    (replace(SOUND, account=Account("林晓芸", "", "6222")), "account_incomplete", "block", "no bank"),
    (
        replace(SOUND, account=Account("陈某", "鹭岛银行", "6222")),
        "account_of_another",
        "warn",
        "not the payee",
    ),
    (replace(SOUND, breach_clause=""), "breach_clause_missing", "warn", "what if they do not pay?"),
    (
        replace(SOUND, breach_clause="按日支付万分之二违约金。"),
        "no_acceleration",
        "note",
        "only the missed part is due",
    ),
    (replace(SOUND, costs=""), "costs_silent", "note", "each bears its own"),
    (replace(SOUND, third_parties=("王立",)), "third_party_rights", "block", "does not sign"),
    (replace(SOUND, third_parties=("王立",), third_parties_sign=True), "third_party_signs", "note", "signs"),
    (replace(SOUND, settles_title=True), "title_to_property", "warn", "said by the drafter"),
    (saying("房屋所有权归林晓芸。"), "title_in_words", "warn", "said by the words"),
    (saying("林晓芸不得举报闽江银行。"), "report_given_up", "warn", "reports are not for sale"),
    (saying("闽江银行于2026年12月1日前删除逾期记录。"), "record_deleted", "warn", "true records stay"),
    (replace(SOUND, interest=Interest(Decimal(6))), "interest_base_unclear", "warn", "on what, from when?"),
    (replace(SOUND, interest=Interest(Decimal(-1))), "interest_negative", "block", "below zero"),
]


@pytest.mark.parametrize(("terms", "code", "outcome", "remark"), FAULTS, ids=[row[3] for row in FAULTS])
def test_each_fault_is_found_with_its_weight(terms: Terms, code: str, outcome: str, remark: str) -> None:
    assert found(terms).get(code) == outcome, remark


SOUND_VARIANTS = [
    (saying("闽江银行尽快且最迟于2026年12月1日退款。"), "a day beside a word of time"),
    (saying("闽江银行尽快退款。", due_on=date(2026, 12, 1)), "the day stands in its own field"),
    (saying("闽江银行自签署之日起十日内尽快退款。"), "a countable period"),
    (saying("闽江银行酌情补偿人民币叁佰元整。"), "a figure in capitals beside a word of quantity"),
    (replace(SOUND, instalments=(Instalment(1, TODAY, 120_000),)), "due on the day of signing is in time"),
    (
        replace(SOUND, account=None, means=Means.SAME_ACCOUNT),
        "credit to the card in dispute needs no account",
    ),
    (replace(SOUND, account=None, means=Means.CASH), "cash needs no account"),
    (saying("退还第一期600元，第二期600元，共1200元。", act=Act.PAY), "every amount is of the plan"),
    (Terms((Term(1, "双方就本案再无争议。"),), TODAY), "no money moves, nothing is owed later"),
]


@pytest.mark.parametrize(("terms", "remark"), SOUND_VARIANTS, ids=[row[1] for row in SOUND_VARIANTS])
def test_sound_wording_is_left_alone(terms: Terms, remark: str) -> None:
    assert found(terms) == {}, remark


CAPS = [
    # yearly, late, cap, finding
    ("12.00", None, CAP, None, "at the cap is allowed"),
    ("12.01", None, CAP, "interest_over_cap", "above a mandatory cap"),
    ("0", "12.01", CAP, "interest_over_cap", "the rate for late payment counts too"),
    ("25", None, GUIDANCE, "interest_over_guidance", "guidance only warns"),
    ("25", None, None, None, "no cap known"),
]


@pytest.mark.parametrize(("yearly", "late", "cap", "code", "remark"), CAPS, ids=[row[4] for row in CAPS])
def test_interest_is_held_to_its_cap(
    yearly: str, late: str | None, cap: RateCap | None, code: str | None, remark: str
) -> None:
    interest = Interest(Decimal(yearly), 120_000, TODAY, Decimal(late) if late else None)
    assert list(found(replace(SOUND, interest=interest), cap)) == ([code] if code else []), remark


def test_a_mismatch_names_both_numbers_and_the_gap() -> None:
    (finding,) = [
        one for one in lint(replace(SOUND, total_fen=125_050), on=TODAY) if one.code == "sum_mismatch"
    ]
    for number in ("¥1,200.00", "¥1,250.50", "¥50.50"):
        assert number in finding.words.zh
        assert number in finding.words.en
    assert finding.legal_basis == "民诉法解释第358条第5项"


def test_what_blocks_comes_first() -> None:
    outcomes = [
        one.outcome for one in lint(replace(SOUND, costs="", account=None, breach_clause=""), on=TODAY)
    ]
    assert outcomes == [Outcome.BLOCK, Outcome.WARN, Outcome.NOTE]


def test_every_row_of_the_lint_is_raised_by_some_case_above() -> None:
    raised = {row[1] for row in FAULTS} | {row[3] for row in CAPS if row[3]}
    assert raised == {row.code for row in faults()}


def test_terms_survive_being_stored() -> None:
    interest = Interest(Decimal("3.45"), 120_000, TODAY, Decimal("5.175"))
    full = replace(SOUND, interest=interest, signed_on=TODAY, third_parties=("王立",))
    for terms in (SOUND, full, Terms((), TODAY)):
        assert from_plain(json.loads(json.dumps(to_plain(terms), ensure_ascii=False))) == terms


def test_unknown_stored_terms_are_refused() -> None:
    with pytest.raises(ValueError, match="surprise"):
        from_plain({**to_plain(SOUND), "surprise": 1})


def test_the_last_day_of_performance_covers_plan_and_terms() -> None:
    assert SOUND.last_due_on == date(2027, 1, 4)
    assert replace(SOUND, instalments=()).last_due_on == date(2026, 12, 10)
    assert Terms((), TODAY).last_due_on is None
