"""Two drafts laid beside each other: what was taken out, what came in, sentence by sentence.

Terms are paired by likeness first, so that an inserted term does not make all the others look new;
within a pair the change is shown by characters (words and figures as wholes), as Chinese is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from mediation.agreements.models import TermsDraft
from mediation.agreements.queries import terms_of
from mediation.rules.agreement.terms import MEANS_WORDS, Terms
from mediation.rules.findings import Words
from mediation.rules.money.amounts import figures

_PIECES = re.compile(r"[A-Za-z]+|[0-9][0-9,.]*|\s+|.", re.DOTALL)
ALIKE = 0.45


class Change(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stayed, were taken out or came in."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the agreement in both drafts, its runs in reading order."""

    title: Words
    runs: tuple[Run, ...]

    @property
    def is_changed(self) -> bool:
        return any(run.change is not Change.SAME for run in self.runs)


def compare(old: TermsDraft, new: TermsDraft) -> list[Row]:
    """Every part of the two drafts, those that stayed the same among them, in the order of the paper."""
    before, after = terms_of(old), terms_of(new)
    rows = [
        _row(Words("纠纷主要事实", "Main facts"), old.main_facts, new.main_facts),
        _row(Words("争议事项", "In dispute"), old.disputed, new.disputed),
        _row(Words("各方责任", "Responsibility"), old.responsibility, new.responsibility),
        *_terms(before, after),
        _row(Words("付款", "Payment"), _payment(before), _payment(after)),
        *_plan(before, after),
        _row(Words("利息", "Interest"), _interest(before), _interest(after)),
        _row(Words("违约条款", "Breach"), before.breach_clause, after.breach_clause),
        _row(Words("费用", "Costs"), before.costs, after.costs),
        _row(Words("案外人", "Third parties"), _others(before), _others(after)),
    ]
    return [row for row in rows if row.runs]


def runs(old: str, new: str) -> tuple[Run, ...]:
    """The change from one text to another, run by run."""
    a, b = _PIECES.findall(old), _PIECES.findall(new)
    found: list[Run] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Run(Change.SAME, "".join(a[a1:a2])))
            continue
        if a2 > a1:
            found.append(Run(Change.OUT, "".join(a[a1:a2])))
        if b2 > b1:
            found.append(Run(Change.IN, "".join(b[b1:b2])))
    return tuple(found)


def _row(title: Words, old: str, new: str) -> Row:
    return Row(title, runs(old, new))


def _terms(before: Terms, after: Terms) -> Iterator[Row]:
    old = [_term(one.text, one.due_on) for one in before.items]
    new = [_term(one.text, one.due_on) for one in after.items]
    for a, b in pairs(old, new):
        title = Words(
            f"第 {(b if b is not None else a or 0) + 1} 条", f"Term {(b if b is not None else a or 0) + 1}"
        )
        yield _row(title, old[a] if a is not None else "", new[b] if b is not None else "")


def pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Which text of `old` became which of `new`, in the order of `new`; None for one without a fellow."""
    likeness = {
        (a, b): SequenceMatcher(None, before, after, autojunk=False).ratio()
        for a, before in enumerate(old)
        for b, after in enumerate(new)
    }
    fellow: dict[int, int] = {}
    for a, b in sorted(likeness, key=lambda pair: (-likeness[pair], abs(pair[0] - pair[1]))):
        if likeness[a, b] >= ALIKE and a not in fellow.values() and b not in fellow:
            fellow[b] = a
    paired: list[tuple[int | None, int | None]] = [(fellow.get(b), b) for b in range(len(new))]
    for a in range(len(old)):
        if a not in fellow.values():
            place = next(
                (at for at, (one, _) in enumerate(paired) if one is not None and one > a), len(paired)
            )
            paired.insert(place, (a, None))
    return paired


def _term(text: str, due_on: object) -> str:
    return f"{text}（{due_on}）" if due_on else text


def _payment(terms: Terms) -> str:
    if not terms.pays:
        return ""
    account = terms.account
    where = f"，{account.holder} {account.bank} {account.number}" if account else ""
    means = MEANS_WORDS[terms.means].zh
    return f"{terms.payer} → {terms.payee} ¥{figures(terms.total_fen)}（{means}{where}）"


def _plan(before: Terms, after: Terms) -> Iterator[Row]:
    old = [f"{one.due_on} ¥{figures(one.fen)}" for one in before.instalments]
    new = [f"{one.due_on} ¥{figures(one.fen)}" for one in after.instalments]
    if old != new:
        yield _row(Words("付款计划", "Plan of payment"), "\n".join(old), "\n".join(new))
    elif old:
        yield Row(Words("付款计划", "Plan of payment"), (Run(Change.SAME, "\n".join(old)),))


def _interest(terms: Terms) -> str:
    one = terms.interest
    if one is None:
        return ""
    base = f"¥{figures(one.base_fen)} " if one.base_fen else ""
    late = f" / {one.late_yearly_percent}%" if one.late_yearly_percent is not None else ""
    return f"{base}{one.yearly_percent}%{late} {one.from_on or ''}".strip()


def _others(terms: Terms) -> str:
    signs = "签字" if terms.third_parties_sign else "不签字"
    return f"{'、'.join(terms.third_parties)}（{signs}）" if terms.third_parties else ""
