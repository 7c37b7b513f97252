"""Which papers wait for a signature by hand: always those of cases that the actor may see.

Agreements given out for signature come first, then issued papers, each the oldest first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased, selectinload

from mediation.access.actor import Actor
from mediation.agreements.models import TermsDraft
from mediation.cases.models import Case
from mediation.cases.visibility import visible_to
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.issuing.wet_signatures.models import WetPaper
from mediation.rules.findings import Words
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

# Kinds that a person signs on paper, with the purpose under which the scan is filed.
SIGNED_BY_HAND = {
    DocumentKind.RIGHTS_NOTICE.value: "rights_notice",
    DocumentKind.SESSION_RECORD.value: "session_record",
    DocumentKind.MEDIATOR_CHOICE.value: "rights_notice",
    DocumentKind.INVESTIGATION_RECORD.value: "investigation",
    DocumentKind.UNDISPUTED_FACTS.value: "session_record",
    DocumentKind.SERVICE_ADDRESS.value: "confirmation",
}
SIGNED_BY_ONE = frozenset(
    {DocumentKind.RIGHTS_NOTICE, DocumentKind.INVESTIGATION_RECORD, DocumentKind.SERVICE_ADDRESS}
)
DRAFT = Words("调解协议书（签署稿）", "Agreement for signature")
DRAFTS, DOCUMENTS = "t", "d"  # the parts of the list, as they stand in a key


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
        return f"{self.place[0]}{self.place[1]}"

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands in the list: its part, and its number there."""
        if self.document is not None:
            return DOCUMENTS, self.document.id
        return DRAFTS, self.draft.id if self.draft else 0

    @property
    def title(self) -> Words:
        return KINDS[DocumentKind(self.document.kind)].title if self.document else DRAFT

    @property
    def copies(self) -> int:
        by_one = self.document is not None and self.document.kind in SIGNED_BY_ONE
        return (1 if by_one else len(self.case.parties)) + 1


def waiting(actor: Actor, cursor: Cursor | None = None) -> Page[Waiting]:
    """A page of the papers that wait, in two queries for each part of the list."""
    backwards = cursor is not None and cursor.backwards
    part, edge = _edge(cursor)
    found: list[Waiting] = []
    for one in (DOCUMENTS, DRAFTS) if backwards else (DRAFTS, DOCUMENTS):
        if part is None or part == one:
            here = edge if part == one else None
            found += _waiting(actor, one, here, backwards=backwards, most=PAGE_SIZE + 1 - len(found))
            part = None  # what lies beyond this part is read from its beginning
    return page_of(found, lambda paper: paper.place, cursor, PAGE_SIZE)


def chosen(actor: Actor, keys: Collection[str]) -> list[Waiting]:
    """Those of the papers named by `keys` that wait and whose case the actor may see, in list order."""
    wanted = {part: [int(key[1:]) for key in keys if _is_key_of(part, key)] for part in (DRAFTS, DOCUMENTS)}
    return [
        *_drafts(actor, TermsDraft.id.in_(wanted[DRAFTS])),
        *_documents(actor, IssuedDocument.id.in_(wanted[DOCUMENTS])),
    ]


def waiting_document(actor: Actor, document_id: int) -> Waiting | None:
    """The issued paper, if it waits and the actor may see its case."""
    return next(iter(_documents(actor, IssuedDocument.id == document_id)), None)


def _edge(cursor: Cursor | None) -> tuple[str | None, int]:
    """In which part, beside which number the page begins; what makes no sense is the beginning."""
    if cursor is None or len(cursor.key) != 2:
        return None, 0
    part, edge = cursor.key
    return (part, edge) if part in {DRAFTS, DOCUMENTS} and isinstance(edge, int) else (None, 0)


def _is_key_of(part: str, key: str) -> bool:
    return key[:1] == part and key[1:].isdecimal() and len(key) < 12


def _waiting(actor: Actor, part: str, edge: int | None, *, backwards: bool, most: int) -> Sequence[Waiting]:
    """At most so many papers of one part, from beside the number `edge` on."""
    number: Any = TermsDraft.id if part == DRAFTS else IssuedDocument.id
    beyond = () if edge is None else ((number < edge) if backwards else (number > edge),)
    read = _drafts if part == DRAFTS else _documents
    return read(actor, *beyond, newest_first=backwards, most=most) if most > 0 else ()


def _documents(
    actor: Actor, *only: ColumnElement[bool], newest_first: bool = False, most: int | None = None
) -> Sequence[Waiting]:
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
            *only,
        )
        .options(selectinload(Case.parties))
        .order_by(IssuedDocument.id.desc() if newest_first else IssuedDocument.id)
        .limit(most)
    )
    return [Waiting(case, document=document, wet=wet) for case, document, wet in rows]


def _drafts(
    actor: Actor, *only: ColumnElement[bool], newest_first: bool = False, most: int | None = None
) -> Sequence[Waiting]:
    newer = aliased(TermsDraft)
    newest = select(func.max(newer.id)).where(newer.case_id == Case.id).correlate(Case).scalar_subquery()
    rows = db.session.execute(
        select(Case, TermsDraft, WetPaper)
        .select_from(Case)
        .join(TermsDraft, and_(TermsDraft.case_id == Case.id, TermsDraft.id == newest))
        .outerjoin(WetPaper, WetPaper.draft_id == TermsDraft.id)
        .where(visible_to(actor), Case.state == "awaiting_signature", *only)
        .options(selectinload(Case.parties))
        .order_by(TermsDraft.id.desc() if newest_first else TermsDraft.id)
        .limit(most)
    )
    return [Waiting(case, draft=draft, wet=wet) for case, draft, wet in rows]
