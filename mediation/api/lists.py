"""Lists for systems that keep a copy: by the last change, so that polling misses nothing.

The cursor carries the place of the last row. A row that changes meanwhile moves to the end and is met
there; one that is added comes last. Nothing shifts between two pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, tuple_

from mediation.api.problems import Fault, Problem
from mediation.database import db
from mediation.rules.findings import Words
from mediation.web.paging import Cursor, asked_cursor

MOST_ID = 2**31 - 1


def page(
    wanted: Select[Any], changed_at: Any, row_id: Any, cursor: str | None, limit: int
) -> tuple[Sequence[Any], str | None]:
    """Up to `limit` rows of `wanted` after `cursor`, and the cursor of the next page or None.

    The rows carry `changed_at` and `id`. Raises Problem for a cursor that no page gave.
    """
    key = tuple_(changed_at, row_id)
    if cursor is not None:
        wanted = wanted.where(key > _place(cursor, changed_at, row_id))
    found = db.session.execute(wanted.order_by(changed_at, row_id).limit(limit + 1)).all()
    rows = found[:limit]
    last = rows[-1] if len(found) > limit else None
    return rows, Cursor((last.changed_at.isoformat(), last.id)).text() if last is not None else None


def _place(text: str, changed_at: Any, row_id: Any) -> ColumnElement[Any]:
    read = asked_cursor({"page": text})
    try:
        moment, number = read.key if read is not None else ("", 0)
        at = datetime.fromisoformat(str(moment))
    except ValueError:
        raise _no_cursor() from None
    if at.tzinfo is None or type(number) is not int or not 0 <= number <= MOST_ID:
        raise _no_cursor()
    return tuple_(at, number, types=[changed_at.type, row_id.type])


def _no_cursor() -> Problem:
    words = Words(
        "请原样使用上一页给出的 next，不要修改。", "Use next as the page before gave it, unchanged."
    )
    return Problem("invalid", faults=[Fault("cursor", words)])
