"""What the guides for people name exists: files, folders and single tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import HOUSE, ROOT, assert_none, parsed, place

GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]

CODE = re.compile(r"```.*?```|`[^`\n]+`", flags=re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")

# `mediation/rules/tables/*.csv`, `models.py`, `tests/rules`, `signing/`, `tests/x.py::test_y`
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?(?:::\w+)?")
ENDINGS = {".cfg", ".csv", ".html", ".in", ".md", ".png", ".py", ".toml", ".txt", ".yaml"}


def looks_like_a_path(word: str) -> bool:
    return bool(PATH.fullmatch(word)) and ("/" in word or Path(word).suffix in ENDINGS)


def named_in(guide: Path) -> Iterator[tuple[int, str]]:
    """(line, path) of each path that stands in code or behind a link."""
    text = guide.read_text("utf-8")
    for match in CODE.finditer(text):
        for word in re.finditer(r"[^\s`;,()]+", match.group()):
            if looks_like_a_path(word.group()):
                yield text.count("\n", 0, match.start() + word.start()) + 1, word.group()
    for match in LINK.finditer(text):
        target = match.group(1).partition("#")[0]
        if target and "://" not in target:
            yield text.count("\n", 0, match.start()) + 1, target


def exists(path: str) -> bool:
    """From the top of the repository or within `mediation/`; a bare file name anywhere in the house."""
    file, _, test = path.partition("::")
    if test:
        defined = {getattr(one, "name", "") for one in parsed(ROOT / file).body}
        return test in defined
    if "/" not in file and any(HOUSE.rglob(file)):
        return True
    return any(any(top.glob(file)) for top in (ROOT, HOUSE))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_path_that_a_guide_names_exists(guide: Path) -> None:
    named = list(named_in(guide))
    assert named
    assert_none(f"{place(guide, line)}: {path}" for line, path in named if not exists(path))


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("mediation/clock.py", True),
        ("mediation/sundial.py", False),
        ("signing/", True),
        ("singing/", False),
        ("models.py", True),
        ("modles.py", False),
        ("rules/tables/*.csv", True),
        ("rules/tables/*.xlsx", False),
        ("tests/house/test_guides.py::test_what_is_not_there_is_seen", True),
        ("tests/house/test_guides.py::test_what_nobody_wrote", False),
    ],
)
def test_what_is_not_there_is_seen(path: str, there: bool) -> None:
    assert looks_like_a_path(path)
    assert exists(path) is there
