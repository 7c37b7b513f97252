"""Reads of volumes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select

from mediation.access.actor import Actor
from mediation.cases.models import Case
from mediation.cases.visibility import visible_to
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

# Where the table of transitions lets a volume be made.
ENDED = ("concluded", "ended", "closed")
LISTED: tuple[Any, ...] = (
    Case.id,
    Case.year,
    Case.number,
    Case.state,
    Case.outcome,
    Case.applicant_name,
    Case.respondent_name,
    Case.mediator_name,
    Case.ended_at,
)


def editions(case_id: int) -> Sequence[IssuedDocument]:
    """Every volume that was made of the case, the newest first."""
    return db.session.scalars(
        select(IssuedDocument)
        .where(IssuedDocument.case_id == case_id, IssuedDocument.kind == DocumentKind.CASE_FILE)
        .order_by(IssuedDocument.id.desc())
    ).all()


def is_unfiled() -> ColumnElement[bool]:
    """Cases that have ended and have no volume that stands."""
    has_one = exists().where(
        IssuedDocument.case_id == Case.id,
        IssuedDocument.kind == DocumentKind.CASE_FILE,
        IssuedDocument.replaced_by_id.is_(None),
        IssuedDocument.withdrawn_at.is_(None),
    )
    return and_(Case.state.in_(ENDED), ~has_one)


def without_volume(actor: Actor, cursor: Cursor | None = None) -> Page[Row[Any]]:
    """A page of the cases that have ended and have no volume that stands, the oldest first."""
    wanted = select(*LISTED).where(visible_to(actor), is_unfiled())
    backwards = cursor is not None and cursor.backwards
    if cursor is not None and len(cursor.key) == 1 and isinstance(cursor.key[0], int):
        wanted = wanted.where(Case.id < cursor.key[0] if backwards else Case.id > cursor.key[0])
    ordered = wanted.order_by(Case.id.desc() if backwards else Case.id).limit(PAGE_SIZE + 1)
    return page_of(db.session.execute(ordered).all(), lambda row: (row.id,), cursor)


def chosen(actor: Actor, case_ids: Sequence[int]) -> Sequence[int]:
    """Those of the cases that the actor may see and of which a volume may be made, the oldest first."""
    return db.session.scalars(
        select(Case.id)
        .where(visible_to(actor), Case.state.in_(ENDED), Case.id.in_(case_ids))
        .order_by(Case.id)
    ).all()
