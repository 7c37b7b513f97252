"""The library of approved clauses, and how a clause is filled with what the parties agreed.

Clauses are `tables/clauses.csv`: a code, a version (the day since which the wording is in force),
a topic, the wording in both languages with {parameters}. Each parameter is a row of
`clause_parameters.csv` with its kind and, where it says more than its words, its part in the terms:
who owes, by when, what is paid. A new wording is a new row; a draft keeps the version it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from string import Formatter
from typing import Annotated

from mediation.rules.agreement.terms import Account, Act, Means, Term
from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.money.amounts import UPPER_BOUND, capitals, figures
from mediation.rules.refusals import Refused
from mediation.rules.rows import Column, rows_of

TOPICS: Mapping[str, Words] = {
    "lump_sum": Words("一次付清", "Payment in one sum"),
    "instalments": Words("分期付款", "Instalments"),
    "reduction": Words("减免", "Reductions"),
    "breach": Words("违约责任", "Breach"),
    "hand_over": Words("交付证明和资料", "Papers and releases"),
    "record": Words("更正记录", "Records corrected"),
    "conduct": Words("行为", "Conduct"),
    "contract": Words("合同的变更和解除", "Contracts changed or ended"),
    "confidentiality": Words("保密和个人信息", "Confidentiality and personal data"),
    "costs": Words("费用", "Costs"),
    "confirmation": Words("司法确认", "Judicial confirmation"),
    "ending": Words("争议了结", "End of the dispute"),
}
LONGEST_TEXT = 300
MOST_INSTALMENTS = 120
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

Value = int | str | date | Decimal | Account


class Kind(StrEnum):
    """What a parameter takes: whole fen, a day, percent a year, an account, a name, words, a count."""

    MONEY = "money"
    DATE = "date"
    RATE = "rate"
    ACCOUNT = "account"
    PARTY = "party"
    TEXT = "text"
    DAYS = "days"
    COUNT = "count"


class Plan(StrEnum):
    """How a clause about money becomes a plan of payment."""

    NONE = ""
    SINGLE = "single"
    EQUAL = "equal"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`role` is its part in the terms (payer, payee, debtor, total, due, ...); empty: only words."""

    code: str
    kind: Kind
    role: str
    words: Words


@dataclass(frozen=True, slots=True)
class Clause(Dated):
    """One approved wording. `adds_up` is a sum that its amounts must meet: debt=total+reduced."""

    code: str
    topic: str
    name: Words
    text: Annotated[Words, Column("zh", "en", read=Words)]
    act: Act
    debtor: str
    plan: Plan
    means: Means | None
    adds_up: str

    @property
    def key(self) -> str:
        """Code and version: how a draft remembers which wording it was made from."""
        return f"{self.code}@{self.in_force_from.isoformat()}"

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What has to be filled in, in the order of the Chinese wording."""
        known = parameters()
        return tuple(known[name] for name in dict.fromkeys(_places(self.text.zh)))

    def with_role(self, role: str) -> Parameter | None:
        """The parameter that plays this part in the terms."""
        return next((one for one in self.parameters if one.role == role), None)


class ClauseRefused(Refused):
    """A clause cannot be filled; `parameter` is the code of the one at fault."""

    def __init__(self, parameter: str, words: Words) -> None:
        super().__init__(words)
        self.parameter = parameter


@cache
def parameters() -> Mapping[str, Parameter]:
    """Every parameter by its code."""
    return {row.code: row for row in rows_of("clause_parameters", Parameter)}


def all_clauses() -> tuple[Clause, ...]:
    """Every version of every clause, in table order."""
    return rows_of("clauses", Clause)


def clauses(*, on: date) -> tuple[Clause, ...]:
    """The clauses that may be used on the day `on`, in table order."""
    return tuple(in_force(all_clauses(), on))


def by_topic(*, on: date) -> Mapping[str, tuple[Clause, ...]]:
    """The clauses of the day under their topics, topics without one left out."""
    usable = clauses(on=on)
    grouped = {topic: tuple(one for one in usable if one.topic == topic) for topic in TOPICS}
    return {topic: found for topic, found in grouped.items() if found}


def clause_with(key: str) -> Clause | None:
    """The very version that a key names, whether or not it may still be chosen."""
    return next((one for one in all_clauses() if one.key == key), None)


def fill(clause: Clause, given: Mapping[str, Value]) -> Words:
    """The wording with every parameter written out: amounts in figures and capitals, days in full.

    `given` holds a value for each parameter: fen for money, a date, a Decimal of percent a year, an
    Account, a name, words, a whole number. Raises ClauseRefused for one that is missing, unknown or
    wrong, and for amounts that do not add up.
    """
    known = {one.code for one in clause.parameters}
    for code in given:
        if code not in known:
            raise ClauseRefused(code, Words(f"这一条没有“{code}”这一项。", f"This clause has no “{code}”."))
    for parameter in clause.parameters:
        _check(parameter, given.get(parameter.code))
    _check_sum(clause, given)
    _check_hands(clause, given)
    return clause.text.within(**{one.code: written_out(one, given[one.code]) for one in clause.parameters})


def blank(clause: Clause) -> Words:
    """The wording with the name of each parameter in its place, as the form shows it."""
    marked = {one.code: Words(f"【{one.words.zh}】", f"[{one.words.en}]") for one in clause.parameters}
    return clause.text.within(**marked)


def as_term(clause: Clause, given: Mapping[str, Value], *, number: int) -> Term:
    """The filled clause as a numbered term that knows who owes what by when. Raises ClauseRefused."""
    due = clause.with_role("due")
    due_on = given.get(due.code) if due else None
    debtor = given.get(clause.debtor, "") if clause.debtor else ""
    return Term(
        number,
        fill(clause, given).zh,
        clause.act,
        str(debtor),
        due_on if isinstance(due_on, date) else None,
        clause=clause.key,
        given=tuple((one.code, as_text(given[one.code])) for one in clause.parameters),
    )


def given_of(term: Term) -> dict[str, Value]:
    """The values from which `as_term` made the term; empty for a free one."""
    return {code: from_text(parameters()[code].kind, text) for code, text in term.given}


def written_out(parameter: Parameter, value: Value) -> Words:
    """A value as the clause prints it."""
    if isinstance(value, Account):
        return Words(
            f"户名{value.holder}，开户行{value.bank}，账号{grouped(value.number)}",
            f"holder {value.holder}, bank {value.bank}, number {grouped(value.number)}",
        )
    if isinstance(value, date):
        return Words(
            f"{value.year}年{value.month}月{value.day}日",
            f"{value.day} {_MONTHS[value.month - 1]} {value.year}",
        )
    if isinstance(value, Decimal):
        return Words(f"{value:f}%", f"{value:f}%")
    if parameter.kind is Kind.MONEY and isinstance(value, int):
        words = capitals(value)
        return Words(
            f"人民币{figures(value)}元（大写：人民币{words}）", f"RMB {figures(value)} (人民币{words})"
        )
    plain = str(value).strip()
    return Words(plain, plain)


def grouped(number: str) -> str:
    """An account number in groups of four, as on the card."""
    plain = "".join(number.split())
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def as_text(value: Value) -> str:
    """A value for storing."""
    if isinstance(value, Account):
        return "\n".join((value.holder, value.bank, value.number))
    return value.isoformat() if isinstance(value, date) else str(value)


def from_text(kind: Kind, text: str) -> Value:
    """The value that `as_text` wrote."""
    if kind is Kind.ACCOUNT:
        return Account(*text.split("\n"))
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    if kind is Kind.RATE:
        return Decimal(text)
    return int(text) if kind in (Kind.MONEY, Kind.DAYS, Kind.COUNT) else text


def places_of(clause: Clause) -> set[str]:
    """The {places} of both wordings, and of what adds up."""
    named = clause.adds_up.replace("=", " ").replace("+", " ").split()
    return {*_places(clause.text.zh), *_places(clause.text.en), *named}


def _places(text: str) -> Iterable[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def _check(parameter: Parameter, value: Value | None) -> None:
    name = parameter.words
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        raise ClauseRefused(parameter.code, Words(f"请填写{name.zh}。", f"Fill in: {name.en}."))
    if not isinstance(value, _TYPES[parameter.kind]) or isinstance(value, bool):
        raise ClauseRefused(
            parameter.code, Words(f"{name.zh}不是应填的内容，请重填。", f"{name.en}: enter it again.")
        )
    if fault := _FAULTS.get(parameter.kind, _no_fault)(value):
        raise ClauseRefused(parameter.code, Words(f"{name.zh}{fault.zh}", f"{name.en}: {fault.en}"))


def _no_fault(value: Value) -> Words | None:
    return None


def _amount_fault(value: Value) -> Words | None:
    if isinstance(value, int) and not 0 < value <= UPPER_BOUND:
        return Words("应大于零，并且不能太大。", "more than zero, and not too large.")
    return None


def _rate_fault(value: Value) -> Words | None:
    if isinstance(value, Decimal) and not 0 <= value <= 100:
        return Words("应在 0 到 100 之间，单位是每年百分之几。", "percent a year, from 0 to 100.")
    return None


def _account_fault(value: Value) -> Words | None:
    if isinstance(value, Account) and not all(
        part.strip() for part in (value.holder, value.bank, value.number)
    ):
        return Words("要写全户名、开户行和账号。", "give holder, bank and number.")
    return None


def _text_fault(value: Value) -> Words | None:
    if len(str(value)) > LONGEST_TEXT or "\n" in str(value):
        return Words(f"请写在一行之内，最多 {LONGEST_TEXT} 字。", f"one line of {LONGEST_TEXT} at most.")
    return None


def _days_fault(value: Value) -> Words | None:
    return None if isinstance(value, int) and 0 < value <= 3650 else Words("应是天数。", "a number of days.")


def _count_fault(value: Value) -> Words | None:
    if isinstance(value, int) and 1 <= value <= MOST_INSTALMENTS:
        return None
    return Words(f"应在 1 到 {MOST_INSTALMENTS} 之间。", f"from 1 to {MOST_INSTALMENTS}.")


_TYPES = {
    Kind.MONEY: int,
    Kind.DATE: date,
    Kind.RATE: Decimal,
    Kind.ACCOUNT: Account,
    Kind.PARTY: str,
    Kind.TEXT: str,
    Kind.DAYS: int,
    Kind.COUNT: int,
}
_FAULTS = {
    Kind.MONEY: _amount_fault,
    Kind.RATE: _rate_fault,
    Kind.ACCOUNT: _account_fault,
    Kind.TEXT: _text_fault,
    Kind.PARTY: _text_fault,
    Kind.DAYS: _days_fault,
    Kind.COUNT: _count_fault,
}


def _check_sum(clause: Clause, given: Mapping[str, Value]) -> None:
    if not clause.adds_up:
        return
    whole, _, parts = clause.adds_up.partition("=")
    names = [parameters()[code].words for code in (whole, *parts.split("+"))]
    fen = [given[code] for code in (whole, *parts.split("+"))]
    amounts = [one for one in fen if isinstance(one, int)]
    if amounts[0] != sum(amounts[1:]):
        raise ClauseRefused(
            whole,
            Words(
                f"{names[0].zh}应等于{'加'.join(name.zh for name in names[1:])}，现在相差 "
                f"¥{figures(abs(amounts[0] - sum(amounts[1:])))}。",
                f"{names[0].en} must be {' plus '.join(name.en.lower() for name in names[1:])}; "
                f"they differ by ¥{figures(abs(amounts[0] - sum(amounts[1:])))}.",
            ),
        )


def _check_hands(clause: Clause, given: Mapping[str, Value]) -> None:
    """Nobody promises something to themselves."""
    hands = [one for one in clause.parameters if one.kind is Kind.PARTY]
    names = [given[one.code] for one in hands]
    if len(hands) == 2 and names[0] == names[1]:
        raise ClauseRefused(
            hands[1].code,
            Words(
                f"{hands[0].words.zh}与{hands[1].words.zh}不能是同一方。",
                f"{hands[0].words.en} and {hands[1].words.en.lower()} cannot be the same party.",
            ),
        )
