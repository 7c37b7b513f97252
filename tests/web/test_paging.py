"""Walking through a list page by page, forward and back."""

from __future__ import annotations

import pytest
from flask import Flask

from mediation.web.paging import Cursor, Page, asked_cursor, page_of, url_with

ROWS = list(range(1, 11))


def fetched(cursor: Cursor | None, size: int) -> list[int]:
    """What a query gives: one row more than a page, the other way round when going back."""
    if cursor is None:
        return ROWS[: size + 1]
    (edge,) = cursor.key
    if cursor.backwards:
        return [row for row in reversed(ROWS) if row < edge][: size + 1]
    return [row for row in ROWS if row > edge][: size + 1]


def visit(text: str | None, size: int = 4) -> Page[int]:
    cursor = asked_cursor({"page": text} if text else {})
    return page_of(fetched(cursor, size), lambda row: (row,), cursor, size)


def test_every_row_is_seen_once_forward_and_the_same_pages_come_back() -> None:
    first = visit(None)
    second = visit(first.next)
    third = visit(second.next)
    assert [first.rows, second.rows, third.rows] == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]]
    assert (first.previous, third.next) == (None, None)
    back = visit(third.previous)
    assert back.rows == second.rows
    assert visit(back.previous).rows == first.rows
    assert visit(back.previous).previous is None


@pytest.mark.parametrize("text", ["", "x", "%%%", "bnVsbA", "W10", "WzAse31d", "9" * 3000, "eyJhIjoxfQ"])
def test_a_cursor_that_makes_no_sense_is_the_first_page(text: str) -> None:
    assert asked_cursor({"page": text}) is None


def test_an_empty_list_has_no_pages() -> None:
    page: Page[int] = page_of([], lambda row: (row,), None)
    assert not page
    assert (page.next, page.previous) == (None, None)


def test_turning_a_page_keeps_the_filters(web: Flask) -> None:
    with web.test_request_context("/plain?state=a&state=b&page=old"):
        assert url_with(page="new") == "/plain?state=a&state=b&page=new"
        assert url_with(page=None) == "/plain?state=a&state=b"
