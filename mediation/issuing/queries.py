"""Reads of services."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from mediation.database import db
from mediation.documents.models import StoredFile
from mediation.issuing.models import PaperService


def services_of(document_id: int) -> Sequence[tuple[PaperService, StoredFile | None]]:
    """Every service of a paper with its proof, in order."""
    found = db.session.execute(
        select(PaperService, StoredFile)
        .outerjoin(StoredFile, StoredFile.id == PaperService.proof_id)
        .where(PaperService.document_id == document_id)
        .order_by(PaperService.on, PaperService.id)
    )
    return [(service, file) for service, file in found]
