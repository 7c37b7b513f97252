"""What would make a court refuse to confirm a settlement, found before it is signed.

Every finding cites the article on which the court would refuse; its weight and article are
a row of `tables/lint.csv`. A finding that blocks stops the signing, a warning asks a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from mediation.rules.agreement import terms_consequences, terms_payment, terms_wording
from mediation.rules.agreement.terms import Terms
from mediation.rules.agreement.terms_found import Found
from mediation.rules.dated import Dated, the_one_in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.money.rates import RateCap
from mediation.rules.rows import rows_of


@dataclass(frozen=True, slots=True)
class Fault(Dated):
    """One row of the lint: how much the fault weighs, and on which article."""

    code: str
    outcome: Outcome
    words: Words


def faults() -> tuple[Fault, ...]:
    """All rows of the lint, in table order."""
    return rows_of("lint", Fault)


def lint(terms: Terms, *, on: date, cap: RateCap | None = None) -> list[Finding]:
    """The faults of `terms` as of the day `on`, the weightiest first; empty when there are none.

    `on` is the day on which they would be signed, where `terms.signed_on` does not say it: a
    due date before that day is past. `cap` is the cap on interest for this lender and
    contract (`rates.cap_on`), None where interest has none. Source: 民诉法解释 355, 358;
    人民调解法 29. Raises NotInForce for a day before the lint's first row.
    """
    signing_on = terms.signed_on or on
    found = [fault for test in _TESTS for fault in test(terms, signing_on)]
    findings = [_weigh(fault, on) for fault in [*found, *terms_payment.interest(terms, cap)]]
    weights = list(Outcome)
    return sorted(findings, key=lambda finding: -weights.index(finding.outcome))


def _weigh(fault: Found, on: date) -> Finding:
    row = the_one_in_force([row for row in faults() if row.code == fault.code], on)
    basis = "；".join(part for part in (row.legal_basis, fault.legal_basis) if part)
    return Finding(row.outcome, row.code, fault.words, basis, fault.advice)


_TESTS: tuple[Callable[[Terms, date], Iterator[Found]], ...] = (
    terms_wording.content,
    terms_wording.wording,
    terms_payment.sums,
    terms_wording.amounts_in_words,
    terms_payment.days,
    terms_wording.duties,
    terms_payment.hands,
    terms_consequences.breach,
    terms_consequences.rights_of_others,
)
