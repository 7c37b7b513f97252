"""Reads of lists. Who may see a list is asked by the package that it came to."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from mediation.bulk.received.models import ColumnMapping, ReceivedList
from mediation.database import db
from mediation.documents import store
from mediation.spreadsheets.reading import read
from mediation.spreadsheets.reading_cells import Row, Sheet
from mediation.spreadsheets.reading_headings import below


def mapping_of(body_id: int, subject: str) -> ColumnMapping | None:
    """What is remembered of this body's lists of this kind."""
    return db.session.scalar(
        select(ColumnMapping).where(ColumnMapping.body_id == body_id, ColumnMapping.subject == subject)
    )


def remembered(body_id: int, subject: str) -> Mapping[str, str]:
    """Code of the field -> heading, as it was last time; empty for a first list."""
    found = mapping_of(body_id, subject)
    return found.columns if found else {}


def twin_of(received: ReceivedList) -> ReceivedList | None:
    """An earlier list of the same body with the very same content."""
    return db.session.scalars(
        select(ReceivedList)
        .where(
            ReceivedList.sha256 == received.sha256,
            ReceivedList.body_id == received.body_id,
            ReceivedList.subject == received.subject,
            ReceivedList.id < received.id,
        )
        .order_by(ReceivedList.id.desc())
        .limit(1)
    ).first()


def content_of(received: ReceivedList) -> bytes:
    """The file as it came."""
    return store.where(received.path).read_bytes()


def sheets_of(received: ReceivedList) -> tuple[Sheet, ...]:
    """The sheets of the file, read anew. Takes about a second for 10,000 rows."""
    return read(content_of(received))


def sheet_named(sheets: tuple[Sheet, ...], name: str) -> Sheet:
    """The sheet with this name; the first where none has it."""
    return next((sheet for sheet in sheets if sheet.name == name), sheets[0])


def rows_of(received: ReceivedList) -> tuple[Row, ...]:
    """The rows of the list, below its headings."""
    return below(sheet_named(sheets_of(received), received.sheet), received.heading_row)
