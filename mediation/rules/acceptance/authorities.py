"""Which authority takes what leaves mediation, and on what ground.

Rows of `tables/competences.csv` say for a reason (a finding's code or a case's outcome) and the
trade of the institution where a matter goes. For one reason and authority group the row of the
trade itself goes before that for any trade (`*`); the row `* *` at the end catches all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of

ANY = "*"
REGULATORS = frozenset({"nfra", "pbc", "csrc", "local_finance"})


class Act(StrEnum):
    """What the centre does: hands the matter over with a receipt, reports it, or tells the person."""

    HAND_OVER = "hand_over"
    REPORT = "report"
    TELL = "tell"


ACT_WORDS = {
    Act.HAND_OVER: Words("移送", "hand over"),
    Act.REPORT: Words("报告", "report"),
    Act.TELL: Words("告知当事人", "tell the person"),
}


@dataclass(frozen=True, slots=True)
class Authority(Dated):
    """A kind of body; `line` is its national telephone line, empty where there is none."""

    code: str
    words: Words
    line: str


@dataclass(frozen=True, slots=True)
class Competence(Dated):
    """One row: a matter with one of `reasons` goes to `authority` in this way."""

    reasons: tuple[str, ...]
    trade: str
    authority: str
    act: Act
    words: Words
    note: Words


def authorities() -> dict[str, Authority]:
    """Every body, by code, in table order."""
    return {row.code: row for row in rows_of("authorities", Authority)}


def competences() -> tuple[Competence, ...]:
    """Every row, in table order."""
    return rows_of("competences", Competence)


def where_to(reason: str, *, on: date, trade: str = "") -> tuple[Competence, ...]:
    """Where a matter goes that leaves for `reason`, in table order; never empty.

    `trade` is the institution's; the regulator of the trade takes the place of the regulator for
    any trade. An unknown reason gives the row that catches all.
    """
    rows = in_force(competences(), on)
    meant = [row for row in rows if reason in row.reasons and row.trade in (trade, ANY)]
    if any(_names_regulator_of(row, trade) for row in meant):
        meant = [row for row in meant if row.authority not in REGULATORS or row.trade == trade]
    return tuple(meant or [row for row in rows if ANY in row.reasons])


def regulator_of(trade: str, *, on: date) -> Authority:
    """The authority that takes a complaint against an institution of this trade."""
    row = next(row for row in where_to("not_agreed", on=on, trade=trade) if row.authority in REGULATORS)
    return authorities()[row.authority]


def routes_after_failure(*, on: date, trade: str = "") -> tuple[Competence, ...]:
    """The routes that must be told when mediation ends without agreement (人民调解法 26)."""
    return where_to("not_agreed", on=on, trade=trade)


def _names_regulator_of(row: Competence, trade: str) -> bool:
    return bool(trade) and row.trade == trade and row.authority in REGULATORS
