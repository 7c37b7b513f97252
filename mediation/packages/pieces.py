"""The pieces of a package in their order, each with its safe path; draws the pleadings among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mediation.clock import day_of
from mediation.documents import store
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.elements import pleadings
from mediation.packages.facts import Piece, What
from mediation.packages.gathering import Found
from mediation.packages.names import safe_name
from mediation.rules.findings import Words
from mediation.rules.procedures import file_order
from mediation.rules.vocabulary import SIDES

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FOLDERS = {What.PAPER: "papers", What.PLEADING: "papers", What.FILE: "evidence"}
LETTER_PLACE = 0
PLEADINGS, FILES = 1000, 2000  # within one place of the case file: papers, then pleadings, then files
FOR_EDITING = Words("（可编辑）", " (editable)")


def pieces_of(found: Found, *, as_of: datetime) -> tuple[Piece, ...]:
    """The pieces in their order: the letter, then as in a case file; draws complaint and defence."""
    unsorted = [*_of_papers(found), *_of_pleadings(found, as_of), *_of_files(found)]
    unsorted.sort(key=lambda one: one[0])
    return tuple(_numbered(number, piece) for number, (_, piece) in enumerate(unsorted, 1))


Placed = tuple[tuple[int, int], Piece]  # by place in the case file, then in the order found


def _of_papers(found: Found) -> Iterator[Placed]:
    for order, paper in enumerate(found.papers):
        kind = KINDS[DocumentKind(paper.kind)]
        is_letter = order == 0 and paper.kind == found.row.letter
        place = LETTER_PLACE if is_letter else (kind.file_place or LETTER_PLACE)
        assert paper.pdf_sha256 is not None, "it was drawn before"
        yield (
            (place, order),
            Piece(
                number=0,
                path=f"{kind.title.zh} {paper.number}.pdf",
                name=kind.title,
                what=What.PAPER,
                sha256=paper.pdf_sha256,
                size=paper.pdf_size or 0,
                media_type=MEDIA_TYPES["pdf"],
                dated_on=day_of(paper.issued_at),
                place=_place_words(place, found),
                mark=paper.number,
                code=paper.code,
            ),
        )


def _of_pleadings(found: Found, as_of: datetime) -> Iterator[Placed]:
    """Complaint and defence from the elements, as a court reads them and as it edits them."""
    if found.sheet is None:
        return
    for paper, title in pleadings.PAPERS.items():
        place = KINDS[DocumentKind(paper)].file_place or LETTER_PLACE
        for order, form in enumerate(pleadings.FORMS):
            kept = store.keep(pleadings.content_of(found.case, found.sheet, paper, form, at=as_of))
            name = title if form == "pdf" else Words(title.zh + FOR_EDITING.zh, title.en + FOR_EDITING.en)
            yield (
                (place, PLEADINGS + order),
                Piece(
                    number=0,
                    path=f"{name.zh}.{form}",
                    name=name,
                    what=What.PLEADING,
                    sha256=kept.sha256,
                    size=kept.size,
                    media_type=MEDIA_TYPES[form],
                    dated_on=day_of(as_of),
                    place=_place_words(place, found),
                ),
            )


def _of_files(found: Found) -> Iterator[Placed]:
    for order, item in enumerate(found.items):
        file = item.file
        place = file_order.place_of_file(item.purpose, on=found.case.law_on)
        assert place is not None, "every purpose of a file has its place"
        by = SIDES[file.party].zh if file.party in SIDES else ""
        yield (
            (place.position, FILES + order),
            Piece(
                number=0,
                path=file.original_name,
                name=Words(file.original_name, file.original_name),
                what=What.FILE,
                sha256=file.sha256,
                size=file.size,
                media_type=file.media_type,
                dated_on=day_of(file.uploaded_at),
                place=place.words,
                mark=f"证据{item.number}" if item.number else "",
                remark="：".join(filter(None, (by, item.proves))),
            ),
        )


def _numbered(number: int, piece: Piece) -> Piece:
    path = f"{FOLDERS[piece.what]}/{safe_name(f'{number:03d} {piece.path}')}"
    return replace(piece, number=number, path=path)


def _place_words(position: int, found: Found) -> Words:
    places = file_order.places(on=found.case.law_on)
    return next((one.words for one in places if one.position == position), Words("", ""))
