"""Habits of the house that import-linter cannot see. Each test names the offenders by file and line."""

from __future__ import annotations

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from unicodedata import is_normalized

import pytest

from tests.house.sources import (
    HOUSE,
    ROOT,
    assert_none,
    calls_in,
    dotted,
    imports_of,
    parsed,
    place,
    python_files,
    templates,
)

# What answers with the present moment, in Python and in SQL.
ASKING_THE_TIME = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "func.now",
    "func.current_timestamp",
    "func.current_date",
)

# One commit per request, job tick or command; operations leave it to these.
MAY_COMMIT = (
    "mediation/web/transaction.py",
    "mediation/cli.py",
    "mediation/jobs/",
    "mediation/demo/",
    "mediation/starting.py",
)

NO_TRADE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "service",
    "services",
    "misc",
    "core",
}


def test_the_law_book_needs_only_the_standard_library() -> None:
    strangers = [
        f"{place(file, line)} imports {name}"
        for file in python_files(HOUSE / "rules")
        for line, name in imports_of(file)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("mediation.rules")
    ]
    assert_none(strangers)


def test_only_the_clock_asks_the_time() -> None:
    asking = [
        f"{place(file, line)} calls {name}"
        for file in python_files()
        if file != HOUSE / "clock.py"
        for line, name, _call in calls_in(file)
        if any(name == question or name.endswith(f".{question}") for question in ASKING_THE_TIME)
    ]
    assert_none(asking)


@pytest.mark.parametrize("kind", ["rules", "operations", "queries"])
def test_what_is_decided_or_done_is_handed_its_moment(kind: str) -> None:
    def concerns(file: Path) -> bool:
        return kind in file.relative_to(HOUSE).with_suffix("").parts

    asking = [
        f"{place(file, line)} calls {name}"
        for file in filter(concerns, python_files())
        for line, name, _call in calls_in(file)
        if name in {"clock.now", "clock.today", "now", "today"}
    ]
    assert_none(asking)


def test_views_and_forms_stay_in_their_package() -> None:
    crossing = []
    for file in python_files():
        own = file.relative_to(HOUSE).parts[0]
        if own == "assembly.py":
            continue
        for line, name in imports_of(file):
            parts = name.split(".")
            if parts[0] != "mediation" or len(parts) < 3 or parts[1] in {own, "web"}:
                continue
            if parts[2] in {"views", "forms"}:
                crossing.append(f"{place(file, line)} imports {name}")
    assert_none(crossing)


def test_no_files_import_each_other_in_a_circle() -> None:
    """An import for types only counts too: who reads the one file must read the other."""
    files = {_module(file): file for file in python_files()}
    needs: dict[str, set[str]] = {
        name: {full if full in files else full.rpartition(".")[0] for _line, full in imports_of(file)}
        - {name}
        for name, file in files.items()
    }
    TopologicalSorter(needs).prepare()  # raises CycleError, which names the files


def _module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [
        place(file, inner.lineno)
        for file in python_files()
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert_none(hidden)


def test_only_the_ends_of_a_request_a_job_and_a_command_commit() -> None:
    committing = [
        place(file, line)
        for file in python_files()
        if not place(file).startswith(MAY_COMMIT)
        for line, name, _call in calls_in(file)
        if name.endswith("session.commit")
    ]
    assert_none(committing)


def test_only_operations_and_the_session_itself_write_rows() -> None:
    """`session.add` and `session.delete` in a view, a form or a query would be a second door."""
    wrong = [
        place(file, line)
        for file in python_files()
        if {"views", "forms", "queries"} & set(file.relative_to(HOUSE).with_suffix("").parts)
        for line, name, _call in calls_in(file)
        if name.endswith(("session.add", "session.add_all", "session.delete", "session.flush"))
    ]
    assert_none(wrong)


def test_every_room_says_at_its_door_what_lives_there() -> None:
    silent = [
        place(door)
        for door in python_files()
        if door.name == "__init__.py" and not ast.get_docstring(parsed(door))
    ]
    assert_none(silent)


def test_every_file_and_room_is_named_after_something_of_the_trade() -> None:
    nameless = [place(file) for file in python_files() if {file.stem, file.parent.name} & NO_TRADE]
    assert_none(nameless)


def test_money_is_never_a_float() -> None:
    """A column or a call of float() beside the word fen or amount would round somebody's money."""
    floats = [
        place(file, line)
        for file in python_files()
        for line, name, call in calls_in(file)
        if name == "float" and any(word in ast.unparse(call) for word in ("fen", "amount", "yuan"))
    ]
    columns = [
        place(file, node.lineno)
        for file in python_files()
        if "models" in file.stem
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Attribute | ast.Name) and dotted(node) in {"sa.Float", "Float", "db.Float"}
    ]
    assert_none(floats + columns)


def test_the_form_of_text_is_decided_in_one_place() -> None:
    assert_none(
        place(file, line)
        for file in python_files()
        if file != HOUSE / "text.py"
        for line, name, call in calls_in(file)
        if name.endswith("normalize") and any(getattr(one, "value", "") == "NFC" for one in call.args)
    )


def test_what_the_house_says_itself_is_in_the_form_of_all_text() -> None:
    said = [*python_files(), *templates(), *sorted(HOUSE.rglob("*.csv")), *sorted(HOUSE.rglob("*.toml"))]
    assert_none(place(file) for file in said if not is_normalized("NFC", file.read_text(encoding="utf-8")))
