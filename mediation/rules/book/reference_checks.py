"""Whether what one table names stands in the other; called by `table_checks`."""

from __future__ import annotations

from collections.abc import Iterator

from mediation.rules import tables, vocabulary
from mediation.rules.acceptance import authorities, causes, regimes
from mediation.rules.agreement import clauses, elements, terms_lint, vague
from mediation.rules.numbers import courts_table, divisions
from mediation.rules.procedures import (
    confirmation,
    file_order,
    package_contents,
    referral_steps,
    result_words,
)
from mediation.rules.time import deadline_rules, reminders


def faults() -> Iterator[str]:
    """Every name without its row, as a sentence for whoever keeps the tables."""
    known: list[tuple[str, set[str], set[str]]] = [
        (
            "product_causes.causes",
            {code for row in causes.product_causes() for code in row.causes},
            {row.code for row in causes.all_causes()},
        ),
        (
            "clauses.topic",
            {row.topic for row in clauses.all_clauses()},
            set(clauses.TOPICS),
        ),
        (
            "clauses: the places of a wording",
            {name for row in clauses.all_clauses() for name in clauses.places_of(row)},
            set(clauses.parameters()),
        ),
        (
            "causes.parent",
            {row.parent for row in causes.all_causes() if row.parent},
            {row.code for row in causes.all_causes()},
        ),
        (
            "product_causes.business and complaint_cause",
            {code for row in causes.product_causes() for code in (row.business, row.complaint_cause)},
            {row.code for row in causes.all_complaint_classes()},
        ),
        (
            "product_causes.product",
            {row.product for row in causes.product_causes()} ^ set(vocabulary.PRODUCTS),
            set(),
        ),
        (
            "element_sets.causes",
            {code for row in elements.all_sets() for code in row.causes},
            {row.code for row in causes.all_causes()} | {"*"},
        ),
        (
            "referrals.authority",
            {row.authority for row in authorities.referrals()},
            set(authorities.authorities()),
        ),
        (
            "result_words.outcomes",
            {code for group in result_words.result_groups() for code in group.outcomes},
            set(vocabulary.OUTCOMES) | set(vocabulary.HANDOVER_RESULTS),
        ),
        (
            "package_contents.kinds",
            {code for row in package_contents.rows() for code in row.kinds},
            {row.code for row in referral_steps.all_kinds()},
        ),
        (
            "package_contents.files",
            {code for row in package_contents.rows() for code in row.files},
            set(file_order.PURPOSES),
        ),
        (
            "effect.regime",
            {row.regime for row in regimes.requirements()},
            {row.code for row in regimes.regimes()},
        ),
        (
            "vague_words.fault",
            {row.fault for row in vague.vague_words()},
            {row.code for row in terms_lint.faults()},
        ),
        (
            "court_exceptions.courts",
            {code for row in confirmation.court_exceptions() for code in row.courts},
            set(courts_table.courts()),
        ),
        (
            "court_exceptions.place",
            {row.place for row in confirmation.court_exceptions()},
            set(divisions.divisions()),
        ),
        (
            "courts.superior",
            {court.superior for court in courts_table.courts().values() if court.superior},
            {court.words.zh for court in courts_table.courts().values()},
        ),
        (
            "eligibility.question",
            {row["question"] for row in tables.read("eligibility")},
            {row["code"] for row in tables.read("eligibility_questions")},
        ),
        (
            "reminders.deadlines",
            {code for step in reminders.all_steps() for code in step.deadlines},
            set(deadline_rules.all_rules()) | {reminders.ANY},
        ),
        (
            "reminders.told",
            {code for step in reminders.all_steps() for code in step.told},
            set(reminders.RECIPIENTS),
        ),
        (
            "divisions.replaced_by",
            {row.replaced_by for row in divisions.divisions().values() if row.replaced_by},
            set(divisions.divisions()),
        ),
        (
            "elements.set",
            {row["set"] for row in tables.read("elements")},
            {row.code for row in elements.all_sets()},
        ),
    ]
    for what, used, allowed in known:
        for code in sorted(used - allowed):
            yield f"{what}: unknown {code}"
