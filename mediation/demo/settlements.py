"""The terms that a scenario ends in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mediation.agreements.operations import Drafting
from mediation.cases.models import Case, Party
from mediation.rules.agreement.terms import Account, Act, Instalment, Means, Term, Terms
from mediation.rules.money.amounts_typed import parse_fen
from mediation.rules.numbers.bank_accounts import luhn_sum

BANK = "鹭江湾银行演示支行"


def drafting_of(case: Case, script: dict[str, Any], *, on: date) -> Drafting:
    """The draft for `case` as told, written on the day `on`; days count from then."""
    names = {party.side: party.name for party in case.parties}
    plan = tuple(
        Instalment(number, on + timedelta(days=days), parse_fen(amount))
        for number, (days, amount) in enumerate(script["plan"], 1)
    )
    means = Means(script["means"])
    return Drafting(
        main_facts=_facts(case),
        disputed=script["disputed"],
        terms=Terms(
            items=tuple(_term(number, one, names, on) for number, one in enumerate(script["items"], 1)),
            drafted_on=on,
            total_fen=sum(one.fen for one in plan),
            instalments=plan,
            payer=names[script["payer"]],
            payee=names[script["payee"]],
            means=means,
            account=_account(case, script["payee"]) if means is Means.TRANSFER else None,
            breach_clause=script["breach"],
            costs=script["costs"],
        ),
    )


def _term(number: int, script: dict[str, Any], names: dict[str, str], on: date) -> Term:
    return Term(
        number,
        script["text"],
        Act(script["act"]),
        debtor=names.get(script.get("debtor", ""), ""),
        due_on=on + timedelta(days=script["days"]) if "days" in script else None,
    )


def _facts(case: Case) -> str:
    """The main facts (人民调解法 art. 29): what happened when, as it was told and not denied."""
    happened = "；".join(f"{_day(one['on'])}，{one['what']}" for one in case.occurrences)
    return f"{happened}。"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _account(case: Case, payee: str) -> Account:
    """An account in the payee's own name; its number passes the check digit and belongs to nobody."""
    party: Party = case.applicant if payee == "applicant" else case.respondent
    stem = f"6200000592{case.number:08d}"
    number = next(f"{stem}{digit}" for digit in range(10) if luhn_sum(f"{stem}{digit}") == 0)
    return Account(party.name, BANK, number)
