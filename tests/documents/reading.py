"""Reading papers back with tools that had no part in making them: MuPDF and Poppler."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pymupdf
from PIL import Image

from mediation.clock import ZONE
from mediation.rules.findings import Words
from mediation.rules.money.amounts import capitals, figures

POPPLER = shutil.which("pdftoppm")
DPI = 96
FAINTEST_INK = 230  # a thin dash at this size is grey, not black
FOOT_POINTS = 100  # no foot with number, code and page number begins higher than this

# Facts that steer the paper but are not printed as they stand.
NOT_PRINTED = {
    "issuer", "lang", "side", "act", "debtor", "drafted_on", "sha256", "size",
    "means", "result", "is_open", "is_organisation", "undisputed_facts_attached", "third_parties_sign",
    "settles_title", "session_number", "number", "copies", "pages", "effective_on",
    "matters", "source", "strokes",
}  # fmt: skip


class Glyph(NamedTuple):
    page: int
    character: str
    box: tuple[float, float, float, float]


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(pdf: bytes, *, foot: bool = True) -> str:
    """The text of all pages without white space, with or without the foot of each page."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        pages = []
        for page in document:
            whole = page.rect
            clip = whole if foot else (whole.x0, whole.y0, whole.x1, _foot_of(page))
            pages.append(page.get_text("text", clip=clip))
    return without_space("".join(pages))


def _foot_of(page: pymupdf.Page) -> float:
    """Where the foot begins: above the code or, on a copy for signature, its fingerprint."""
    words = [word for word in page.get_text("words") if word[1] > page.rect.y1 - FOOT_POINTS]
    marks = ("验证码", "Code", "签署稿", "Copy")
    tops = [word[1] for word in words if word[4].startswith(marks)]
    return min(tops) - 13 if tops else page.rect.y1


def pages_of(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [without_space(page.get_text()) for page in document]


def expected_texts(facts: object, lang: str, omitted: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every fact as a reader should find it on the paper."""
    for field in fields(facts):  # type: ignore[arg-type]
        value = getattr(facts, field.name)
        if field.name in NOT_PRINTED | omitted or value in (None, "", ()):
            continue
        if field.name in {"fen", "amount_fen", "total_fen"}:
            yield figures(value)
            yield capitals(value)
        else:
            yield from _expected(value, lang, omitted)


def _expected(value: object, lang: str, omitted: frozenset[str]) -> Iterator[str]:
    if isinstance(value, Words):
        yield value.en if lang == "en" else value.zh
    elif isinstance(value, StrEnum | bool):
        return
    elif isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, datetime):
        local = value.astimezone(ZONE)
        yield _day(local.date(), lang)
    elif isinstance(value, date):
        yield _day(value, lang)
    elif isinstance(value, tuple):
        for one in value:
            yield from _expected(one, lang, omitted)
    elif is_dataclass(value):
        yield from expected_texts(value, lang, omitted)
    else:
        yield str(value)


def _day(on: date, lang: str) -> str:
    return f"{on:%-d}{on:%B}{on.year}" if lang == "en" else f"{on.year}年{on.month}月{on.day}日"


def glyphs(pdf: bytes) -> Iterator[Glyph]:
    """Every character of the text layer that should leave ink, with its box in points."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        for number, page in enumerate(document):
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for one in span["chars"]:
                            if not one["c"].isspace():
                                yield Glyph(number, one["c"], one["bbox"])


def by_mupdf(pdf: bytes) -> list[Image.Image]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        pixmaps = [page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY) for page in document]
    return [Image.frombytes("L", (one.width, one.height), one.samples) for one in pixmaps]


def by_poppler(pdf: bytes, folder: Path) -> list[Image.Image]:
    assert POPPLER
    source = folder / "paper.pdf"
    source.write_bytes(pdf)
    subprocess.run([POPPLER, "-r", str(DPI), "-gray", "-png", source, folder / "page"], check=True)
    return [Image.open(BytesIO(file.read_bytes())).convert("L") for file in sorted(folder.glob("page*.png"))]


def without_ink(pdf: bytes, pages: list[Image.Image]) -> set[str]:
    """The characters that the text layer promises and the picture does not show."""
    blank = set()
    for glyph in glyphs(pdf):
        box = tuple(round(edge * DPI / 72) for edge in glyph.box)
        left, top, right, bottom = box
        if pages[glyph.page].crop((left, top, max(right, left + 1), bottom)).getextrema()[0] > FAINTEST_INK:
            blank.add(glyph.character)
    return blank
