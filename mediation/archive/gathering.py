"""What goes into the volume of a case: an open list, so that a new compartment stays out by itself.

In: issued papers that stand and have a place in the order; files that have a purpose we know.
Never: notes of the staff, messages, offers, records of talks with one side alone, receipts (they
carry the access code), and whatever nobody has given a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.documents import store
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.case_file import Piece
from mediation.documents.kinds.session_record import SessionRecord
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import ensure_rendered, facts_of
from mediation.documents.queries import documents_of_case
from mediation.documents.scanning import Scan
from mediation.documents.sheets import PDF, NotBindable, count_pages
from mediation.evidence.queries import Item, items_of_case
from mediation.rules.findings import Words
from mediation.rules.procedures import file_order
from mediation.rules.procedures.file_order import Place
from mediation.rules.vocabulary import MODES, SIDES

AGREED = "agreed"
# The receipt carries the access code, by which one acts as the applicant.
LEFT_OUT = frozenset({DocumentKind.RECEIPT, DocumentKind.CASE_FILE})
INFECTED = Words(
    "文件带有病毒，已隔离，不能打开。", "The file carries a virus and is kept apart; it cannot be opened."
)
LOST = Words("系统中找不到原文件。", "The file is not in the store.")
IN_ENGLISH = Words("（英文）", " (English)")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pieces in their order with their pages, and the places that should hold one and do not.

    `unmade` papers have no PDF yet, so that their pages are not counted.
    """

    pieces: tuple[Piece, ...]
    missing: tuple[Place, ...]
    unmade: int = 0

    @property
    def pages(self) -> int:
        return sum(piece.pages for piece in self.pieces)


def gather(case: Case, *, on: date) -> Gathered:
    """What the volume would hold if it were made on the day `on`; draws nothing."""
    documents = papers_for_volume(case)
    found = [*_documents(documents, on=on), *_files(case, on=on)]
    filled = {code for code, _ in found}
    return Gathered(
        pieces=_paged(sorted((piece for _, piece in found), key=attrgetter("position"))),
        missing=file_order.missing(filled, outcome=case.outcome, on=on),
        unmade=sum(paper.path is None for paper in documents),
    )


def draw_what_is_missing(case: Case) -> None:
    """Make the PDFs of papers that were issued but not drawn yet; raises RenderRefused."""
    for paper in papers_for_volume(case):
        ensure_rendered(paper)


def papers_for_volume(case: Case) -> list[IssuedDocument]:
    """The issued papers that belong into the volume, the oldest first."""
    return [
        paper
        for paper in documents_of_case(case.id)
        if paper.is_valid and _place(paper) and paper.kind not in LEFT_OUT and not _is_of_one_side(paper)
    ]


def _place(paper: IssuedDocument) -> int:
    """Its place in the order; 0 for a kind that has none."""
    return KINDS[DocumentKind(paper.kind)].file_place or 0


def _is_of_one_side(paper: IssuedDocument) -> bool:
    """Whether it records what one side told the mediator alone."""
    if paper.kind != DocumentKind.SESSION_RECORD:
        return False
    facts = facts_of(paper)
    return isinstance(facts, SessionRecord) and facts.mode == MODES["separate"]


def _documents(papers: list[IssuedDocument], *, on: date) -> Iterator[tuple[str, Piece]]:
    places = {place.position: place for place in file_order.places(on=on)}
    for paper in papers:
        place = places[_place(paper)]
        title = KINDS[DocumentKind(paper.kind)].title
        name = title if paper.lang == "zh" else Words(title.zh + IN_ENGLISH.zh, title.en + IN_ENGLISH.en)
        piece = Piece(
            place.position,
            name,
            paper.pdf_sha256 or "",
            PDF,
            0,
            0,
            day_of(paper.issued_at),
            mark=paper.number,
        )
        yield place.code, _counted(piece) if paper.path else piece


def _files(case: Case, *, on: date) -> Iterator[tuple[str, Piece]]:
    for item in items_of_case(case.id):
        place = file_order.place_of_file(item.purpose, on=on)
        if place is not None:
            yield place.code, _counted(_file(item, place), infected=item.file.scan_state == Scan.INFECTED)


def _file(item: Item, place: Place) -> Piece:
    file = item.file
    by = SIDES[file.party].zh if file.party in SIDES else ""
    return Piece(
        place.position,
        Words(file.original_name, file.original_name),
        file.sha256,
        file.media_type,
        0,
        0,
        day_of(file.uploaded_at),
        mark=f"证据{item.number}" if item.number else "",
        remark="：".join(filter(None, (by, item.proves))),
        turned=item.turned,
    )


def _counted(piece: Piece, *, infected: bool = False) -> Piece:
    """The piece with its pages; with one sheet in its place, and the reason, where it cannot be bound."""
    try:
        if infected:
            raise NotBindable(INFECTED)
        path = store.where(store.path_of(piece.sha256))
        if not path.is_file():
            raise NotBindable(LOST)
        return replace(piece, pages=count_pages(path, piece.media_type))
    except NotBindable as refused:
        return replace(piece, pages=1, why_not=refused.words)


def _paged(pieces: list[Piece]) -> tuple[Piece, ...]:
    numbered: list[Piece] = []
    page = 1
    for piece in pieces:
        numbered.append(replace(piece, first_page=page))
        page += piece.pages
    return tuple(numbered)
