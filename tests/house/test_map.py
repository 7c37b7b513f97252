"""The maps of the house and of its law book say the same as their import contracts."""

from __future__ import annotations

import configparser
import re
from types import ModuleType

import pytest

import mediation
from mediation import rules
from tests.house.sources import HOUSE, ROOT

MAPPED = [(mediation, "floors"), (rules, "wings")]
EACH = pytest.mark.parametrize(("package", "contract"), MAPPED, ids=[row[1] for row in MAPPED])


def floors_of_the_map(package: ModuleType) -> list[set[str]]:
    """The names on each floor, from the ground up."""
    floors: list[set[str]] = []
    for line in (package.__doc__ or "").splitlines():
        if found := re.fullmatch(r"(?P<number>[ \d]\d|  )  (?P<names>[a-z_]+(?: [a-z_]+)*) {2,}\S.*", line):
            if found["number"].strip():
                assert int(found["number"]) == len(floors), f"floors are counted from the ground: {line}"
                floors.append(set())
            floors[-1] |= set(found["names"].split())
    return floors


def floors_of_the_contract(contract: str) -> list[set[str]]:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    layers = settings[f"importlinter:contract:{contract}"]["layers"].strip().splitlines()
    return [set(re.findall(r"\((\w+)\)", layer)) for layer in reversed(layers)]


@EACH
def test_the_map_and_the_import_contract_have_the_same_floors(package: ModuleType, contract: str) -> None:
    assert floors_of_the_map(package) == floors_of_the_contract(contract)


def test_everything_in_the_house_stands_on_one_floor_of_the_map() -> None:
    built = {path.stem for path in HOUSE.iterdir() if not path.name.startswith("_")}
    placed = [name for floor in floors_of_the_map(mediation) for name in floor]
    assert sorted(placed) == sorted(built)
