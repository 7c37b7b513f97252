"""The life of a reconciliation: a list of theirs, compared, each difference closed, confirmed by both.

Its rows are `tables/reconciliation_transitions.csv`. It is signed off only when every difference is
closed, and nothing in it changes the ledger: what is wrong there is put right by the ledger's own
acts, and then the comparison is made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.procedures import reconciliation
from mediation.rules.procedures.machine import CLOCKS, Machine

PAPER = "PAPER"  # the statement that both sides sign


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts about a reconciliation that guards ask about."""

    from_on: date | None = None
    to_on: date | None = None
    list_read: bool = False
    compared: bool = False
    unsettled: int = 0  # differences that nobody has closed
    reason: str = ""  # code of the reason for closing one
    reason_text: str = ""
    on: date | None = None


Guard = Callable[[Situation], Finding | None]


def _stop(code: str, zh: str, en: str) -> Finding:
    return Finding(Outcome.BLOCK, code, Words(zh, en), "")


def period_sound(facts: Situation) -> Finding | None:
    if facts.from_on and facts.to_on and facts.from_on <= facts.to_on:
        return None
    return _stop(
        "period_unsound",
        "起始日不能晚于截止日，请重新填写对账期间。",
        "The first day cannot be after the last: enter the period again.",
    )


def list_read(facts: Situation) -> Finding | None:
    if facts.list_read:
        return None
    return _stop("no_list", "请先导入对方名册。", "Bring in the other body's list first.")


def compared(facts: Situation) -> Finding | None:
    if facts.compared:
        return None
    return _stop("not_compared", "请先导入对方名册。", "Bring in the other body's list first.")


def all_settled(facts: Situation) -> Finding | None:
    if not facts.unsettled:
        return None
    return _stop(
        "unsettled",
        f"还有 {facts.unsettled} 项差异没有处理，逐项写明理由后才能确认。",
        f"{facts.unsettled} difference(s) are still open: close each with its reason first.",
    )


def reason_listed(facts: Situation) -> Finding | None:
    if facts.on is not None and any(one.code == facts.reason for one in reconciliation.reasons(on=facts.on)):
        return None
    return _stop("reason_missing", "请选择处理理由。", "Choose the reason.")


def reason_told(facts: Situation) -> Finding | None:
    wordless = {one.code for one in reconciliation.all_reasons() if one.needs_text}
    if facts.reason not in wordless or facts.reason_text.strip():
        return None
    return _stop("reason_untold", "这项理由须写明情况。", "This reason needs a sentence that explains it.")


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (period_sound, list_read, compared, all_settled, reason_listed, reason_told)
}


RECONCILIATION = Machine[Situation](
    "reconciliation_transitions",
    "reconciliation_states",
    Words("这次对账", "This reconciliation"),
    guards=GUARDS,
    documents=(PAPER,),
    letters_to="body",
    phases=("open", "ended"),
    unused=("outcome", *CLOCKS),
)
states, transitions = RECONCILIATION.states, RECONCILIATION.transitions
find, offered_in, refusals = RECONCILIATION.find, RECONCILIATION.offered_in, RECONCILIATION.refusals
