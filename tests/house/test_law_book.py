"""The tables of the law book beside the house: a name of what is not there is refused, wherever it stands."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask

from mediation import assembly, law_book
from mediation.notifications.kinds import KINDS as LETTERS
from mediation.rules import tables
from mediation.rules.book import machine_checks, reference_checks
from mediation.rules.book.known import NOBODY_TOLD
from mediation.rules.book.table_checks import check_tables
from mediation.rules.procedures.lifecycle import DISPUTE
from mediation.rules.procedures.machine import AnyMachine
from mediation.timeline.events import EVENTS
from tests.house.sources import HOUSE, parsed, python_files

Spoil = Callable[..., int]

NO_SUCH = "no_such_thing"
EMPTY_IS_A_FAULT = {"zh", "en", "public_zh", "public_en", "next_zh", "next_en", "code", "legal_basis"}


@pytest.fixture
def spoil(monkeypatch: pytest.MonkeyPatch) -> Spoil:
    """`spoil("transitions", turn="x")` writes into the first row whose cell has text; gives its line."""
    as_it_stands = tables.read

    def write(table: str, **cells: str) -> int:
        rows = [dict(row) for row in tables.read(table)]
        filled = [at for at, row in enumerate(rows) if all(row[column] for column in cells)]
        at = filled[0] if filled else 0
        rows[at] |= cells
        spoiled = tuple(MappingProxyType(row) for row in rows)
        monkeypatch.setattr(tables, "read", lambda name: spoiled if name == table else as_it_stands(name))
        return at + 2

    return write


def columns_of(table: str) -> Iterator[str]:
    rows = tables.read(table)
    without_law = all(row.get("checked") == "design" for row in rows)
    return (name for name in rows[0] if not (name == "legal_basis" and without_law))


EACH_COLUMN = [
    pytest.param(machine, table, column, id=f"{table}-{column}")
    for machine in law_book.MACHINES
    for table in (machine.table, machine.states_table)
    for column in columns_of(table)
]


def test_the_tables_are_sound_beside_the_house(app: Flask) -> None:
    assert law_book.faults(app) == []


@pytest.mark.parametrize(("machine", "table", "column"), EACH_COLUMN)
def test_a_cell_of_a_machine_that_says_what_is_not_there_is_refused(
    app: Flask, spoil: Spoil, machine: AnyMachine, table: str, column: str
) -> None:
    line = spoil(table, **{column: "" if column in EMPTY_IS_A_FAULT else "no such thing"})
    assert [fault for fault in law_book.faults(app) if fault.startswith(f"{table}.csv line {line}, {column}")]


REFERENCES = [
    pytest.param(column.table, column.column, id=f"{column.table}-{column.column}")
    for column in reference_checks.columns(law_book.MACHINES, NOBODY_TOLD)
]


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_a_cell_that_names_what_stands_nowhere_is_refused(
    app: Flask, spoil: Spoil, table: str, column: str
) -> None:
    line = spoil(table, **{column: NO_SUCH})
    found = [
        fault for fault in law_book.faults(app) if fault.startswith(f"{table}.csv line {line}, {column}")
    ]
    assert found
    assert all(NO_SUCH in fault for fault in found)


def test_a_table_that_nobody_reads_is_refused(app: Flask) -> None:
    known = replace(law_book.known(app), readers={})
    assert check_tables(law_book.MACHINES, known) == ["webhook_retries: nobody reads it"]


# A name that no row uses


def unused(app: Flask, machine: AnyMachine) -> list[str]:
    changed = tuple(machine if one.table == machine.table else one for one in law_book.MACHINES)
    return list(machine_checks.names(changed, law_book.known(app)))


def test_a_guard_that_no_row_asks_is_refused(app: Flask) -> None:
    more = replace(DISPUTE, guards={**DISPUTE.guards, NO_SUCH: lambda situation: None})
    assert unused(app, more) == [f"transitions.csv: no row names the guard {NO_SUCH}"]


@pytest.mark.parametrize(
    ("field", "noun"), [("clocks", "deadline"), ("documents", "document"), ("phases", "phase")]
)
def test_a_placeholder_or_phase_that_no_row_uses_is_refused(app: Flask, field: str, noun: str) -> None:
    more = replace(DISPUTE, **{field: (*getattr(DISPUTE, field), NO_SUCH)})
    assert unused(app, more) == [f"transitions.csv: no row names the {noun} {NO_SUCH}"]


def test_a_lapse_that_no_deadline_brings_is_refused(app: Flask) -> None:
    known = law_book.known(app)
    more = replace(known, lapses={*(known.lapses or ()), NO_SUCH})
    assert list(reference_checks.faults(law_book.MACHINES, more)) == [
        f"deadlines: none lapses into {NO_SUCH}, which something carries out"
    ]


def test_a_letter_to_a_party_does_not_go_to_a_body(app: Flask, spoil: Spoil) -> None:
    line = spoil("referral_transitions", letters="mediation_begun")
    assert law_book.faults(app) == [
        f"referral_transitions.csv line {line}, letters: mediation_begun is no letter to a body"
    ]


# Events and letters that nobody tells of


def told_in_code(beside: str, *, with_keys: bool = False) -> set[str]:
    """Every text in the code outside of `beside`; the keys of dictionaries only where they are asked for."""
    files = [file for file in python_files() if beside not in file.relative_to(HOUSE).as_posix()]
    nodes = [node for file in files for node in ast.walk(parsed(file))]
    keys = {id(key) for node in nodes if isinstance(node, ast.Dict) for key in node.keys if not with_keys}
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in keys
    }


def told_in_rows(column: str) -> set[str]:
    return {
        code
        for machine in law_book.MACHINES
        for row in tables.read(machine.table)
        for code in tables.codes(row[column])
    }


# Of entries that were written before; nothing tells of these any more.
FORMER = {"signing_invited", "signing_code_handed_over"}


@pytest.mark.parametrize(
    ("names", "column", "beside"),
    [
        pytest.param(EVENTS, "event", "timeline/", id="events"),
        pytest.param(LETTERS, "letters", "notifications/kinds.py", id="letters"),
    ],
)
def test_every_name_is_told_by_a_row_or_by_code(
    names: Mapping[str, object], column: str, beside: str
) -> None:
    assert sorted(set(names) - told_in_rows(column) - told_in_code(beside) - FORMER) == []


def test_every_act_is_carried_out_by_code_or_on_a_page_for_any_act(app: Flask) -> None:
    """Else the table says what nothing does."""
    named = told_in_code("rules/", with_keys=True) | set(law_book.known(app).lapses or ())
    rows = [row for machine in law_book.MACHINES for row in machine.transitions()]
    takes_any = {rule.endpoint for rule in app.url_map.iter_rules() if "action" in rule.arguments}
    assert sorted({row.action for row in rows if row.action not in named and row.page not in takes_any}) == []


# The start


def test_the_house_does_not_start_on_a_name_that_is_not_there(app: Flask, spoil: Spoil) -> None:
    line = spoil("transitions", right=NO_SUCH)
    with pytest.raises(RuntimeError, match=f"transitions.csv line {line}, right: unknown right {NO_SUCH}"):
        assembly.create_app(app.config)


def test_the_command_names_file_row_and_column(app: Flask, spoil: Spoil) -> None:
    line = spoil("transitions", letters=NO_SUCH)
    done = app.test_cli_runner().invoke(args=["check-tables"])
    assert done.exit_code == 1
    assert f"transitions.csv line {line}, letters: unknown letter {NO_SUCH}" in done.output
