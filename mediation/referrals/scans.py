"""Scans of the letter and papers that came with a hand-over: kept, tied to its list, handed out again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, cast

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import allows
from mediation.database import db
from mediation.documents.models import StoredFile
from mediation.documents.uploads import store_upload
from mediation.referrals.entering import list_material
from mediation.referrals.models import Material, Referral

# What a matter began with lies there in its case file, and is no exhibit of a side.
PURPOSE = "application"
LONGEST_TITLE = 120


def keep(referral: Referral, scans: Iterable[FileStorage], by: By) -> None:
    """Keep what came with `referral`: each file is tied to the line of its title, or becomes a line.

    The same content twice is one file and one line. Raises UploadRefused for the first that cannot
    be kept; the caller then enters nothing.
    """
    for scan in scans:
        if not scan.filename:
            continue
        file = store_upload(
            cast(BinaryIO, scan.stream),
            scan.filename,
            at=by.at,
            uploaded_by=by.actor.name,
            uploaded_by_id=by.actor.user_id,
            kind=PURPOSE,
            referral_id=referral.id,
        )
        if any(one.file_id == file.id for one in referral.materials):
            continue
        line = _line_for(referral, file.original_name)
        line.file_id, line.sha256 = file.id, file.sha256


def _line_for(referral: Referral, name: str) -> Material:
    title = name.rpartition(".")[0] or name
    typed = (one for one in referral.materials if one.file_id is None and one.title in {title, name})
    return next(typed, None) or list_material(referral, title[:LONGEST_TITLE], 1)


def readable(referral: Referral, actor: Actor) -> dict[int, StoredFile]:
    """By id the files on the list that `actor`, who may see the hand-over, may open as well.

    What came with the hand-over is for both its sides. Another file of the case is for those who see
    into the case: to name its title on a list must not be enough to get it.
    """
    listed = {one.file_id for one in referral.materials if one.file_id is not None}
    if not listed:
        return {}
    found = db.session.scalars(
        select(StoredFile).where(StoredFile.id.in_(listed), StoredFile.removed_at.is_(None))
    )
    inside = referral.case is not None and allows("case.view_inside", actor, referral.case)
    return {
        file.id: file
        for file in found
        if file.referral_id == referral.id or (inside and file.case_id == referral.case_id)
    }
