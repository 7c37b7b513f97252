"""Whether what a cell of one table names stands in another, in a vocabulary or in the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mediation.rules import tables, vocabulary
from mediation.rules.agreement import clauses
from mediation.rules.book.known import Column, Known
from mediation.rules.procedures import (
    court_grounds,
    file_order,
    letter_ladder,
    lifecycle,
    package_contents,
    referral_steps,
)
from mediation.rules.procedures.machine import AnyMachine
from mediation.rules.time import deadline_rules, reminders


def faults(machines: Iterable[AnyMachine], known: Known) -> Iterator[str]:
    """Every name without its row, as a sentence for whoever keeps the tables."""
    for column in columns(machines, known):
        yield from column.faults()
    yield from _places_of_wordings()
    yield from _products_without_row()
    yield from _tracks_without_clock()
    yield from _lapses_without_deadline(known)


def columns(machines: Iterable[AnyMachine], known: Known) -> tuple[Column, ...]:
    """The columns whose cells name what stands elsewhere; those of the machines are `machine_checks`'."""
    return (*_between_tables(), *_of_vocabularies(), *_of_the_house(machines, known))


def _between_tables() -> Iterator[Column]:
    causes, bodies = _codes("causes"), _codes("authorities")
    regimes, deadlines = _codes("regimes"), _codes("deadlines")
    kinds = _codes("referral_kinds")
    yield from (
        Column("causes", "parent", causes),
        Column("court_exceptions", "courts", _codes("courts")),
        Column("court_exceptions", "place", _codes("divisions")),
        Column("courts", "superior", _codes("courts", "zh")),
        Column("divisions", "replaced_by", _codes("divisions")),
        Column("effect", "regime", regimes),
        Column("element_sets", "causes", {*causes, "*"}),
        Column("elements", "set", _codes("element_sets")),
        Column("eligibility", "question", _codes("eligibility_questions")),
        Column("package_contents", "kinds", kinds),
        Column("payment_order_transitions", "handover", _codes("referral_transitions", "action"), "act"),
        Column("product_causes", "business", _codes("complaint_classes")),
        Column("product_causes", "causes", causes),
        Column("product_causes", "complaint_cause", _codes("complaint_classes")),
        Column("referral_kinds", "authority", bodies),
        Column("competences", "authority", bodies),
        Column("reminders", "deadlines", {*deadlines, reminders.ANY}),
        Column("signature_levels", "regime", {*regimes, "*"}),
        Column("vague_words", "fault", _codes("lint")),
    )
    for placeholder in sorted(referral_steps.PLACEHOLDERS):
        clocks = {*deadlines, lifecycle.PERIOD, referral_steps.RETURN}
        yield Column("referral_kinds", placeholder.lower(), clocks, "deadline")


def _of_vocabularies() -> tuple[Column, ...]:
    tracks = lifecycle.PERIOD_BY_TRACK
    outcomes = {*vocabulary.OUTCOMES, file_order.ALWAYS, file_order.AS_NEEDED}
    results = vocabulary.HANDOVER_RESULTS
    return (
        Column("clauses", "topic", clauses.TOPICS),
        Column("court_grounds", "matter", referral_steps.MATTERS),
        Column("court_grounds", "ruling", {*results, court_grounds.REFUSED}),
        Column("deadlines", "extension_consents", deadline_rules.CONSENTS),
        Column("deadlines", "suspends", deadline_rules.PAUSE_REASONS),
        Column("deadlines", "who", deadline_rules.WHO),
        Column("file_order", "files", file_order.PURPOSES),
        Column("file_order", "needed", outcomes),
        Column("letter_ladder", "addressee", letter_ladder.ADDRESSEE_WORDS),
        Column("letter_ladder", "channel", letter_ladder.CHANNEL_WORDS),
        Column("letter_ladder", "group", letter_ladder.GROUP_WORDS),
        Column("package_contents", "ends", package_contents.ENDS),
        Column("package_contents", "files", file_order.PURPOSES),
        Column("package_contents", "parties", package_contents.PARTIES),
        Column("product_causes", "product", vocabulary.PRODUCTS),
        Column("referral_kinds", "channel", vocabulary.CHANNELS),
        Column("referral_kinds", "matter", referral_steps.MATTERS),
        Column("referral_kinds", "track", tracks),
        Column("reminders", "told", reminders.RECIPIENTS),
        Column("result_words", "outcomes", {*vocabulary.OUTCOMES, *results}),
        Column("signature_levels", "track", tracks),
    )


def _of_the_house(machines: Iterable[AnyMachine], known: Known) -> tuple[Column, ...]:
    acts = {row["action"] for machine in machines for row in tables.read(machine.table)}
    lapses = acts if known.lapses is None else known.lapses
    return (
        Column("deadlines", "on_lapse", {*lapses, deadline_rules.ENDS}, "act"),
        Column("package_contents", "letter", known.documents, "document"),
        Column("package_contents", "needed", known.documents, "document"),
        Column("package_contents", "papers", known.documents, "document"),
        Column("referral_kinds", "paper", known.documents, "document"),
        Column("referral_kinds", "slip", known.documents, "document"),
    )


def _lapses_without_deadline(known: Known) -> Iterator[str]:
    for act in sorted(set(known.lapses or ()) - _codes("deadlines", "on_lapse")):
        yield f"deadlines: none lapses into {act}, which something carries out"


def _codes(table: str, column: str = "code") -> set[str]:
    return {row[column] for row in tables.read(table)}


def _places_of_wordings() -> Iterator[str]:
    known = _codes("clause_parameters")
    for row in clauses.all_clauses():
        for name in sorted(clauses.places_of(row) - known):
            yield f"clauses {row.code}: unknown place {name} in its wording"


def _products_without_row() -> Iterator[str]:
    for product in sorted(set(vocabulary.PRODUCTS) - _codes("product_causes", "product")):
        yield f"product_causes: no row for {product}"


def _tracks_without_clock() -> Iterator[str]:
    clocks = _codes("deadlines")
    for track in lifecycle.PERIOD_BY_TRACK:
        for name, clock in lifecycle.named_clocks(track).items():
            if clock and clock not in clocks:
                yield f"lifecycle: {name} of {track} is the unknown deadline {clock}"
