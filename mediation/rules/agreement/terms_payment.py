"""Tests of who pays what, when and to which account, at what interest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from mediation.rules.agreement.terms import Means, Terms
from mediation.rules.agreement.terms_found import Found, yuan
from mediation.rules.findings import Words
from mediation.rules.money.rates import RateCap


def sums(terms: Terms, signing_on: date) -> Iterator[Found]:
    if not terms.pays:
        return
    if terms.total_fen <= 0:
        yield Found(
            "amount_not_positive",
            Words("总金额 {fen} 应大于零。", "The total {fen} must be more than zero.").within(
                fen=yuan(terms.total_fen)
            ),
        )
    for one in terms.instalments:
        if one.fen <= 0:
            yield Found(
                "amount_not_positive",
                Words(
                    "第 {n} 期金额 {fen} 应大于零。", "Instalment {n} of {fen} must be more than zero."
                ).within(n=one.number, fen=yuan(one.fen)),
            )
    if terms.instalments and terms.planned_fen != terms.total_fen:
        yield Found(
            "sum_mismatch",
            Words(
                "分期合计 {planned}，总金额 {total}，相差 {gap}。",
                "The instalments come to {planned}, the total is {total}: they differ by {gap}.",
            ).within(
                planned=yuan(terms.planned_fen),
                total=yuan(terms.total_fen),
                gap=yuan(abs(terms.planned_fen - terms.total_fen)),
            ),
            Words("改正其中一个数。", "Correct one of the two."),
        )
    if not terms.instalments:
        yield Found(
            "plan_missing",
            Words("有付款金额，没有付款日期。", "An amount is to be paid, but no day is given."),
            Words(
                "至少写一期；一次付清也写明最后付款日。", "Enter at least one instalment, also for one sum."
            ),
        )


def days(terms: Terms, signing_on: date) -> Iterator[Found]:
    plan = terms.instalments
    if [one.number for one in plan] != list(range(1, len(plan) + 1)):
        yield Found(
            "instalment_numbers",
            Words("分期序号不是从 1 起连续。", "The instalments are not numbered 1, 2, 3 without a gap."),
        )
    for before, after in pairwise(plan):
        facts = {"a": before.number, "b": after.number, "x": before.due_on, "y": after.due_on}
        if after.due_on < before.due_on:
            yield Found(
                "dates_out_of_order",
                Words(
                    "第 {b} 期 {y} 早于第 {a} 期 {x}。",
                    "Instalment {b} on {y} comes before instalment {a} on {x}.",
                ).within(**facts),
                Words("按日期先后排列。", "Put them in order of date."),
            )
        elif after.due_on == before.due_on:
            yield Found(
                "dates_equal",
                Words(
                    "第 {a} 期与第 {b} 期同为 {x}。", "Instalments {a} and {b} are both due on {x}."
                ).within(**facts),
            )
    past = [(Words(f"第 {one.number} 期", f"Instalment {one.number}"), one.due_on) for one in plan]
    past += [
        (Words(f"第 {one.number} 条", f"Term {one.number}"), one.due_on) for one in terms.items if one.due_on
    ]
    for place, due_on in past:
        if due_on < signing_on:
            yield Found(
                "date_past",
                Words(
                    f"{place.zh}的日期 {due_on} 早于签署日 {signing_on}。",
                    f"{place.en} is due on {due_on}, before the day of signing, {signing_on}.",
                ),
                Words("改为签署日或以后的日期。", "Give the day of signing or a later day."),
            )


def hands(terms: Terms, signing_on: date) -> Iterator[Found]:
    if not terms.pays:
        return
    payer, payee = terms.payer.strip(), terms.payee.strip()
    if not payer or not payee:
        yield Found(
            "payer_or_payee_missing",
            Words("没有写明由谁付款、付给谁。", "It does not say who pays, or to whom."),
        )
    elif payer == payee:
        yield Found(
            "payer_is_payee",
            Words("付款人与收款人都是{name}。", "{name} is both payer and payee.").within(name=payer),
        )
    if terms.means is not Means.TRANSFER:
        return
    account = terms.account
    if account is None:
        yield Found(
            "account_missing",
            Words("银行转账没有写收款账户。", "A bank transfer needs the account to pay into."),
            Words(
                "填写户名、开户行和账号，或改选付款方式。",
                "Give holder, bank and number, or another way to pay.",
            ),
        )
    elif not (account.holder.strip() and account.bank.strip() and account.number.strip()):
        yield Found(
            "account_incomplete",
            Words("收款账户缺少户名、开户行或账号。", "The account lacks its holder, bank or number."),
        )
    elif payee and account.holder.strip() != payee:
        yield Found(
            "account_of_another",
            Words(
                "收款账户户名{holder}不是收款人{payee}。",
                "The account is held by {holder}, not by the payee {payee}.",
            ).within(holder=account.holder.strip(), payee=payee),
            Words(
                "改用收款人本人账户，或留存书面委托并核实。",
                "Use the payee's own account, or keep a verified mandate.",
            ),
        )


def interest(terms: Terms, cap: RateCap | None) -> Iterator[Found]:
    interest = terms.interest
    if interest is None:
        return
    late = interest.late_yearly_percent
    for percent in (interest.yearly_percent, late or Decimal(0)):
        if percent < 0:
            yield Found("interest_negative", Words("利率不能为负。", "A rate cannot be below zero."))
        elif cap is not None and percent > cap.yearly_percent:
            yield Found(
                "interest_over_cap" if cap.mandatory else "interest_over_guidance",
                Words(
                    f"年利率 {percent}% 高于上限 {cap.yearly_percent}%（{cap.words.zh}）。",
                    f"{percent}% a year is above the cap of {cap.yearly_percent}% ({cap.words.en}).",
                ),
                Words("降到上限以内。", "Bring it down to the cap."),
                cap.legal_basis,
            )
    if interest.yearly_percent > 0 and (interest.base_fen is None or interest.from_on is None):
        yield Found(
            "interest_base_unclear",
            Words("利息没有写明计息本金或起算日。", "Interest lacks the sum or the day from which it runs."),
            Words("写明本金、起算日和年利率。", "Give the sum, the first day and the yearly rate."),
        )
