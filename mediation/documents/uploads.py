"""Taking in files: `store_upload`. What a file really is and whether it may stay is in `examination`."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import ColumnElement, func, select

from mediation.database import db
from mediation.documents import arrival, store
from mediation.documents.examination import MAXIMUM_SIZE, Examined, refuse_too_large
from mediation.documents.models import StoredFile
from mediation.documents.upload_types import UploadRefused
from mediation.rules.findings import Words

MOST_OF_A_CASE = 300


def store_upload(
    stream: BinaryIO,
    filename: str,
    *,
    at: datetime,
    uploaded_by: str,
    kind: str = "evidence",
    case_id: int | None = None,
    draft_id: int | None = None,
    referral_id: int | None = None,
    uploaded_by_id: int | None = None,
    party: str = "",
) -> StoredFile:
    """Examine and keep one uploaded file; raises UploadRefused with a sentence for the person.

    The same content handed in twice for the same case, draft or hand-over gives the row of the first time, so
    that an impatient second press does no harm; elsewhere the new row points to the first.
    """
    received = stream.read(MAXIMUM_SIZE + 1)
    if len(received) > MAXIMUM_SIZE:
        refuse_too_large(filename)
    received_sha256 = hashlib.sha256(received).hexdigest()
    if known := _known(received_sha256, _holder(case_id, draft_id, referral_id)):
        return known
    if case_id is not None:
        _leave_room(case_id)
    file = _row(arrival.examined(received, filename), received_sha256)
    file.kind, file.party, file.uploaded_at = kind, party, at
    file.case_id, file.draft_id, file.referral_id = case_id, draft_id, referral_id
    file.uploaded_by, file.uploaded_by_id = uploaded_by, uploaded_by_id
    if earlier := _known(received_sha256):
        file.duplicate_of_id = earlier.duplicate_of_id or earlier.id
    db.session.add(file)
    db.session.flush()
    return file


def hand_over_files(*, draft_id: int, case_id: int) -> None:
    """When a draft becomes a case: its files, those removed as well, go to the case."""
    for file in db.session.scalars(select(StoredFile).where(StoredFile.draft_id == draft_id)):
        file.case_id, file.draft_id = case_id, None


def join_case(*, referral_id: int, case_id: int) -> None:
    """When a hand-over has its case: what came with it belongs to the case as well."""
    for file in db.session.scalars(select(StoredFile).where(StoredFile.referral_id == referral_id)):
        file.case_id = case_id


def remove_upload(file: StoredFile, *, at: datetime) -> None:
    """Take a file out of the list; its content stays until the keeping period ends."""
    file.removed_at = at


def _leave_room(case_id: int) -> None:
    """Refuse one file more than a case can have: nobody reads so many, and a disk has an end."""
    held = db.session.scalar(
        select(func.count()).where(StoredFile.case_id == case_id, StoredFile.removed_at.is_(None))
    )
    if (held or 0) >= MOST_OF_A_CASE:
        raise UploadRefused(
            Words(
                f"本案已有 {MOST_OF_A_CASE} 份材料，不能再传。"
                "请把几份材料合并成一个 PDF，或者联系中心工作人员。",
                f"The case has {MOST_OF_A_CASE} files and can take no more. "
                "Merge several into one PDF, or ask the centre.",
            )
        )


def _row(examined: Examined, received_sha256: str) -> StoredFile:
    kept = store.keep(examined.content)
    return StoredFile(
        sha256=kept.sha256,
        size=kept.size,
        path=kept.path,
        received_sha256=received_sha256,
        media_type=examined.media_type,
        original_name=examined.name,
        width=examined.width,
        height=examined.height,
        pages=examined.pages,
        flags=" ".join(examined.flags),
    )


def _holder(case_id: int | None, draft_id: int | None, referral_id: int | None) -> ColumnElement[bool]:
    if case_id is not None:
        return StoredFile.case_id == case_id
    if draft_id is not None:
        return StoredFile.draft_id == draft_id
    if referral_id is not None:
        return StoredFile.referral_id == referral_id
    raise ValueError("a file belongs to a case, a draft or a hand-over")


def _known(received_sha256: str, *holder: ColumnElement[bool]) -> StoredFile | None:
    return db.session.scalars(
        select(StoredFile)
        .where(StoredFile.received_sha256 == received_sha256, StoredFile.removed_at.is_(None), *holder)
        .order_by(StoredFile.id)
        .limit(1)
    ).first()
