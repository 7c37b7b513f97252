"""How the source of `mediation/` is built, in figures that can be compared between two commits.

    python bench/house.py

Prints files and lines; functions with more than six parameters; walkers (functions that set a state from a
row of a table of transitions); readers of rows (functions that take columns of a table by their names); and
names of actions that a module lists beside the tables, as sets and as dictionaries. It reads the source and
the tables of the tree it stands in and imports nothing of them, so that it works on every commit.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mediation"
MANY_PARAMETERS = 6

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found, and the lines it takes."""

    file: Path
    line: int
    name: str
    lines: int

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} {self.name}"


@dataclass(frozen=True, slots=True)
class Module:
    file: Path
    lines: int
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def place(self, node: ast.stmt, name: str) -> Place:
        return Place(self.file, node.lineno, name, (node.end_lineno or node.lineno) - node.lineno + 1)


def modules() -> list[Module]:
    files = sorted(PACKAGE.rglob("*.py"))
    texts = [(file, file.read_text(encoding="utf-8")) for file in files]
    return [Module(file, len(text.splitlines()), ast.parse(text)) for file, text in texts]


def tables() -> list[list[dict[str, str]]]:
    """The rows of every table."""
    found = []
    for file in sorted(PACKAGE.rglob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            found.append(list(csv.DictReader(lines)))
    return found


def columns() -> frozenset[str]:
    return frozenset(name for rows in tables() for row in rows for name in row)


def actions() -> frozenset[str]:
    """The actions of all tables of transitions, known by their columns."""
    transitions = [row for rows in tables() for row in rows if {"action", "from", "to"} <= set(row)]
    return frozenset(row["action"] for row in transitions)


def parameters(function: Function) -> int:
    """How many parameters a caller sees: all but self and cls."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    open_ended = [one for one in (given.vararg, given.kwarg) if one is not None]
    return len([one for one in named if one.arg not in ("self", "cls")]) + len(open_ended)


def walks(function: Function) -> bool:
    """Whether the function sets a state to what a row of a table of transitions says."""
    attributes = [node for node in ast.walk(function) if isinstance(node, ast.Attribute)]
    asks_row = any(node.attr == "state_after" for node in attributes)
    return asks_row and any(node.attr == "state" and isinstance(node.ctx, ast.Store) for node in attributes)


def knows_tables(module: Module) -> bool:
    """Whether the module imports the reader of tables, by whatever path."""
    return any(
        isinstance(node, ast.ImportFrom)
        and ((node.module or "").endswith(".tables") or any(name.name == "tables" for name in node.names))
        for node in ast.walk(module.tree)
    )


def reads_rows(function: Function, known: frozenset[str]) -> bool:
    """Whether the function takes a column of a row by its name: `row["code"]`."""
    return any(
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id == "row"
        and isinstance(node.slice, ast.Constant)
        and node.slice.value in known
        for node in ast.walk(function)
    )


def members(value: ast.expr) -> Iterator[str]:
    """The strings in the literal collections of an expression; of a dictionary its keys and values."""
    for node in ast.walk(value):
        if isinstance(node, ast.Set | ast.Tuple | ast.List):
            inside: list[ast.expr] = node.elts
        elif isinstance(node, ast.Dict):
            inside = [key for key in node.keys if key is not None] + node.values
        else:
            continue
        for one in inside:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value


def collections(module: Module) -> Iterator[tuple[Place, ast.expr]]:
    """What the module assigns at its own level."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign):
            yield module.place(node, ast.unparse(node.targets[0])), node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield module.place(node, ast.unparse(node.target)), node.value


def holds_actions(value: ast.expr, known: frozenset[str]) -> bool:
    """Whether the names of actions are two or more, and half of all strings: events are named alike."""
    strings = frozenset(members(value))
    named = strings & known
    return len(named) >= 2 and len(named) * 2 >= len(strings)


def show(title: str, found: list[Place]) -> None:
    print(f"{title}: {len(found)}, {sum(place.lines for place in found)} lines")
    for place in found:
        print(f"    {place}")


def main() -> None:
    house, known_columns, known_actions = modules(), columns(), actions()
    functions = [(module, function) for module in house for function in module.functions()]
    wide = [function for _, function in functions if parameters(function) > MANY_PARAMETERS]
    readers = [(m, one) for m, one in functions if knows_tables(m) and reads_rows(one, known_columns)]
    kept = [found for m in house for found in collections(m) if holds_actions(found[1], known_actions)]
    print(f"mediation/: {len(house)} files, {sum(module.lines for module in house)} lines")
    print(f"functions: {len(functions)}; with more than {MANY_PARAMETERS} parameters: {len(wide)}")
    show("walkers", [module.place(one, one.name) for module, one in functions if walks(one)])
    show("readers of rows", [module.place(one, one.name) for module, one in readers])
    show("sets of action names", [at for at, value in kept if not isinstance(value, ast.Dict)])
    show("dictionaries with action names", [at for at, value in kept if isinstance(value, ast.Dict)])


if __name__ == "__main__":
    main()
