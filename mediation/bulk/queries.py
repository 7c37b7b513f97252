"""Reads of imports; each list begins at `visible_to`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from mediation.access.actor import Actor
from mediation.access.rows import rows_with
from mediation.bulk.models import TO_LOAD, Batch, BatchRow, RowState
from mediation.bulk.received import queries as lists
from mediation.database import db
from mediation.referrals.models import Referral
from mediation.tasks import queries as tasks
from mediation.tasks.models import Task
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

RIGHT = "imports.load"

# What the report can be narrowed to.
VIEWS = {
    "bad": (RowState.BAD,),
    "doubtful": (RowState.DOUBTFUL,),
    "good": (RowState.GOOD,),
    "loaded": (RowState.LOADED,),
    "taken_out": (RowState.TAKEN_OUT,),
    "stays": (RowState.STAYS,),
}


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Whoever loads lists sees all imports: the ledger of the one who entered is that of all."""
    return rows_with(RIGHT, actor)


def batches(actor: Actor, cursor: Cursor | None = None) -> Page[Batch]:
    """All imports, the newest first."""
    wanted = select(Batch).where(visible_to(actor))
    backwards = cursor is not None and cursor.backwards
    if cursor is not None:
        edge = cursor.key[0] if isinstance(cursor.key[0], int) else 0
        wanted = wanted.where(Batch.id > edge if backwards else Batch.id < edge)
    wanted = wanted.order_by(Batch.id if backwards else Batch.id.desc()).limit(PAGE_SIZE + 1)
    return page_of(db.session.scalars(wanted).unique().all(), lambda row: (row.id,), cursor)


def batch_of(actor: Actor, batch_id: int) -> Batch | None:
    return db.session.scalars(select(Batch).where(visible_to(actor), Batch.id == batch_id)).first()


def batch(batch_id: int) -> Batch:
    """One import, for the house itself."""
    return db.session.get_one(Batch, batch_id)


def counts(batch_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many rows of each import are in which state."""
    found: dict[int, dict[str, int]] = {one: {} for one in batch_ids}
    rows = db.session.execute(
        select(BatchRow.batch_id, BatchRow.state, func.count())
        .where(BatchRow.batch_id.in_(batch_ids))
        .group_by(BatchRow.batch_id, BatchRow.state)
    )
    for batch_id, state, count in rows:
        found[batch_id][state] = count
    return found


def rows_of(of: Batch, view: str, cursor: Cursor | None = None) -> Page[tuple[BatchRow, str | None]]:
    """The rows in one view of the report, each with the number of its hand-over."""
    wanted = (
        select(BatchRow, Referral.year, Referral.number)
        .outerjoin(Referral, Referral.id == BatchRow.referral_id)
        .where(BatchRow.batch_id == of.id, BatchRow.state.in_(VIEWS[view]))
    )
    backwards = cursor is not None and cursor.backwards
    if cursor is not None:
        edge = cursor.key[0] if isinstance(cursor.key[0], int) else 0
        wanted = wanted.where(BatchRow.number < edge if backwards else BatchRow.number > edge)
    wanted = wanted.order_by(BatchRow.number.desc() if backwards else BatchRow.number).limit(PAGE_SIZE + 1)
    rows = [
        (row, f"{year}-{number:05d}" if number else None) for row, year, number in db.session.execute(wanted)
    ]
    return page_of(rows, lambda one: (one[0].number,), cursor)


def with_findings(of: Batch) -> Sequence[BatchRow]:
    """All rows about which something was said, in order."""
    return db.session.scalars(
        select(BatchRow)
        .where(BatchRow.batch_id == of.id, BatchRow.findings.is_not(None))
        .order_by(BatchRow.number)
    ).all()


def to_load(batch_id: int, most: int) -> Sequence[BatchRow]:
    return db.session.scalars(
        select(BatchRow)
        .where(BatchRow.batch_id == batch_id, BatchRow.state.in_(TO_LOAD))
        .order_by(BatchRow.number)
        .limit(most)
    ).all()


def to_take_out(batch_id: int, most: int) -> Sequence[BatchRow]:
    return db.session.scalars(
        select(BatchRow)
        .where(BatchRow.batch_id == batch_id, BatchRow.state == RowState.LOADED)
        .order_by(BatchRow.number)
        .limit(most)
    ).all()


def first_rows(batch_id: int) -> dict[str, int]:
    """Their number -> row, of the rows checked so far."""
    rows = db.session.execute(
        select(BatchRow.their_number, func.min(BatchRow.number))
        .where(BatchRow.batch_id == batch_id, BatchRow.their_number != "")
        .group_by(BatchRow.their_number)
    )
    return {str(number): int(row) for number, row in rows}


def task_of(of: Batch) -> Task | None:
    return tasks.task(of.task_id) if of.task_id else None


def earlier_import_of_same_file(of: Batch) -> Batch | None:
    """The import of the very same file before this one, if it was loaded and stands."""
    twin = lists.twin_of(of.received)
    if twin is None:
        return None
    return db.session.scalars(
        select(Batch).where(Batch.list_id == twin.id, Batch.state.in_(("loading", "loaded")))
    ).first()
