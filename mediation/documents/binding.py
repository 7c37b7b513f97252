"""Binding papers into a volume: sheets in order, numbers on the pages, bookmarks.

The same facts and the same papers give the same bytes. Papers are read from the store one after
the other, and their pages copied when the volume is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from mediation.documents import store
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import Kind
from mediation.documents.kinds.case_file import CaseFile, Piece
from mediation.documents.render import render_pdf
from mediation.documents.sheets import PDF, add_pdf, add_picture, opened
from mediation.web.words import speaking, t

Tell = Callable[[int, int], object]

COVER, CONTENTS, STATEMENT, BACK = "cover", "contents", "statement", "back"
NUMBER_SIZE = 11  # points
FROM_EDGE = 28.35  # 10 mm


class VolumeDiffers(RuntimeError):
    """A paper in the store has other pages than the facts of the volume say."""


def bind(kind: Kind, facts: CaseFile, imprint: Imprint, *, tell: Tell = lambda done, of: None) -> bytes:
    """The volume bound; `tell(done, of)` hears of every piece.

    Raises RenderRefused for the sheets, VolumeDiffers or FileNotFoundError for a paper.
    """
    with TemporaryFile() as written:
        _bind_into(written, kind, facts, imprint, tell)
        written.seek(0)
        return written.read()


def _bind_into(file: IO[bytes], kind: Kind, facts: CaseFile, imprint: Imprint, tell: Tell) -> None:
    """Written to disk first: at its end the papers leave the memory before the whole comes into it."""
    with ExitStack() as stack:
        frame = stack.enter_context(pikepdf.open(BytesIO(render_pdf(kind, facts, imprint))))
        volume = stack.enter_context(Pdf.new())
        with speaking(facts.lang):
            _Binder(volume, frame, facts, stack).bind(tell)
            _describe(volume, kind, facts, imprint)
        volume.save(
            cast(BinaryIO, file),
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


class _Binder:
    """The volume while it grows; sources stay open until it is saved, for pages are copied then."""

    def __init__(self, volume: Pdf, frame: Pdf, facts: CaseFile, stack: ExitStack) -> None:
        self.volume, self.facts, self.stack = volume, facts, stack
        self.frame, self.parts = frame, dict(_parts(frame))
        self.marks: list[tuple[str, int, int]] = []  # title, depth, index of the page
        self.font = volume.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
            )
        )

    def bind(self, tell: Tell) -> None:
        self._mark(t("封面", "Cover"), 0)
        self._sheets(COVER)
        self._mark(t("卷内目录", "Contents"), 0)
        self._sheets(CONTENTS)
        before = len(self.volume.pages)
        for place in self.facts.places:
            mine = [piece for piece in self.facts.pieces if piece.position == place.position]
            if mine:
                self._mark(f"{place.position} {t(place.words)}", 0)
            for piece in mine:
                self._mark(" ".join(filter(None, (t(piece.name), piece.mark))), 1)
                self._piece(piece, before)
                tell(self.facts.pieces.index(piece) + 1, len(self.facts.pieces))
        self._mark(t(self.facts.places[-2].words), 0)
        self._sheets(STATEMENT)
        for number, page in enumerate(list(self.volume.pages)[before:], 1):
            self._number(page, number)
        self._mark(t(self.facts.places[-1].words), 0)
        self._sheets(BACK)
        self._outline()
        self._labels(before)

    def _piece(self, piece: Piece, before: int) -> None:
        expected = before + piece.first_page - 1
        if len(self.volume.pages) != expected:
            raise VolumeDiffers(f"page {piece.first_page} is not where the contents say")
        if piece.why_not:
            self._sheets(f"sheet-{piece.first_page}")
        else:
            path = store.where(store.path_of(piece.sha256))
            if piece.media_type == PDF:
                add_pdf(self.volume, self.stack.enter_context(opened(path)), piece.turned)
            else:
                add_picture(self.volume, path, piece.media_type, piece.turned)
        if len(self.volume.pages) != expected + piece.pages:
            raise VolumeDiffers(f"the paper on page {piece.first_page} has not {piece.pages} pages")

    def _sheets(self, part: str) -> None:
        first, last = self.parts[part]
        self.volume.pages.extend(list(self.frame.pages)[first:last])

    def _mark(self, title: str, depth: int) -> None:
        self.marks.append((title, depth, len(self.volume.pages)))

    def _outline(self) -> None:
        with self.volume.open_outline() as outline:
            for title, depth, page in self.marks:
                item = OutlineItem(title, page, "Fit")
                (outline.root[-1].children if depth else outline.root).append(item)

    def _labels(self, before: int) -> None:
        """A reader's own count of pages agrees with the numbers: i, ii, ... then 1, 2, 3."""
        self.volume.Root.PageLabels = Dictionary(
            Nums=Array([0, Dictionary(S=Name.r), before, Dictionary(S=Name.D)])
        )

    def _number(self, page: pikepdf.Page, number: int) -> None:
        """The number at the outer upper corner, on white, whatever lies below it."""
        text = str(number)
        _, _, right, top = (float(edge) for edge in page.mediabox)
        wide = NUMBER_SIZE * 0.556 * len(text)  # each digit of the face is 556 of 1000 wide
        left = right - FROM_EDGE - wide if number % 2 else FROM_EDGE
        base = top - FROM_EDGE
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(
            (
                f"\nQ q 1 g {left - 3:.2f} {base - 3:.2f} {wide + 6:.2f} {NUMBER_SIZE + 3} re f "
                f"0 g BT /FqNo {NUMBER_SIZE} Tf {left:.2f} {base:.2f} Td ({text}) Tj ET Q"
            ).encode()
        )
        page.add_resource(self.font, Name.Font, Name("/FqNo"))


def _parts(frame: Pdf) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each part of the frame with its first page and the one after its last."""
    with frame.open_outline() as outline:
        found = [(item.title, _page_of(frame, item)) for item in outline.root]
    ends = [first for _, first in found[1:]] + [len(frame.pages)]
    for (name, first), last in zip(found, ends, strict=True):
        yield name, (first, last)


def _page_of(frame: Pdf, item: OutlineItem) -> int:
    destination: Any = item.destination
    if destination is None and item.action is not None:
        destination = item.action.get(Name.D)
    number: Any = pikepdf.Page(destination[0]).index
    return int(number)


def _describe(volume: Pdf, kind: Kind, facts: CaseFile, imprint: Imprint) -> None:
    made = String(imprint.issued_at.strftime("D:%Y%m%d%H%M%SZ"))
    volume.docinfo = volume.make_indirect(
        Dictionary(
            Title=String(f"{t(kind.title)} {facts.volume_number}"),
            Author=String(facts.issuer.name),
            Subject=String(f"{facts.case_number} {imprint.number} {imprint.code}"),
            CreationDate=made,
            ModDate=made,
        )
    )
    volume.Root.Lang = String("en" if facts.lang == "en" else "zh-CN")
    volume.Root.PageMode = Name.UseOutlines
