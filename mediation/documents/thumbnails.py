"""The small picture of a file's first page, made by a job and kept in the store."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from mediation.database import db
from mediation.documents import store
from mediation.documents.models import StoredFile
from mediation.documents.page_images import THUMBNAIL, draw_page
from mediation.documents.scanning import Scan
from mediation.documents.sheets import NotBindable

NONE = "-"


def without_thumbnail(most: int, *, only_clean: bool) -> Sequence[StoredFile]:
    """Files of which no small picture was tried yet; with a scanner in the house only clean ones."""
    ready = StoredFile.scan_state == Scan.CLEAN if only_clean else StoredFile.scan_state != Scan.INFECTED
    return db.session.scalars(
        select(StoredFile)
        .where(StoredFile.thumbnail == "", StoredFile.removed_at.is_(None), ready)
        .order_by(StoredFile.id)
        .limit(most)
    ).all()


def make_thumbnail(file: StoredFile) -> bool:
    """Draw and keep it; a file without pages, or a damaged one, is not tried again."""
    try:
        drawn = draw_page(store.where(file.path), file.media_type, 1, longest=THUMBNAIL)
    except (NotBindable, IndexError, FileNotFoundError):
        file.thumbnail = NONE
        return False
    file.thumbnail = store.keep(drawn).path
    return True
