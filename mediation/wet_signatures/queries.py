"""Which papers wait for a signature by hand: always those of cases that the actor may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, selectinload

from mediation.access.actor import Actor
from mediation.agreements.models import TermsDraft
from mediation.cases.models import Case
from mediation.cases.visibility import visible_to
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.rules.findings import Words
from mediation.wet_signatures.models import WetPaper

# Kinds that a person signs on paper, with the purpose under which the scan is filed.
SIGNED_BY_HAND = {
    DocumentKind.RIGHTS_NOTICE.value: "rights_notice",
    DocumentKind.SESSION_RECORD.value: "session_record",
}
DRAFT = Words("调解协议书（签署稿）", "Agreement for signature")
AT_ONCE = 100  # the oldest first: when these are done the next come


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper that waits: an issued one, or the draft of an agreement given out for signature.

    `key` names it in a form; `copies` is one for every party and one for the file.
    """

    case: Case
    document: IssuedDocument | None = None
    draft: TermsDraft | None = None
    wet: WetPaper | None = None

    @property
    def key(self) -> str:
        return f"d{self.document.id}" if self.document else f"t{self.draft.id if self.draft else 0}"

    @property
    def title(self) -> Words:
        return KINDS[DocumentKind(self.document.kind)].title if self.document else DRAFT

    @property
    def copies(self) -> int:
        one_addressee = self.document is not None and self.document.kind == DocumentKind.RIGHTS_NOTICE
        return (1 if one_addressee else len(self.case.parties)) + 1


def waiting(actor: Actor) -> list[Waiting]:
    """The papers that wait, agreements first, then the oldest; in four queries."""
    return [*_drafts(actor), *_documents(actor)]


def waiting_document(actor: Actor, document_id: int) -> Waiting | None:
    """The issued paper, if it waits and the actor may see its case."""
    return next(iter(_documents(actor, IssuedDocument.id == document_id)), None)


def _documents(actor: Actor, *only: object) -> Sequence[Waiting]:
    rows = db.session.execute(
        select(Case, IssuedDocument, WetPaper)
        .select_from(Case)
        .join(IssuedDocument, IssuedDocument.case_id == Case.id)
        .outerjoin(WetPaper, WetPaper.document_id == IssuedDocument.id)
        .where(
            visible_to(actor),
            Case.is_open,
            IssuedDocument.kind.in_(SIGNED_BY_HAND),
            IssuedDocument.lang == "zh",
            IssuedDocument.replaced_by_id.is_(None),
            IssuedDocument.withdrawn_at.is_(None),
            WetPaper.filed_at.is_(None),
            *only,  # type: ignore[arg-type]
        )
        .options(selectinload(Case.parties))
        .order_by(IssuedDocument.id)
        .limit(AT_ONCE)
    )
    return [Waiting(case, document=document, wet=wet) for case, document, wet in rows]


def _drafts(actor: Actor) -> Sequence[Waiting]:
    newer = aliased(TermsDraft)
    newest = select(func.max(newer.id)).where(newer.case_id == Case.id).correlate(Case).scalar_subquery()
    rows = db.session.execute(
        select(Case, TermsDraft, WetPaper)
        .select_from(Case)
        .join(TermsDraft, and_(TermsDraft.case_id == Case.id, TermsDraft.id == newest))
        .outerjoin(WetPaper, WetPaper.draft_id == TermsDraft.id)
        .where(visible_to(actor), Case.state == "awaiting_signature")
        .options(selectinload(Case.parties))
        .order_by(TermsDraft.id)
        .limit(AT_ONCE)
    )
    return [Waiting(case, draft=draft, wet=wet) for case, draft, wet in rows]
