"""Reads of volumes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument


def editions(case_id: int) -> Sequence[IssuedDocument]:
    """Every volume that was made of the case, the newest first."""
    return db.session.scalars(
        select(IssuedDocument)
        .where(IssuedDocument.case_id == case_id, IssuedDocument.kind == DocumentKind.CASE_FILE)
        .order_by(IssuedDocument.id.desc())
    ).all()
