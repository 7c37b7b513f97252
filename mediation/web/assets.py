"""Addresses of style sheets and scripts that change with their content, so that browsers may keep them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, current_app, url_for


def asset(filename: str) -> str:
    """The address of a file in `static/`, with the beginning of its hash."""
    folder = current_app.static_folder
    assert folder is not None
    path = Path(folder) / filename
    changed_ns = path.stat().st_mtime_ns if current_app.debug else 0  # else a new start brings new files
    return url_for("static", filename=filename, v=_mark(path, changed_ns))


@lru_cache(maxsize=256)
def _mark(path: Path, changed_ns: int) -> str:
    """The first letters of the file's hash; `changed_ns` only tells the cache that it changed."""
    return sha256(path.read_bytes()).hexdigest()[:10]


def init_assets(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
