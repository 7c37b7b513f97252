"""Pages of a list without counting it: one row more than a page tells whether there is another.

A cursor carries the sort key of the row at the edge of the page, so that page 9,000 costs the
same as page 1 and a row that arrives meanwhile moves nothing.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flask import Flask, request

from mediation.web.words import here

Row = TypeVar("Row")
PAGE_SIZE = 40
LONGEST_CURSOR = 400
LARGEST = 2**31 - 1  # no row has a higher number


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after (or, going back, before) the row with this sort key."""

    key: tuple[Any, ...] = ()
    backwards: bool = False

    def text(self) -> str:
        packed = json.dumps([int(self.backwards), *self.key], separators=(",", ":")).encode()
        return urlsafe_b64encode(packed).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; `next` and `previous` are cursors as text, or None at the ends."""

    rows: Sequence[Row] = field(default_factory=tuple)
    next: str | None = None
    previous: str | None = None

    def __bool__(self) -> bool:
        return bool(self.rows)


def asked_cursor(arguments: Mapping[str, str]) -> Cursor | None:
    """The cursor in `?page=`, or None for the first page; what makes no sense is the first page."""
    text = arguments.get("page", "")
    if len(text) > LONGEST_CURSOR:
        return None
    try:
        backwards, *key = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, RecursionError):
        return None
    plain = all(type(part) is str or (type(part) is int and abs(part) <= LARGEST) for part in key)
    return Cursor(tuple(key), bool(backwards)) if key and plain else None


def page_of(
    found: Sequence[Row], key: Callable[[Row], tuple[Any, ...]], cursor: Cursor | None, size: int = PAGE_SIZE
) -> Page[Row]:
    """The page made of `found`: up to `size + 1` rows, in the order in which they were fetched.

    Going backwards the query sorts the other way round; the page turns the rows again.
    `key` gives the values of the sort columns of a row, plain enough for JSON.
    """
    more = len(found) > size
    rows = list(found[:size])
    backwards = cursor is not None and cursor.backwards
    if backwards:
        rows.reverse()
    if not rows:
        return Page()
    has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
    return Page(
        rows,
        next=Cursor(key(rows[-1])).text() if has_next else None,
        previous=Cursor(key(rows[0]), backwards=True).text() if has_previous else None,
    )


def url_with(**changed: str | None) -> str:
    """This page's address with arguments changed; None takes one away."""
    arguments = request.args.copy()
    for name, value in changed.items():
        arguments.poplist(name)
        if value is not None:
            arguments.add(name, value)
    return here(arguments)


def init_paging(app: Flask) -> None:
    app.jinja_env.globals["url_with"] = url_with
