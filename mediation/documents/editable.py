"""The editable copy of a paper: the HTML that the PDF is drawn from, walked block by block into a DOCX.

One wording for both: the templates know a small set of blocks (head, paragraph, heading, list,
table, places for signatures, foot), and each has one reader here. A block that has none stops the
copy, so that a new block cannot be lost in silence.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import html as markup

from mediation.clock import day_of
from mediation.documents.compose import compose
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import Kind
from mediation.documents.render import printable
from mediation.rules.findings import Words
from mediation.web.words import speaking, t

# What a court's or a lawyer's machine has; the shipped faces stand behind them.
BODY_FACE, HEAD_FACE = "仿宋_GB2312", "黑体"
EDITABLE = Words(
    "本文件供编辑使用，以载有验证码的 PDF 文书为准。",
    "This file is for editing; the document is the PDF that carries the code.",
)
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the oldest day that a zip can tell
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
SIZES = {"letter": 16, "notice": 14, "form": 14, "record": 12, "slim": 11}

Element = Any


class BlockUnknown(RuntimeError):
    """A template uses a block that the editable copy cannot show."""


def docx_of(kind: Kind, facts: Any, imprint: Imprint) -> bytes:
    """The paper as a DOCX; the same facts and imprint give the same bytes.

    Raises ValueError for a kind that nobody edits, RenderRefused for a character that cannot be
    printed where the kind is strict, BlockUnknown where a template uses a block without a reader.
    """
    if not kind.editable:
        raise ValueError(f"{kind.code} has no editable copy")
    page = markup.document_fromstring(compose(kind, printable(facts, strict=kind.at_issue), imprint))
    body = page.find("body")
    look = (body.get("class") or "letter").split()[0]
    writer = _Writer(_blank(SIZES.get(look, 14)), SIZES.get(look, 14))
    with speaking(facts.lang):
        writer.blocks(body)
    _tell(writer.paper, page, imprint.issued_at)
    return _settled(writer.paper)


def _blank(size: int) -> DocxDocument:
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(size)
    _face(normal.element.get_or_add_rPr(), BODY_FACE)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.5
    _number_pages(section.footer.paragraphs[0])
    return paper


def _face(properties: Element, face: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(attribute), face)


def _number_pages(paragraph: Paragraph) -> None:
    """— 1 — in the middle of the foot, counted by the word processor."""
    paragraph.alignment = CENTRE
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


class _Writer:
    """Writes the blocks of a page into `paper`; `size` is the body's in points."""

    def __init__(self, paper: DocxDocument, size: int) -> None:
        self.paper, self.size = paper, size
        self.readers: dict[str, Callable[[Element], None]] = {
            "header.letterhead": self.blocks,
            "h1": self._title,
            "h2": self._heading,
            "p": self._paragraph,
            "ol.plain": self._items,
            "table": self._table,
            "section.signing": self.blocks,
            "section.closing": self._closing,
            "section.contact": self._contact,
            "section.slip": self._slip,
            "div.place": self._place,
            "div.imprint": self._imprint,
            "p.imprint": self._imprint,
        }

    def blocks(self, parent: Element) -> None:
        for element in parent:
            self._reader_of(element)(element)

    def _reader_of(self, element: Element) -> Callable[[Element], None]:
        names = [element.tag, *(f"{element.tag}.{one}" for one in (element.get("class") or "").split())]
        for name in reversed(names):
            if name in self.readers:
                return self.readers[name]
        raise BlockUnknown(f"no reader for <{element.tag} class={element.get('class')!r}>")

    def _line(self, text: str, *, indent: bool = False, align: Any = None, size: int = 0) -> Paragraph:
        paragraph = self.paper.add_paragraph()
        run = paragraph.add_run(text)
        if size:
            run.font.size = Pt(size)
        if align is not None:
            paragraph.alignment = align
        elif indent:
            paragraph.paragraph_format.first_line_indent = Pt(self.size * 2)
        return paragraph

    def _title(self, element: Element) -> None:
        self._line(_text(element), align=CENTRE, size=22)

    def _heading(self, element: Element) -> None:
        paragraph = self._line(_text(element), indent=True)
        paragraph.paragraph_format.keep_with_next = True
        _face(paragraph.runs[0]._r.get_or_add_rPr(), HEAD_FACE)

    def _paragraph(self, element: Element) -> None:
        classes = (element.get("class") or "").split()
        align = CENTRE if "issuer" in classes else RIGHT if {"number", "dated"} & set(classes) else None
        self._line(_text(element), indent="flush" not in classes, align=align)

    def _items(self, element: Element) -> None:
        for item in element:
            self._line(_text(item), indent=True)

    def _table(self, element: Element) -> None:
        rows = list(element.iter("tr"))
        width = max(sum(int(cell.get("colspan", 1)) for cell in row) for row in rows)
        table = self.paper.add_table(rows=0, cols=width, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for row in rows:
            written = table.add_row()
            if row.getparent().tag == "thead":
                written._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            place = 0
            for cell in row:
                span = int(cell.get("colspan", 1))
                target = written.cells[place].merge(written.cells[place + span - 1])
                self._cell(target, cell)
                place += span
        if "facts" in (element.get("class") or "").split():
            for written in table.rows:
                written.cells[0].width, written.cells[1].width = Mm(42), Mm(114)

    def _cell(self, target: Any, cell: Element) -> None:
        inner = cell.findall("p")
        texts = [_text(one) for one in inner] if inner else [_text(cell)]
        target.paragraphs[0].text = texts[0]
        for text in texts[1:]:
            target.add_paragraph(text)
        for paragraph in target.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(11)

    def _place(self, element: Element) -> None:
        label, line, date = element
        drawn = line.find("svg") is not None  # the drawing stays with the PDF, the original
        hand = _text(line) or ("" if drawn else "____________")
        paragraph = self._line(f"{_text(label)}{hand}　{_text(date)}")
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.keep_together = True

    def _closing(self, element: Element) -> None:
        for one in element.iter("p"):
            self._line(_text(one), align=RIGHT).paragraph_format.keep_with_next = True

    def _contact(self, element: Element) -> None:
        self._line(_text(element), size=10)

    def _slip(self, element: Element) -> None:
        self._line("-" * 60, align=CENTRE, size=10)
        self.blocks(element)

    def _imprint(self, element: Element) -> None:
        """The code that checks the paper, in the foot; its drawing stays with the PDF, the original."""
        foot = self.paper.sections[0].footer
        said = " ".join(part.strip() for part in element.itertext() if part.strip())
        foot.add_paragraph().add_run(f"{said} · {t(EDITABLE)}").font.size = Pt(8)


def _text(element: Element) -> str:
    """The text of an element as it reads, white space of the template folded, full-width blanks kept."""
    return " ".join(_pieces(element.itertext()))


def _pieces(parts: Iterable[str]) -> list[str]:
    joined = "".join(parts).replace("\n", " ")
    return [piece for piece in joined.split(" ") if piece]


def _tell(paper: DocxDocument, page: Element, at: datetime) -> None:
    properties = paper.core_properties
    properties.title = page.findtext(".//title")
    properties.author = page.xpath("string(//meta[@name='author']/@content)")
    properties.comments = ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.last_modified_by = properties.author
    properties.subject = day_of(at).isoformat()


def _settled(paper: DocxDocument) -> bytes:
    """The file with every member dated alike, so that the same paper gives the same bytes."""
    loose, settled = io.BytesIO(), io.BytesIO()
    paper.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            target.writestr(zipfile.ZipInfo(name, FIRST_DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
