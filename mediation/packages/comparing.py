"""The receiver's list beside ours: their manifest, their SHA256SUMS, or any text with a hash on each line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mediation.packages.manifest import CLOSING, SUMS, Manifest, NotOurs, read
from mediation.rules.findings import Words

HASH = re.compile(r"(?<![0-9A-Fa-f])([0-9A-Fa-f]{64})(?![0-9A-Fa-f])")
MOST_SAID = 50
NO_HASHES = Words(
    "没有在文件里找到 SHA-256 校验值。请上传 manifest.json、SHA256SUMS，或者每行带校验值的文本、CSV 清单。",
    "No SHA-256 was found in it. Hand in manifest.json, SHA256SUMS, or a text or CSV list with a hash on "
    "each line.",
)


class Outcome(StrEnum):
    """What the comparison came to. Stored; never renamed."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_COMPARED = "not_compared"


OUTCOME_WORDS = {
    Outcome.SAME: Words("与我方一致", "agrees with ours"),
    Outcome.DIFFERS: Words("与我方不一致", "differs from ours"),
    Outcome.NOT_COMPARED: Words("没有比对", "not compared"),
}


class NoList(ValueError):
    """The file holds nothing that could be compared; `words` say what would."""

    words = NO_HASHES


@dataclass(frozen=True, slots=True)
class Theirs:
    """One line of their list; the path may be empty."""

    path: str
    sha256: str


def theirs(content: bytes) -> tuple[Theirs, ...]:
    """The lines of a list that the receiver hands in; raises NoList."""
    try:
        return tuple(Theirs(one.path, one.sha256) for one in read(content).files)
    except NotOurs:
        pass
    text = content.decode("utf-8-sig", "replace")
    found = tuple(_line(line) for line in text.splitlines() if HASH.search(line))
    if not found:
        raise NoList
    return found


def differences(manifest: Manifest, package_sha256: str, receipts: tuple[Theirs, ...]) -> tuple[Words, ...]:
    """What their list says otherwise than our manifest; empty where it agrees, or names the ZIP itself."""
    if {one.sha256 for one in receipts} == {package_sha256}:
        return ()
    ours = {one.path: one.sha256 for one in manifest.files}
    hashes = {one.sha256 for one in receipts}
    faults: list[Words] = []
    for one in manifest.files:
        if one.sha256 not in hashes:
            other = next((line for line in receipts if line.path == one.path), None)
            faults.append(_differs(one.path) if other else _absent(one.path))
    for line in receipts:
        known = line.sha256 in ours.values() or line.sha256 == package_sha256 or line.path in ours
        if not known and line.path.rsplit("/", 1)[-1] not in {*CLOSING, SUMS}:
            faults.append(_unknown(line.path or line.sha256))
    return tuple(faults[:MOST_SAID])


def _line(line: str) -> Theirs:
    found = HASH.search(line)
    assert found is not None
    path = (line[: found.start()] + line[found.end() :]).strip(" \t,;|*\"'")
    return Theirs(path, found[1].lower())


def _absent(path: str) -> Words:
    return Words(f"对方清单没有：{path}", f"Not on their list: {path}")


def _differs(path: str) -> Words:
    return Words(f"校验值不同：{path}", f"Another hash: {path}")


def _unknown(path: str) -> Words:
    return Words(f"我方没有：{path}", f"Not in our package: {path}")
