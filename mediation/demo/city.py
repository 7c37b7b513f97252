"""Reading the city's data: what is in `data/*.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from mediation.demo.scenario import Scenario

DATA = Path(__file__).parent / "data"

# For the demonstration only; docs/operations.md tells how a real centre begins.
PASSWORD = "fengqiao-demo"

Plain = dict[str, Any]


@cache
def bodies() -> Plain:
    """`centre`, and `stations`, `institutions`, `courts`, `authorities` by key."""
    return _read("bodies")


@cache
def people() -> Plain:
    """Invented people by name."""
    return _read("people")


@cache
def firms() -> Plain:
    """Invented small firms by key."""
    return _read("firms")


@cache
def users() -> Plain:
    """Who works in the city, by user name."""
    return _read("users")


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Every dispute, file by file."""
    return tuple(
        Scenario(one) for file in sorted((DATA / "cases").glob("*.toml")) for one in _load(file)["case"]
    )


@cache
def handovers() -> tuple[Plain, ...]:
    """What other bodies passed to the centre, in the order of the file."""
    return tuple(_read("handovers")["handover"])


def _read(name: str) -> Plain:
    return _load(DATA / f"{name}.toml")


def _load(file: Path) -> Plain:
    with file.open("rb") as source:
        return tomllib.load(source)
