"""Reading lists along their numbers, and the log of what was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from mediation.access.actor import Actor
from mediation.access.predicates import is_its_asker, is_of_its_body
from mediation.access.rows import InRows, rows_with
from mediation.database import db
from mediation.exports.listing import Asked, Listed, Listing
from mediation.exports.models import Export
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

AT_ONCE = 2_000  # rows read together; the memory of an export is that of so many rows

Values = Sequence[object]

IN_ROWS: InRows = {
    is_its_asker: lambda actor: Export.asked_by_id == actor.user_id,
    is_of_its_body: lambda actor: Export.asked_for_id == actor.organisation_id,
}


def counted(listing: Listing, asked: Asked, *, most: int | None = None) -> int:
    """How many rows the list has, beyond `most` just more than that."""
    wanted = _narrowed(listing, asked, listing.within(select(listing.number)))
    if most is not None:
        wanted = wanted.limit(most + 1)
    return int(db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0)


def in_order(
    listing: Listing, asked: Asked, columns: Sequence[Listed], *, lang: str, most: int
) -> list[Values]:
    """The rows of a short list as its page sorts them, `most` at the most, in one statement."""
    wanted = _select(listing, asked, columns)
    order = listing.order(asked) or (listing.number,)
    made = _maker(columns, lang)
    return [made(row) for row in _fetched(wanted.order_by(*order).limit(most))]


def along_numbers(
    listing: Listing,
    asked: Asked,
    columns: Sequence[Listed],
    *,
    lang: str,
    after: int | None = None,
    size: int = 0,
) -> Iterator[tuple[int, list[Values]]]:
    """All rows after the number `after`: batches of `size` (else AT_ONCE), each with its last number.

    Each batch is a statement of its own that begins where the last one ended, so that the work goes
    on after a commit or a stop, and the last batch costs what the first does.
    """
    made, size = _maker(columns, lang), size or AT_ONCE
    while True:
        wanted = _select(listing, asked, columns).order_by(listing.number).limit(size)
        if after is not None:
            wanted = wanted.where(listing.number > after)
        rows = _fetched(wanted)
        if not rows:
            return
        after = rows[-1][0]
        yield after, [made(row) for row in rows]
        if len(rows) < size:
            return


def _fetched(wanted: Select[Any]) -> Sequence[Any]:
    """Plain rows of what was flushed, past the session, which would look for objects in them."""
    return db.session.connection().execute(wanted).all()


def _select(listing: Listing, asked: Asked, columns: Sequence[Listed]) -> Select[Any]:
    """The number and then what the columns are read from."""
    reads = [read.label(f"c{n}") for n, read in enumerate(_reads(columns))]
    return _narrowed(listing, asked, listing.within(select(listing.number.label("n"), *reads)))


def _reads(columns: Sequence[Listed]) -> list[Any]:
    return [read for one in columns for read in one.reads]


def _narrowed(listing: Listing, asked: Asked, wanted: Select[Any]) -> Select[Any]:
    return wanted.where(listing.visible_to(asked.actor), *listing.holds(asked))


def _maker(columns: Sequence[Listed], lang: str) -> Callable[[Any], Values]:
    """What makes the values of the columns out of a row of the database."""
    if not any(one.make for one in columns):
        return lambda row: row[1:]
    parts: list[Callable[[Any], object]] = []
    place = 1
    for one in columns:
        parts.append(_part(one, place, lang))
        place += len(one.reads)
    return lambda row: [part(row) for part in parts]


def _part(one: Listed, place: int, lang: str) -> Callable[[Any], object]:
    make, end = one.make, place + len(one.reads)
    if make is None:
        return lambda row: row[place]
    return lambda row: make(*row[place:end], lang)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """What was taken, as far as `actor` holds the right `exports.view` over it."""
    return rows_with("exports.view", actor, IN_ROWS)


def log(actor: Actor, cursor: Cursor | None = None) -> Page[Export]:
    """What was taken, the newest first."""
    wanted = select(Export).where(visible_to(actor))
    backwards = cursor is not None and cursor.backwards
    if cursor is not None and isinstance(cursor.key[0], int):
        wanted = wanted.where(Export.id > cursor.key[0] if backwards else Export.id < cursor.key[0])
    ordered = wanted.order_by(Export.id if backwards else Export.id.desc()).limit(PAGE_SIZE + 1)
    people = ordered.options(joinedload(Export.asked_by), joinedload(Export.asked_for))
    return page_of(db.session.scalars(people).all(), lambda one: (one.id,), cursor)


def export(export_id: int) -> Export | None:
    return db.session.get(Export, export_id)
