"""Pages of stored files as pictures, for reading in the browser without opening the file itself.

PDFium draws one page at a time for the whole process: it is not safe in two threads at once.
Scripts, links and forms do nothing in a picture.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from threading import Lock

import pypdfium2
from PIL import Image, UnidentifiedImageError

from mediation.documents.sheets import BROKEN as BROKEN_WORDS
from mediation.documents.sheets import OFFICE as OFFICE_WORDS
from mediation.documents.sheets import PDF, PICTURES, NotBindable

READING = 1600  # points along the longer edge
THUMBNAIL = 240
QUALITY = 82

_drawing = Lock()


def has_pages(media_type: str) -> bool:
    """Whether a file of this type can be shown page by page."""
    return media_type == PDF or media_type in PICTURES


def draw_page(path: Path, media_type: str, page: int, *, longest: int = READING, turned: int = 0) -> bytes:
    """Page `page`, counted from 1, as a JPEG; raises NotBindable, IndexError for a page that is not there."""
    if not has_pages(media_type):
        raise NotBindable(OFFICE_WORDS)
    try:
        picture = _of_pdf(path, page, longest) if media_type == PDF else _of_picture(path, page, longest)
    except (
        pypdfium2.PdfiumError,
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as error:
        raise NotBindable(BROKEN_WORDS) from error
    written = BytesIO()
    picture.rotate(-turned, expand=True).save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _of_pdf(path: Path, page: int, longest: int) -> Image.Image:
    with _drawing, pypdfium2.PdfDocument(path) as source:
        if not 1 <= page <= len(source):
            raise IndexError(page)
        sheet = source[page - 1]
        scale = longest / max(*sheet.get_size(), 1.0)
        return sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")


def _of_picture(path: Path, page: int, longest: int) -> Image.Image:
    if page != 1:
        raise IndexError(page)
    with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as picture:
        picture.draft("RGB", (longest, longest))  # a JPEG is unfolded no further than needed
        picture.thumbnail((longest, longest))
        if "A" in picture.mode or "transparency" in picture.info:
            layer = picture.convert("RGBA")
            paper = Image.new("RGB", layer.size, "white")
            paper.paste(layer, mask=layer.getchannel("A"))
            return paper
        return picture.convert("RGB")
