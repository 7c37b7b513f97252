"""A list that comes with a request is opened before the view writes anything.

Opening takes seconds. The transaction that has found out who asks is ended first, so that nobody
waits meanwhile, and what was read is there when the view asks for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, has_request_context, request

from mediation.spreadsheets.reading import MOST_BYTES, read
from mediation.spreadsheets.reading_cells import Sheet, Unreadable
from mediation.web.transaction import before_slow_work

P = ParamSpec("P")
R = TypeVar("R")


def lists_first(view: Callable[P, R]) -> Callable[P, R]:
    """Below `requires`, on a view that takes lists: they are opened for those only who may bring them."""

    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.method == "POST":
            before_slow_work()
            g.lists = {}
            for sent in request.files.values():
                content = sent.stream.read(MOST_BYTES + 1)
                sent.stream.seek(0)
                if sent.filename:
                    g.lists[_key(content)] = _read(content)
        return view(*args, **kwargs)

    return opened


def sheets_in(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a list. Raises Unreadable with a sentence for the person."""
    found = (g.get("lists", {}).get(_key(content)) if has_request_context() else None) or _read(content)
    if isinstance(found, Unreadable):
        raise found
    return found


def _read(content: bytes) -> tuple[Sheet, ...] | Unreadable:
    try:
        return read(content)
    except Unreadable as wrong:
        return wrong


def _key(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
