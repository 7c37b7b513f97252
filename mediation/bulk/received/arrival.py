"""A list that comes with a request is opened before the view writes anything.

Opening takes seconds. The transaction that has found out who asks is ended first, so that nobody
waits meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import request

from mediation.spreadsheets.reading import MOST_BYTES, read
from mediation.spreadsheets.reading_cells import Sheet, Unreadable
from mediation.web.opened_first import OpenedFirst
from mediation.web.transaction import before_slow_work

P = ParamSpec("P")
R = TypeVar("R")

_lists = OpenedFirst("lists", MOST_BYTES, lambda content, _filename: read(content), Unreadable)


def lists_first(view: Callable[P, R]) -> Callable[P, R]:
    """Below `requires`, on a view that takes lists: they are opened for those only who may bring them."""

    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.method == "POST":
            before_slow_work()
            _lists.open_all()
        return view(*args, **kwargs)

    return opened


def sheets_in(content: bytes, filename: str) -> tuple[Sheet, ...]:
    """The sheets of a list. Raises Unreadable with a sentence for the person."""
    return _lists.get(content, filename) or read(content)
