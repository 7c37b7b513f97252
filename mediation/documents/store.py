"""Files on disk, by their hash, outside everything that the web server serves.

`<FILES>/ab/abcdef…`: the same content is kept once, and a file is whole or not there at all.
A file whose transaction was rolled back stays behind as an orphan without a row; it does no harm.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import current_app


@dataclass(frozen=True, slots=True)
class Kept:
    """`path` is relative to the folder of files."""

    sha256: str
    size: int
    path: str


def keep(content: bytes) -> Kept:
    """Write `content` so that it survives a power cut; gives where it lies."""
    sha256 = hashlib.sha256(content).hexdigest()
    kept = Kept(sha256, len(content), path_of(sha256))
    target = where(kept.path)
    if not target.is_file() or target.stat().st_size != kept.size:
        _write(target, content)
    return kept


@contextmanager
def draft() -> Iterator[Path]:
    """A new file beside the kept ones, for content that is written in pieces; gone again unless adopted."""
    folder = where("drafts")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def adopt(file: Path, sha256: str) -> Kept:
    """Keep a finished draft, whose hash the caller has reckoned; it survives a power cut, too."""
    kept = Kept(sha256, file.stat().st_size, path_of(sha256))
    target = where(kept.path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("rb") as content:
        os.fsync(content.fileno())
    os.replace(file, target)
    _settle(target.parent)
    return kept


def path_of(sha256: str) -> str:
    """Where the file with this hash is kept, below the folder of files."""
    return f"{sha256[:2]}/{sha256}"


def where(path: str) -> Path:
    """The full path of a kept file; raises ValueError for one that leads out of the folder."""
    root = Path(current_app.config["FILES"]).resolve()
    full = (root / path).resolve()
    if not full.is_relative_to(root):
        raise ValueError("a kept file lies inside the folder of files")
    return full


def _write(target: Path, content: bytes) -> None:
    """Into a file beside it, flushed, then renamed: nobody ever reads half a file."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """A new name in a folder lasts once the folder itself was written."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
