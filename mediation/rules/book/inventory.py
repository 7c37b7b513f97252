"""Every table of the law book: what reads it, and the columns that name a rule of it.

A table that is not named here is refused at the start. Its rows are read at the start, too, so that a column
without a reader or a cell that does not fit is found before anybody needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mediation.rules.acceptance import (
    authorities,
    causes,
    conflicts,
    eligibility,
    privacy,
    red_lines,
    regimes,
    routing,
)
from mediation.rules.agreement import clauses, elements, signatures, terms_lint, vague
from mediation.rules.book import chapters
from mediation.rules.money import affordability, court_fees, rates
from mediation.rules.numbers import courts_table, divisions
from mediation.rules.procedures import (
    confirmation,
    court_grounds,
    file_order,
    indicators,
    letter_ladder,
    lifecycle,
    package_contents,
    payment_orders,
    reconciliation,
    reconciliation_steps,
    referral_steps,
    result_words,
    retention,
)
from mediation.rules.time import deadline_rules, limitation, reminders, workdays

Read = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Table:
    """`key`: the columns that name a rule, within which the dates of its rows follow each other; None where
    rows have no dates. `read` gives the rows as values; None: a package of the house does (`known.Known`).
    """

    read: Read | None
    key: tuple[str, ...] | None


def _dated(read: Read | None, *key: str) -> Table:
    return Table(read, key)


def _undated(read: Read | None) -> Table:
    return Table(read, None)


TABLES: Mapping[str, Table] = {
    # who may come with what
    "authorities": _dated(authorities.authorities, "code"),
    "causes": _dated(causes.all_causes, "code"),
    "complaint_classes": _dated(causes.all_complaint_classes, "facet", "code"),
    "conflicts": _dated(conflicts.grounds, "code"),
    "effect": _dated(regimes.requirements, "regime", "form"),
    "eligibility": _dated(eligibility.all_answers, "question", "code"),
    "eligibility_questions": _dated(eligibility.all_questions, "code"),
    "privacy_lines": _dated(privacy.all_lines, "code"),
    "product_causes": _dated(causes.product_causes, "product"),
    "red_lines": _dated(red_lines.signs, "code", "outcome", "signs", "fact"),
    "competences": _dated(authorities.competences, "reasons", "trade", "authority"),
    "regimes": _dated(regimes.regimes, "code"),
    "routing": _dated(routing.rows, "order"),
    # time
    "deadlines": _dated(deadline_rules.all_rules, "code"),
    "holidays": _dated(workdays.holiday_rows, "first_on", "kind"),
    "interruptions": _dated(limitation.interruption_kinds, "code"),
    "reminders": _dated(reminders.all_steps, "deadlines", "step"),
    "statutory_days": _dated(workdays.statutory_days, "month", "day"),
    # money
    "affordability": _dated(affordability.limits, "code"),
    "benchmark": _dated(rates.benchmarks),
    "court_fees": _dated(court_fees.brackets, "code"),
    "interest_caps": _dated(rates.caps, "lender"),
    "lpr": _dated(rates.lpr_published),
    # numbers and places
    "case_types": _dated(courts_table.case_types, "word", "style"),
    "courts": _dated(courts_table.courts, "code"),
    "divisions": _undated(divisions.divisions),
    "townships": _undated(divisions.townships),
    # the agreement
    "clause_parameters": _undated(clauses.parameters),
    "clauses": _dated(clauses.all_clauses, "code"),
    "element_choices": _undated(elements.all_choices),
    "element_fields": _undated(elements.all_fields),
    "element_sets": _dated(elements.all_sets, "code"),
    "elements": _undated(elements.all_elements),
    "lint": _dated(terms_lint.faults, "code"),
    "signature_levels": _dated(signatures.rows, "regime", "track"),
    "vague_words": _dated(vague.vague_words, "word"),
    # procedures
    "confirmation_papers": _dated(confirmation.all_papers, "code"),
    "court_exceptions": _dated(confirmation.court_exceptions, "place", "level"),
    "court_grounds": _dated(court_grounds.all_grounds, "matter", "ruling", "code"),
    "difference_reasons": _dated(reconciliation.all_reasons, "code"),
    "file_order": _dated(file_order.rows, "code"),
    "indicators": _dated(indicators.indicators, "code"),
    "letter_ladder": _dated(letter_ladder.rungs, "group", "addressee", "order", "channel"),
    "package_contents": _dated(package_contents.rows, "code"),
    "payment_order_questions": _dated(payment_orders.all_questions, "code"),
    "payment_order_states": _undated(payment_orders.states),
    "payment_order_transitions": _dated(payment_orders.transitions, "action", "from"),
    "reconciliation_states": _undated(reconciliation_steps.states),
    "reconciliation_transitions": _dated(reconciliation_steps.transitions, "action", "from"),
    "referral_kinds": _dated(referral_steps.all_kinds, "code"),
    "referral_states": _undated(referral_steps.states),
    "referral_transitions": _dated(referral_steps.transitions, "action", "from"),
    "result_words": _dated(result_words.result_groups, "code"),
    "retention": _dated(retention.rows, "code"),
    "states": _undated(lifecycle.states),
    "transitions": _dated(lifecycle.transitions, "action", "from"),
    # the book itself
    "book": _undated(chapters.sections),
    "columns": _undated(chapters.headings),
    "sources": _undated(chapters.sources),
    # how letters and notices to other systems are sent
    "delivery_states": _undated(None),
    "delivery_steps": _dated(None, "action", "from"),
    "webhook_retries": _dated(None, "failures"),
    "webhook_states": _undated(None),
    "webhook_steps": _dated(None, "action", "from"),
}

UNDATED = frozenset(name for name, table in TABLES.items() if table.key is None)
