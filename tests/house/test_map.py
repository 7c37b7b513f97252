"""The map at the door of the house and the import contract say the same."""

from __future__ import annotations

import configparser
import re

import mediation
from tests.house.sources import HOUSE, ROOT

CONTRACT = "importlinter:contract:floors"


def floors_of_the_map() -> list[set[str]]:
    """The names on each floor, from the ground up."""
    floors: list[set[str]] = []
    for line in (mediation.__doc__ or "").splitlines():
        if found := re.fullmatch(r"(?P<number>[ \d]\d|  )  (?P<names>[a-z_]+(?: [a-z_]+)*) {2,}\S.*", line):
            if found["number"].strip():
                assert int(found["number"]) == len(floors), f"floors are counted from the ground: {line}"
                floors.append(set())
            floors[-1] |= set(found["names"].split())
    return floors


def floors_of_the_contract() -> list[set[str]]:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    layers = settings[CONTRACT]["layers"].strip().splitlines()
    return [set(re.findall(r"\((\w+)\)", layer)) for layer in reversed(layers)]


def test_the_map_and_the_import_contract_have_the_same_floors() -> None:
    assert floors_of_the_map() == floors_of_the_contract()


def test_everything_in_the_house_stands_on_one_floor_of_the_map() -> None:
    built = {path.stem for path in HOUSE.iterdir() if not path.name.startswith("_")}
    placed = [name for floor in floors_of_the_map() for name in floor]
    assert sorted(placed) == sorted(built)
