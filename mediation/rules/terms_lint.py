"""What would make a court refuse to confirm a settlement, found before it is signed.

Every finding cites the article on which the court would refuse; its weight and article are
a row of `tables/lint.csv`. A finding that blocks stops the signing, a warning asks a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

from mediation.rules import tables
from mediation.rules.dated import the_one_in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.money import figures
from mediation.rules.rates import RateCap
from mediation.rules.terms import Act, Means, Terms
from mediation.rules.vague import names_a_day, vague_in


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the lint: how much the fault weighs, and on which article."""

    code: str
    outcome: Outcome
    words: Words
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    checked: str


@dataclass(frozen=True, slots=True)
class _Fault:
    """A fault found, before the table has said what it weighs."""

    code: str
    words: Words
    advice: Words | None = None
    legal_basis: str = ""


@cache
def faults() -> tuple[Fault, ...]:
    """All rows of the lint, in table order."""
    return tuple(
        Fault(
            code=row["code"],
            outcome=Outcome(row["outcome"]),
            words=Words(row["zh"], row["en"]),
            in_force_from=tables.first_day(row["in_force_from"]),
            in_force_to=tables.day(row["in_force_to"]),
            legal_basis=row["legal_basis"],
            checked=row["checked"],
        )
        for row in tables.read("lint")
    )


def lint(terms: Terms, *, on: date, cap: RateCap | None = None) -> list[Finding]:
    """The faults of `terms` as of the day `on`, the weightiest first; empty when there are none.

    `on` is the day on which they would be signed, where `terms.signed_on` does not say it: a
    due date before that day is past. `cap` is the cap on interest for this lender and
    contract (`rates.cap_on`), None where interest has none. Source: 民诉法解释 355, 358;
    人民调解法 29. Raises NotInForce for a day before the lint's first row.
    """
    signing_on = terms.signed_on or on
    found = [fault for test in _TESTS for fault in test(terms, signing_on)]
    findings = [_weigh(fault, on) for fault in [*found, *_interest(terms, cap)]]
    weights = list(Outcome)
    return sorted(findings, key=lambda finding: -weights.index(finding.outcome))


def _weigh(fault: _Fault, on: date) -> Finding:
    row = the_one_in_force([row for row in faults() if row.code == fault.code], on)
    basis = "；".join(part for part in (row.legal_basis, fault.legal_basis) if part)
    return Finding(row.outcome, row.code, fault.words, basis, fault.advice)


def _yuan(fen: int) -> str:
    return f"¥{figures(fen)}"


def _content(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    if not terms.items and not terms.pays:
        yield _Fault(
            "terms_empty",
            Words("协议没有任何约定内容。", "The agreement settles nothing."),
            Words("请至少写一条约定。", "Write at least one term."),
        )
    for term in terms.items:
        if not term.text.strip():
            yield _Fault(
                "term_blank",
                Words("第 {n} 条没有内容。", "Term {n} has no words.").within(n=term.number),
                Words("写明内容，或删去这一条。", "Write what is agreed, or delete the term."),
            )
    if [term.number for term in terms.items] != list(range(1, len(terms.items) + 1)):
        yield _Fault(
            "term_numbers",
            Words("条款编号不是从 1 起连续编号。", "The terms are not numbered 1, 2, 3 without a gap."),
        )


_ADVICE_ON_WORDS = {
    "time_unclear": Words(
        "写明年月日，或“签署之日起若干日内”。", "Give a date, or a number of days from signing."
    ),
    "amount_unclear": Words("写明金额，精确到分。", "Give the amount, to the fen."),
    "matter_open": Words(
        "写明谁在何时做什么；暂时谈不成的事项不要写进协议。",
        "Say who does what by when; leave out what is not yet agreed.",
    ),
    "title_in_words": Words(
        "物权、知识产权的确权内容法院不予确认，请另行登记或起诉。",
        "A court will not confirm who owns property or an intellectual right; register it or sue.",
    ),
    "report_given_up": Words(
        "可以约定民事争议已了结，不要约定不得举报。",
        "Say that the civil dispute is over; do not forbid reports to the authorities.",
    ),
    "record_deleted": Words(
        "只能约定对错误信息提出更正；真实的逾期记录依法保存。",
        "Agree only that wrong entries be corrected; true entries are kept by law.",
    ),
}


def _wording(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    texts = [
        (Words(f"第 {term.number} 条", f"Term {term.number}"), term.text, term.due_on is not None)
        for term in terms.items
    ]
    planned = bool(terms.instalments)
    texts.append((Words("违约条款", "The breach clause"), terms.breach_clause, planned))
    texts.append((Words("费用条款", "The clause on costs"), terms.costs, planned))
    for place, text, has_day in texts:
        for row in vague_in(text, on=signing_on, has_day=has_day):
            yield _Fault(
                row.fault,
                Words(
                    f"{place.zh}写有“{row.word}”，执行时说不清。",
                    f"{place.en} says “{row.word}”, which cannot be enforced.",
                ),
                _ADVICE_ON_WORDS[row.fault],
            )


def _sums(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    if not terms.pays:
        return
    if terms.total_fen <= 0:
        yield _Fault(
            "amount_not_positive",
            Words("总金额 {fen} 应大于零。", "The total {fen} must be more than zero.").within(
                fen=_yuan(terms.total_fen)
            ),
        )
    for one in terms.instalments:
        if one.fen <= 0:
            yield _Fault(
                "amount_not_positive",
                Words(
                    "第 {n} 期金额 {fen} 应大于零。", "Instalment {n} of {fen} must be more than zero."
                ).within(n=one.number, fen=_yuan(one.fen)),
            )
    if terms.instalments and terms.planned_fen != terms.total_fen:
        yield _Fault(
            "sum_mismatch",
            Words(
                "分期合计 {planned}，总金额 {total}，相差 {gap}。",
                "The instalments come to {planned}, the total is {total}: they differ by {gap}.",
            ).within(
                planned=_yuan(terms.planned_fen),
                total=_yuan(terms.total_fen),
                gap=_yuan(abs(terms.planned_fen - terms.total_fen)),
            ),
            Words("改正其中一个数。", "Correct one of the two."),
        )
    if not terms.instalments:
        yield _Fault(
            "plan_missing",
            Words("有付款金额，没有付款日期。", "An amount is to be paid, but no day is given."),
            Words(
                "至少写一期；一次付清也写明最后付款日。", "Enter at least one instalment, also for one sum."
            ),
        )


_AMOUNT = re.compile(r"(?:[¥￥]\s*|(?:RMB|CNY)\s*)?(\d[\d,]*(?:\.\d{1,2})?)\s*(万)?\s*(?:元|圆|yuan)")


def _amounts_in_words(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    known = {terms.total_fen, terms.planned_fen, *(one.fen for one in terms.instalments)}
    for term in terms.items:
        if term.act is not Act.PAY or not terms.pays:
            continue
        for figure, ten_thousand in _AMOUNT.findall(unicodedata.normalize("NFKC", term.text)):
            fen = int(Decimal(figure.replace(",", "")) * (1_000_000 if ten_thousand else 100))
            if fen not in known:
                yield _Fault(
                    "text_amount_mismatch",
                    Words(
                        "第 {n} 条写的 {fen} 与付款计划中的任何金额都不一致（总金额 {total}）。",
                        "Term {n} says {fen}, which is no amount of the payment plan (total {total}).",
                    ).within(n=term.number, fen=_yuan(fen), total=_yuan(terms.total_fen)),
                    Words("让文字与付款计划一致。", "Make the words and the plan agree."),
                )


def _days(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    plan = terms.instalments
    if [one.number for one in plan] != list(range(1, len(plan) + 1)):
        yield _Fault(
            "instalment_numbers",
            Words("分期序号不是从 1 起连续。", "The instalments are not numbered 1, 2, 3 without a gap."),
        )
    for before, after in pairwise(plan):
        facts = {"a": before.number, "b": after.number, "x": before.due_on, "y": after.due_on}
        if after.due_on < before.due_on:
            yield _Fault(
                "dates_out_of_order",
                Words(
                    "第 {b} 期 {y} 早于第 {a} 期 {x}。",
                    "Instalment {b} on {y} comes before instalment {a} on {x}.",
                ).within(**facts),
                Words("按日期先后排列。", "Put them in order of date."),
            )
        elif after.due_on == before.due_on:
            yield _Fault(
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
            yield _Fault(
                "date_past",
                Words(
                    f"{place.zh}的日期 {due_on} 早于签署日 {signing_on}。",
                    f"{place.en} is due on {due_on}, before the day of signing, {signing_on}.",
                ),
                Words("改为签署日或以后的日期。", "Give the day of signing or a later day."),
            )


_NEEDS_DAY = frozenset({Act.CORRECT_RECORD, Act.HAND_OVER, Act.APOLOGISE})


def _duties(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    for term in terms.items:
        if term.act in _NEEDS_DAY and term.due_on is None and not names_a_day(term.text):
            yield _Fault(
                "duty_without_day",
                Words(
                    "第 {n} 条没有写明何时完成。", "Term {n} does not say by when it is to be done."
                ).within(n=term.number),
                Words("写明最后一天。", "Give the last day."),
            )
        if term.act in _NEEDS_DAY and not term.debtor.strip():
            yield _Fault(
                "debtor_missing",
                Words("第 {n} 条没有写明由谁履行。", "Term {n} does not say who has to do it.").within(
                    n=term.number
                ),
            )


def _hands(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    if not terms.pays:
        return
    payer, payee = terms.payer.strip(), terms.payee.strip()
    if not payer or not payee:
        yield _Fault(
            "payer_or_payee_missing",
            Words("没有写明由谁付款、付给谁。", "It does not say who pays, or to whom."),
        )
    elif payer == payee:
        yield _Fault(
            "payer_is_payee",
            Words("付款人与收款人都是{name}。", "{name} is both payer and payee.").within(name=payer),
        )
    if terms.means is not Means.TRANSFER:
        return
    account = terms.account
    if account is None:
        yield _Fault(
            "account_missing",
            Words("银行转账没有写收款账户。", "A bank transfer needs the account to pay into."),
            Words(
                "填写户名、开户行和账号，或改选付款方式。",
                "Give holder, bank and number, or another way to pay.",
            ),
        )
    elif not (account.holder.strip() and account.bank.strip() and account.number.strip()):
        yield _Fault(
            "account_incomplete",
            Words("收款账户缺少户名、开户行或账号。", "The account lacks its holder, bank or number."),
        )
    elif payee and account.holder.strip() != payee:
        yield _Fault(
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


_ACCELERATION = ("全部", "剩余", "加速", "提前到期", "一次性", "accelerat", "whole", "balance", "remaining")


def _breach(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    owed_later = any(one.due_on > signing_on for one in terms.instalments)
    owed_later = owed_later or any(one.due_on and one.due_on > signing_on for one in terms.items)
    clause = terms.breach_clause.strip()
    if owed_later and not clause:
        yield _Fault(
            "breach_clause_missing",
            Words("没有写不按期履行怎么办。", "It does not say what follows if a party does not perform."),
            Words(
                "写明违约后果，例如剩余款项全部到期。",
                "Say what follows, for example that the whole balance falls due.",
            ),
        )
    elif len(terms.instalments) > 1 and not any(word in clause.lower() for word in _ACCELERATION):
        yield _Fault(
            "no_acceleration",
            Words(
                "违约条款没有约定剩余各期提前到期；一期逾期时只能就该期申请执行。",
                "The breach clause does not make the balance fall due; only a missed part could be enforced.",
            ),
        )
    if terms.pays and not terms.costs.strip():
        yield _Fault(
            "costs_silent",
            Words(
                "没有约定费用负担，视为各自承担。", "Nothing is said about costs; each side bears its own."
            ),
        )


def _rights_of_others(terms: Terms, signing_on: date) -> Iterator[_Fault]:
    if terms.third_parties:
        names = "、".join(terms.third_parties), ", ".join(terms.third_parties)
        if terms.third_parties_sign:
            yield _Fault(
                "third_party_signs",
                Words(
                    f"协议涉及{names[0]}的权益，须由其本人签署。",
                    f"The terms touch the rights of {names[1]}, who must sign too.",
                ),
            )
        else:
            yield _Fault(
                "third_party_rights",
                Words(
                    f"协议处分了{names[0]}的权益，其并非签署人。",
                    f"The terms dispose of rights of {names[1]}, who does not sign.",
                ),
                Words("请其一并签署，或删去相关内容。", "Have them sign as well, or take that part out."),
            )
    if terms.settles_title:
        yield _Fault(
            "title_to_property",
            Words(
                "协议涉及物权或知识产权确权：可以调解，不能司法确认。",
                "The terms say who owns property or an intellectual right: no court confirms that.",
            ),
            _ADVICE_ON_WORDS["title_in_words"],
        )


def _interest(terms: Terms, cap: RateCap | None) -> Iterator[_Fault]:
    interest = terms.interest
    if interest is None:
        return
    late = interest.late_yearly_percent
    for percent in (interest.yearly_percent, late or Decimal(0)):
        if percent < 0:
            yield _Fault("interest_negative", Words("利率不能为负。", "A rate cannot be below zero."))
        elif cap is not None and percent > cap.yearly_percent:
            yield _Fault(
                "interest_over_cap" if cap.mandatory else "interest_over_guidance",
                Words(
                    f"年利率 {percent}% 高于上限 {cap.yearly_percent}%（{cap.words.zh}）。",
                    f"{percent}% a year is above the cap of {cap.yearly_percent}% ({cap.words.en}).",
                ),
                Words("降到上限以内。", "Bring it down to the cap."),
                cap.legal_basis,
            )
    if interest.yearly_percent > 0 and (interest.base_fen is None or interest.from_on is None):
        yield _Fault(
            "interest_base_unclear",
            Words("利息没有写明计息本金或起算日。", "Interest lacks the sum or the day from which it runs."),
            Words("写明本金、起算日和年利率。", "Give the sum, the first day and the yearly rate."),
        )


_TESTS: tuple[Callable[[Terms, date], Iterator[_Fault]], ...] = (
    _content,
    _wording,
    _sums,
    _amounts_in_words,
    _days,
    _duties,
    _hands,
    _breach,
    _rights_of_others,
)
