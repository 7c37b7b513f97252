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
    data = {"format": FORMAT, **asdict(manifest)}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> Manifest:
    """The manifest that these bytes are; raises NotOurs."""
    try:
        data = json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise NotOurs(f"no JSON: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotOurs(f"not of the format {FORMAT}")
    if not all(isinstance(data.get(name), str) for name in _TEXT) or not _whole(data.get("version")):
        raise NotOurs("its head is not complete")
    files = data.get("files")
    if not isinstance(files, list):
        raise NotOurs("it lists no files")
    found = Manifest(
        **{name: data[name] for name in _TEXT},
        version=data["version"],
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


def _listed(data: Any) -> Listed:
    fits = (
        isinstance(data, dict)
        and set(data) == set(_LISTED)
        and all(
            _whole(data[name]) if kind is int else isinstance(data[name], str)
            for name, kind in _LISTED.items()
        )
    )
    if not fits:
        raise NotOurs("a file is not listed as it should be")
    return Listed(**data)


def _whole(data: object) -> bool:
    return isinstance(data, int) and not isinstance(data, bool) and data >= 0
