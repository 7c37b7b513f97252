"""Reads of exhibits: always the files of one case, with what the staff noted about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from mediation.database import db
from mediation.documents.models import StoredFile
from mediation.documents.queries import files_of_case
from mediation.evidence.models import Exhibit
from mediation.rules.procedures.file_order import OTHERWISE, PURPOSES

UNNUMBERED = 1_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """A file with its notes; a file that nobody sorted yet is evidence, upright, without a number."""

    file: StoredFile
    purpose: str = OTHERWISE
    number: int | None = None
    proves: str = ""
    turned: int = 0


def items_of_case(case_id: int) -> list[Item]:
    """The files of a case that have a purpose we know, numbered exhibits first, in two queries.

    A file of another kind belongs to another compartment and is not among them.
    """
    notes = {
        note.file_id: note for note in db.session.scalars(select(Exhibit).where(Exhibit.case_id == case_id))
    }
    items = [_item(file, notes.get(file.id)) for file in files_of_case(case_id) if file.kind in PURPOSES]
    return sorted(items, key=lambda item: (item.number or UNNUMBERED, item.file.uploaded_at, item.file.id))


def item_of_case(case_id: int, file_id: int) -> Item | None:
    """The file, if it is one of the case's."""
    return next((item for item in items_of_case(case_id) if item.file.id == file_id), None)


def exhibit(file_id: int) -> Exhibit | None:
    return db.session.get(Exhibit, file_id)


def last_number(case_id: int) -> int:
    """The highest number given in the case; a removed exhibit keeps its own."""
    return db.session.scalar(select(func.max(Exhibit.number)).where(Exhibit.case_id == case_id)) or 0


def same_elsewhere(items: Sequence[Item], case_id: int) -> dict[str, int]:
    """By hash of what came in: in how many other cases the same file lies. Nothing else of those is told."""
    hashes = {item.file.received_sha256 for item in items}
    rows = db.session.execute(
        select(StoredFile.received_sha256, func.count(func.distinct(StoredFile.case_id)).label("cases"))
        .where(
            StoredFile.received_sha256.in_(hashes),
            StoredFile.case_id.is_not(None),
            StoredFile.case_id != case_id,
            StoredFile.removed_at.is_(None),
        )
        .group_by(StoredFile.received_sha256)
    )
    return {row.received_sha256: row.cases for row in rows}


def _item(file: StoredFile, note: Exhibit | None) -> Item:
    if note is None:
        return Item(file, purpose=file.kind)
    return Item(file, note.purpose, note.number, note.proves, note.turned)
