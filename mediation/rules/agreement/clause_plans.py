"""The plan of payment, the account and the interest that the clauses of a draft already say.

What a clause says is not typed a second time: a clause that pays makes the plan, one about late
payment makes the rate that the cap is held against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mediation.rules.agreement.clauses import Clause, ClauseRefused, Plan, Value
from mediation.rules.agreement.schedules import at_so_much_a_month, in_equal_parts
from mediation.rules.agreement.terms import Account, Instalment, Interest, Means
from mediation.rules.findings import Words

MOST_ROWS = 240


@dataclass(frozen=True, slots=True)
class Payment:
    """What one clause makes of the money, in fen."""

    payer: str
    payee: str
    total_fen: int
    instalments: tuple[Instalment, ...]
    means: Means
    account: Account | None


def payment_of(clause: Clause, given: Mapping[str, Value]) -> Payment | None:
    """The payment that a filled clause promises; None for a clause that moves no money.

    Raises ClauseRefused where the instalments cannot be made (less than one fen each, too many).
    """
    if clause.plan is Plan.NONE or clause.means is None:
        return None
    facts = {one.role: given[one.code] for one in clause.parameters if one.role}
    total = _fen(facts["total"])
    account = facts.get("account")
    return Payment(
        str(facts["payer"]),
        str(facts["payee"]),
        total,
        _instalments(clause, facts, given, total),
        clause.means,
        account if isinstance(account, Account) else None,
    )


def interest_of(filled: Sequence[tuple[Clause, Mapping[str, Value]]]) -> Interest | None:
    """The interest that the clauses promise, taken together; None where none speaks of it."""
    found = Interest()
    for clause, given in filled:
        facts = {one.role: given[one.code] for one in clause.parameters if one.role}
        if isinstance(rate := facts.get("rate"), Decimal):
            base, since = facts.get("base"), facts.get("from")
            found = replace(
                found,
                yearly_percent=rate,
                base_fen=base if isinstance(base, int) else None,
                from_on=since if isinstance(since, date) else None,
            )
        if isinstance(late := facts.get("late"), Decimal):
            found = replace(found, late_yearly_percent=late)
    return None if found == Interest() else found


def _instalments(
    clause: Clause, facts: Mapping[str, Value], given: Mapping[str, Value], total: int
) -> tuple[Instalment, ...]:
    if clause.plan is Plan.SINGLE:
        return (Instalment(1, _day(facts["due"]), total),)
    first_on = _day(facts["first"])
    if clause.plan is Plan.EQUAL:
        count = _fen(facts["count"])
        if total < count:
            raise ClauseRefused(
                "count", Words("每期不足一分，请减少期数。", "Less than a fen each: use fewer instalments.")
            )
        return in_equal_parts(total, count, first_on)
    each = _fen(given["each"])
    if each > total or total > each * MOST_ROWS:
        raise ClauseRefused(
            "each",
            Words(
                f"每期金额不能多于总额，期数不能超过 {MOST_ROWS}。",
                f"Not more than the total, and not more than {MOST_ROWS} instalments.",
            ),
        )
    return at_so_much_a_month(total, each, first_on)


def _fen(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _day(value: Value) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no day")
    return value
