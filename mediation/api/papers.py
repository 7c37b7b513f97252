"""The papers of a hand-over: the letters that went with it, and the papers on its list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import url_for
from sqlalchemy import and_, or_, select

from mediation.api.shapes.base import both
from mediation.api.shapes.referrals import PaperTold
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.referrals.models import Referral
from mediation.timeline.queries import entries_of


def papers_of(referral: Referral) -> Sequence[IssuedDocument]:
    """What was sent to its body, the oldest first: its timeline names each letter that went out."""
    letters = {
        entry.facts["document"] for entry in entries_of(referral.thread) if entry.facts.get("document")
    }
    listed = [one.document_id for one in referral.materials if one.document_id is not None]
    slip = referral.law.slip  # what we give back when we take it; no event names it
    return db.session.scalars(
        select(IssuedDocument)
        .where(
            or_(
                IssuedDocument.number.in_(letters),
                IssuedDocument.id.in_(listed),
                and_(IssuedDocument.kind == slip, IssuedDocument.case_id == referral.case_id),
            )
        )
        .order_by(IssuedDocument.issued_at, IssuedDocument.id)
    ).all()


def told_papers(found: Iterable[IssuedDocument], endpoint: str, number: str) -> list[PaperTold]:
    """The papers as they are listed, each with the address at which it is fetched."""
    return [
        PaperTold(
            number=one.number,
            kind=one.kind,
            title=both(KINDS[DocumentKind(one.kind)].title),
            issued_at=one.issued_at,
            sha256=one.pdf_sha256,
            stands=one.is_valid,
            path=url_for(endpoint, number=number, paper=one.number),
        )
        for one in found
    ]
