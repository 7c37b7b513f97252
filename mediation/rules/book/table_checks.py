"""What could be wrong with the tables of the law book, found at start and in the tests.

Every table is named in `inventory`. The faults are sentences for whoever keeps the tables, so they are in
English only.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from mediation.rules import tables
from mediation.rules.acceptance import authorities, eligibility, routing
from mediation.rules.agreement import elements
from mediation.rules.book import chapters, machine_checks, reference_checks
from mediation.rules.book.inventory import TABLES, UNDATED
from mediation.rules.book.known import NOBODY_TOLD, Known, place
from mediation.rules.procedures.machine import AnyMachine
from mediation.rules.tables import Checked
from mediation.rules.time import reminders

_MAY_HAVE_NO_ENGLISH = frozenset({"divisions"})


def check_tables(
    machines: Iterable[AnyMachine] = machine_checks.MACHINES, known: Known = NOBODY_TOLD
) -> list[str]:
    """Every fault of every table; empty when the book is sound.

    `machines` are those by which things live here and in the house; `known` are names of the house that
    rows may use.
    """
    stages: tuple[Iterable[Iterator[str]], ...] = (
        (test() for test in _FILES),
        (test() for test in _FORM),
        (_everything_can_be_read(machines, known), machine_checks.names(machines, known)),
        (
            machine_checks.sense(machines),
            reference_checks.faults(machines, known),
            *(test() for test in _SENSE),
        ),
    )
    for stage in stages:
        if faults := [fault for found in stage for fault in found]:
            return faults  # the next tests would fall over the same faults
    return []


def _names() -> list[str]:
    return sorted(path.stem for path in tables.TABLES.glob("*.csv"))


def _every_table_is_described() -> Iterator[str]:
    found, known = set(_names()), set(TABLES)
    for name in sorted(found - known):
        yield f"{name}: not described in the inventory"
    for name in sorted(known - found):
        yield f"{name}: described in the inventory, but there is no such file"


def _cells_are_in_their_columns() -> Iterator[str]:
    for name in _names():
        with (tables.TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            head = next(reader, [])
            for number, row in enumerate(reader, 2):
                if len(row) != len(head):
                    yield f"{name}.csv line {number}: {len(row)} cells under {len(head)} columns"
        if not head:
            yield f"{name}: the file is empty"
        if len(set(head)) != len(head):
            yield f"{name}: a column stands twice"


def _words_are_in_both_languages() -> Iterator[str]:
    for name in _names():
        if name in _MAY_HAVE_NO_ENGLISH:
            continue
        head = tables.head(name)
        chinese = [column for column in head if column == "zh" or column.endswith("_zh")]
        pairs = [(zh, en) for zh in chinese if (en := zh[:-2] + "en") in head]
        for number, row in enumerate(tables.read(name), 2):
            for zh, en in pairs:
                if bool(row[zh]) != bool(row[en]):
                    lacking = en if row[zh] else zh
                    yield f"{place(name, number, lacking)}: {zh} and {en} are not both filled in"


def _marks_are_honest() -> Iterator[str]:
    marks, of_law = set(Checked), {Checked.PRIMARY, Checked.SECONDARY}
    for name in _names():
        head = tables.head(name)
        if "checked" not in head:
            continue
        basis = "legal_basis" if "legal_basis" in head else "source"
        for number, row in enumerate(tables.read(name), 2):
            if row["checked"] not in marks:
                yield f"{place(name, number, 'checked')}: unknown mark {row['checked']!r}"
            elif row["checked"] in of_law and not row[basis]:
                yield f"{place(name, number, basis)}: marked {row['checked']} without a legal basis"


def _dates_follow_each_other() -> Iterator[str]:
    for name, table in TABLES.items():
        if table.key is None:
            continue
        spans: dict[tuple[str, ...], list[tuple[date, date | None]]] = defaultdict(list)
        for number, row in enumerate(tables.read(name), 2):
            unreadable = list(_unreadable_dates(name, number, row))
            if unreadable:
                yield from unreadable
                continue
            span = tables.first_day(row["in_force_from"]), tables.day(row["in_force_to"])
            if span[1] is not None and span[1] < span[0]:
                yield f"{place(name, number, 'in_force_to')}: ends before it begins"
            spans[tuple(row[column] for column in table.key)].append(span)
        for key, rows in spans.items():
            yield from _gaps(f"{name} {' '.join(key)}".strip(), sorted(rows, key=lambda row: row[0]))


def _unreadable_dates(name: str, number: int, row: Mapping[str, str]) -> Iterator[str]:
    for column, read in (("in_force_from", tables.first_day), ("in_force_to", tables.day)):
        try:
            read(row[column])
        except (KeyError, ValueError):
            yield f"{place(name, number, column)}: no readable dates in force"


def _gaps(rule: str, spans: list[tuple[date, date | None]]) -> Iterator[str]:
    for (first, last), (following, _) in pairwise(spans):
        if last is None or last >= following:
            yield f"{rule}: the rows of {first} and {following} overlap"
        elif last + timedelta(days=1) != following:
            yield f"{rule}: no row between {last} and {following}"


def _everything_can_be_read(machines: Iterable[AnyMachine], known: Known) -> Iterator[str]:
    readers = {name: table.read for name, table in TABLES.items() if table.read is not None}
    for machine in machines:
        readers |= {machine.table: machine.transitions, machine.states_table: machine.states}
    readers |= known.readers or {}
    for name in TABLES:
        if name in readers:
            try:
                readers[name]()
            except (ValueError, KeyError) as fault:
                yield f"{name}: cannot be read: {fault}"
        elif known.readers is not None:
            yield f"{name}: nobody reads it"


def _sources_are_of_undated_tables() -> Iterator[str]:
    for name in sorted({row.table for row in chapters.sources()} - UNDATED):
        yield f"sources.table: {name} is unknown"


def _what_is_printed_is_there() -> Iterator[str]:
    words, shown = chapters.headings(), set(chapters.OF_THE_LAW)
    for section in chapters.sections():
        shown |= set(section.columns)
        if section.table not in TABLES:
            yield f"book.table: {section.table} is unknown"
        for column in section.columns:
            if column not in words:
                yield f"columns: no words for {column} of {section.table}"
    for column in sorted(set(words) - shown):
        yield f"columns {column}: no table shows it"


def _every_route_catches_all() -> Iterator[str]:
    last = max(routing.rows(), key=lambda row: row.order)
    if last.when != "always" or last.in_force_to is not None:
        yield "routing: the last row does not catch all"
    rows = authorities.competences()
    if not any(row.reasons == ("*",) and row.trade == "*" and row.in_force_to is None for row in rows):
        yield "competences: no row catches all"
    for reason in sorted({reason for row in rows for reason in row.reasons}):
        mine = [row for row in rows if reason in row.reasons]
        if all(row.trade != authorities.ANY for row in mine):
            yield f"competences {reason}: no row for any trade"
    if not any("*" in one.causes and one.in_force_to is None for one in elements.all_sets()):
        yield "element_sets: no set for every other cause"


def _every_ladder_is_one_ladder() -> Iterator[str]:
    """A kind of deadline stands in one ladder, and there is one for every other kind."""
    ladders: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for step in reminders.all_steps():
        for code in step.deadlines:
            ladders[code].add(step.deadlines)
    for code, groups in ladders.items():
        if len(groups) > 1:
            yield f"reminders {code}: stands in {len(groups)} ladders"
    if reminders.ANY not in ladders:
        yield "reminders: no ladder for every other deadline"


def _questions_can_be_answered() -> Iterator[str]:
    for question in eligibility.all_questions():
        if not eligibility.answers(question.code, on=question.in_force_from):
            yield f"eligibility {question.code}: a question without answers"


_FILES = (_every_table_is_described, _cells_are_in_their_columns)
_FORM = (
    _words_are_in_both_languages,
    _marks_are_honest,
    _dates_follow_each_other,
)
_SENSE = (
    _sources_are_of_undated_tables,
    _what_is_printed_is_there,
    _every_route_catches_all,
    _every_ladder_is_one_ladder,
    _questions_can_be_answered,
)
