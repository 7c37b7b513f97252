"""The manifest: what is in a package, in order, with the digests of each file. Pure.

It is signed as it stands, byte for byte. `SHA256SUMS` follows from it, for whoever has no more than
`sha256sum`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

FORMAT = "fengqiao-package/1"
SIGNER = "signer.pem"  # the certificates, listed like any other file
MANIFEST, SIGNATURE, SUMS = "manifest.json", "manifest.json.sig", "SHA256SUMS"
# What stands after the listed files, in this order; each is checked in a way of its own.
CLOSING = (MANIFEST, SIGNATURE, SUMS)

_TEXT = ("package", "made_by", "made_for", "case", "as_of")
_LISTED = {"number": int, "path": str, "title": str, "title_en": str, "size": int, "sha256": str, "sm3": str}


class NotOurs(ValueError):
    """The bytes are no manifest of this format; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One file: its place from 1, its path, what it is, its length in bytes, its digests in hex."""

    number: int
    path: str
    title: str
    title_en: str
    size: int
    sha256: str
    sm3: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`package` is the number of the hand-over, `version` counts its packages from 1.

    `as_of` is the moment of the newest fact in it, by which the whole ZIP is dated.
    """

    package: str
    version: int
    made_by: str
    made_for: str
    case: str
    as_of: str
    files: tuple[Listed, ...]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.as_of)


def written(manifest: Manifest) -> bytes:
    """The one way to write a manifest."""
    told = {"format": FORMAT, **asdict(manifest)}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> Manifest:
    """The manifest that these bytes are; raises NotOurs."""
    try:
        told = json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise NotOurs(f"no JSON: {error}") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise NotOurs(f"not of the format {FORMAT}")
    if not all(isinstance(told.get(name), str) for name in _TEXT) or not _whole(told.get("version")):
        raise NotOurs("its head is not complete")
    files = told.get("files")
    if not isinstance(files, list):
        raise NotOurs("it lists no files")
    found = Manifest(
        **{name: told[name] for name in _TEXT},
        version=told["version"],
        files=tuple(_listed(one) for one in files),
    )
    try:
        dated = found.moment.tzinfo is not None
    except ValueError:
        dated = False
    if not dated:
        raise NotOurs("it does not say as of when")
    return found


def sums(digests: Mapping[str, str]) -> bytes:
    """`SHA256SUMS` of these paths with their digests, as `sha256sum -c` reads it."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in digests.items()).encode()


def _listed(told: Any) -> Listed:
    fits = (
        isinstance(told, dict)
        and set(told) == set(_LISTED)
        and all(
            _whole(told[name]) if kind is int else isinstance(told[name], str)
            for name, kind in _LISTED.items()
        )
    )
    if not fits:
        raise NotOurs("a file is not listed as it should be")
    return Listed(**told)


def _whole(told: object) -> bool:
    return isinstance(told, int) and not isinstance(told, bool) and told >= 0
