"""Counters on a row: counted in one statement, so that no two at one moment read the same count."""

from __future__ import annotations

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import InstrumentedAttribute

from mediation.database import Model, db


def count_up(
    row: Model, counter: InstrumentedAttribute[int], *, most: int, where: ColumnElement[bool] | None = None
) -> int | None:
    """Add one to a counter of `row`; gives the new count, None where `most` was reached before.

    `where` is a further condition under which alone it is counted.
    """
    db.session.flush()
    condition = counter < most if where is None else (counter < most) & where
    return _change(row, counter, 1, condition)


def count_down(row: Model, counter: InstrumentedAttribute[int]) -> None:
    """Take one back that should not have been counted."""
    _change(row, counter, -1, counter > 0)


def _change(
    row: Model, counter: InstrumentedAttribute[int], by: int, where: ColumnElement[bool]
) -> int | None:
    kind = type(row)
    changed = db.session.execute(
        update(kind)
        .where(kind.id == row.id, where)  # type: ignore[attr-defined]
        .values({counter: counter + by})
        .returning(counter)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.expire(row, [counter.key])
    return changed
