"""Reading the product's own sources, for tests that hold every file to a habit of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "mediation"
TEMPLATES = ROOT / "templates"


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def python_files(under: Path = HOUSE) -> list[Path]:
    return sorted(under.rglob("*.py"))


def templates() -> list[Path]:
    return sorted(file for file in TEMPLATES.rglob("*") if file.suffix in {".html", ".txt", ".svg"})


def place(file: Path, line: int | None = None) -> str:
    """`mediation/clock.py:12`, as an editor opens it."""
    return f"{file.relative_to(ROOT)}{f':{line}' if line else ''}"


def imports_of(file: Path) -> Iterator[tuple[int, str]]:
    """(line, full name of what is imported); names out of a module come as module.name."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(file, node.lineno)}: import by the full name"
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"


def dotted(node: ast.expr) -> str:
    """`date.today` of an expression made of names and dots only, else an empty text."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def calls_in(file: Path) -> Iterator[tuple[int, str, ast.Call]]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call):
            yield node.lineno, dotted(node.func), node


def assert_none(offenders: Iterable[object]) -> None:
    """Fail with one offender a line, where pytest would shorten the list."""
    found = [str(offender) for offender in offenders]
    assert not found, f"{len(found)} found:\n" + "\n".join(found)
