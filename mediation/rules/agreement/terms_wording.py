"""Tests of what the terms say: content, numbering, vague words, amounts in words, duties without a day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mediation.rules.agreement.terms import Act, Terms
from mediation.rules.agreement.terms_found import Found, yuan
from mediation.rules.agreement.vague import names_a_day, vague_in
from mediation.rules.findings import Words

ADVICE_ON_WORDS = {
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


def content(terms: Terms, signing_on: date) -> Iterator[Found]:
    if not terms.items and not terms.pays:
        yield Found(
            "terms_empty",
            Words("协议没有任何约定内容。", "The agreement settles nothing."),
            Words("请至少写一条约定。", "Write at least one term."),
        )
    for term in terms.items:
        if not term.text.strip():
            yield Found(
                "term_blank",
                Words("第 {n} 条没有内容。", "Term {n} has no words.").within(n=term.number),
                Words("写明内容，或删去这一条。", "Write what is agreed, or delete the term."),
            )
    if [term.number for term in terms.items] != list(range(1, len(terms.items) + 1)):
        yield Found(
            "term_numbers",
            Words("条款编号不是从 1 起连续编号。", "The terms are not numbered 1, 2, 3 without a gap."),
        )


def wording(terms: Terms, signing_on: date) -> Iterator[Found]:
    texts = [
        (Words(f"第 {term.number} 条", f"Term {term.number}"), term.text, term.due_on is not None)
        for term in terms.items
    ]
    planned = bool(terms.instalments)
    texts.append((Words("违约条款", "The breach clause"), terms.breach_clause, planned))
    texts.append((Words("费用条款", "The clause on costs"), terms.costs, planned))
    for place, text, has_day in texts:
        for row in vague_in(text, on=signing_on, has_day=has_day):
            yield Found(
                row.fault,
                Words(
                    f"{place.zh}写有“{row.word}”，执行时说不清。",
                    f"{place.en} says “{row.word}”, which cannot be enforced.",
                ),
                ADVICE_ON_WORDS[row.fault],
            )


_AMOUNT = re.compile(r"(?:[¥￥]\s*|(?:RMB|CNY)\s*)?(\d[\d,]*(?:\.\d{1,2})?)\s*(万)?\s*(?:元|圆|yuan)")


def amounts_in_words(terms: Terms, signing_on: date) -> Iterator[Found]:
    known = {terms.total_fen, terms.planned_fen, *(one.fen for one in terms.instalments)}
    for term in terms.items:
        if term.act is not Act.PAY or not terms.pays:
            continue
        for figure, ten_thousand in _AMOUNT.findall(unicodedata.normalize("NFKC", term.text)):
            fen = int(Decimal(figure.replace(",", "")) * (1_000_000 if ten_thousand else 100))
            if fen not in known:
                yield Found(
                    "text_amount_mismatch",
                    Words(
                        "第 {n} 条写的 {fen} 与付款计划中的任何金额都不一致（总金额 {total}）。",
                        "Term {n} says {fen}, which is no amount of the payment plan (total {total}).",
                    ).within(n=term.number, fen=yuan(fen), total=yuan(terms.total_fen)),
                    Words("让文字与付款计划一致。", "Make the words and the plan agree."),
                )


_NEEDS_DAY = frozenset({Act.CORRECT_RECORD, Act.HAND_OVER, Act.APOLOGISE})


def duties(terms: Terms, signing_on: date) -> Iterator[Found]:
    for term in terms.items:
        if term.act in _NEEDS_DAY and term.due_on is None and not names_a_day(term.text):
            yield Found(
                "duty_without_day",
                Words(
                    "第 {n} 条没有写明何时完成。", "Term {n} does not say by when it is to be done."
                ).within(n=term.number),
                Words("写明最后一天。", "Give the last day."),
            )
        if term.act in _NEEDS_DAY and not term.debtor.strip():
            yield Found(
                "debtor_missing",
                Words("第 {n} 条没有写明由谁履行。", "Term {n} does not say who has to do it.").within(
                    n=term.number
                ),
            )
