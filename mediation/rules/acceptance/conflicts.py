"""May this mediator take this case: grounds for withdrawal, `tables/conflicts.csv`.

Court-invited and online mediation name the grounds (特邀调解规定 15, 在线调解规则 13); the house
uses them for all cases. Where a row is waivable and both parties agreed after disclosure, the
finding becomes a note; a commercial mediator withdraws without a waiver (商事调解条例 20).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.rows import rows_of

NO_WAIVER_REGIMES = frozenset({"SS"})


@dataclass(frozen=True, slots=True)
class Employer:
    """An organisation that employs a mediator, or employed them `until` that day."""

    organisation_id: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MediatorFacts:
    """The mediator. Hashes are the keyed look-up hashes; empty means unknown."""

    name: str
    employers: tuple[Employer, ...] = ()
    paper_hash: str = ""
    phone_hash: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The case. `organisations` are (id, name) of the parties that are bodies we know.

    `declared` are relations that the mediator disclosed, `earlier_roles` what they were in the
    case before (agent, witness, ...), both in words.
    """

    organisations: tuple[tuple[int, str], ...] = ()
    paper_hashes: frozenset[str] = frozenset()
    phone_hashes: frozenset[str] = frozenset()
    declared: tuple[str, ...] = ()
    earlier_roles: tuple[str, ...] = ()
    both_parties_waived: bool = False
    regime: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Dated):
    """One row of the table."""

    code: str
    when: str
    years: int = 0
    outcome: Outcome
    waivable: bool
    words: Words
    note: str


def grounds() -> tuple[Ground, ...]:
    """All rows, in table order."""
    return rows_of("conflicts", Ground)


def check_mediator(mediator: MediatorFacts, case: CaseFacts, *, on: date) -> tuple[Finding, ...]:
    """The conflicts of `mediator` with `case` on the day `on`; empty when there is none."""
    return tuple(
        _finding(ground, mediator, case, facts)
        for ground in in_force(grounds(), on)
        for facts in _TESTS[ground.when](ground, mediator, case, on)
    )


def _finding(ground: Ground, mediator: MediatorFacts, case: CaseFacts, facts: dict[str, str]) -> Finding:
    words = ground.words.within(mediator=mediator.name, **facts)
    waived = ground.waivable and case.both_parties_waived and case.regime not in NO_WAIVER_REGIMES
    if not waived:
        return Finding(ground.outcome, ground.code, words, ground.legal_basis)
    agreed = Words(f"{words.zh}双方知情后同意其继续。", f"{words.en} Both parties agreed after disclosure.")
    return Finding(Outcome.NOTE, ground.code, agreed, ground.legal_basis)


Facts = Iterator[dict[str, str]]


def _employed_now(ground: Ground, mediator: MediatorFacts, case: CaseFacts, on: date) -> Facts:
    current = {one.organisation_id for one in mediator.employers if one.until is None or one.until >= on}
    yield from ({"party": name} for number, name in case.organisations if number in current)


def _employed_before(ground: Ground, mediator: MediatorFacts, case: CaseFacts, on: date) -> Facts:
    current = {one.organisation_id for one in mediator.employers if one.until is None or one.until >= on}
    left = {
        one.organisation_id
        for one in mediator.employers
        if one.until is not None and one.until < on and _within_years(one.until, ground.years, on)
    }
    yield from ({"party": name} for number, name in case.organisations if number in left - current)


def _within_years(day: date, years: int, on: date) -> bool:
    """The day that many years later is still within (29 February counts to 28 February)."""
    return (on.year - day.year, on.month, on.day) <= (years, day.month, day.day)


def _same_paper(ground: Ground, mediator: MediatorFacts, case: CaseFacts, on: date) -> Facts:
    if mediator.paper_hash and mediator.paper_hash in case.paper_hashes:
        yield {}


def _same_phone(ground: Ground, mediator: MediatorFacts, case: CaseFacts, on: date) -> Facts:
    if mediator.phone_hash and mediator.phone_hash in case.phone_hashes:
        yield {}


def _declared(ground: Ground, mediator: MediatorFacts, case: CaseFacts, on: date) -> Facts:
    yield from ({"relation": relation} for relation in case.declared)


def _earlier_role(ground: Ground, mediator: MediatorFacts, case: CaseFacts, on: date) -> Facts:
    yield from ({"relation": role} for role in case.earlier_roles)


_TESTS: dict[str, Callable[[Ground, MediatorFacts, CaseFacts, date], Facts]] = {
    "employed_now": _employed_now,
    "employed_before": _employed_before,
    "same_paper": _same_paper,
    "same_phone": _same_phone,
    "declared": _declared,
    "earlier_role": _earlier_role,
}
