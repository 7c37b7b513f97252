"""Pages of stored files as pictures, for reading in the browser without opening the file itself.

Pages of a PDF are drawn by a process beside this one that the kernel stops after a few seconds, so
that no file can hold up a worker. Scripts, links and forms do nothing in a picture.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from mediation import limited
from mediation.documents import pdf_page
from mediation.documents.sheets import BROKEN as BROKEN_WORDS
from mediation.documents.sheets import OFFICE as OFFICE_WORDS
from mediation.documents.sheets import PDF, PICTURES, NotBindable
from mediation.rules.findings import Words

READING = 1600  # points along the longer edge
THUMBNAIL = 240
QUALITY = 82

# A dense scan takes one second of processor time; the memory holds the libraries themselves as well.
LIMITS = limited.Limits("pages", memory=1024 * limited.MEGABYTE, seconds=8, patience=20, wait=20)

TOO_HARD = Words(
    "页面过于复杂，无法在网页上显示，请下载后打开。",
    "The page is too intricate to be shown here: download the file.",
)


def has_pages(media_type: str) -> bool:
    """Whether a file of this type can be shown page by page."""
    return media_type == PDF or media_type in PICTURES


def draw_page(path: Path, media_type: str, page: int, *, longest: int = READING, turned: int = 0) -> bytes:
    """Page `page`, counted from 1, as a JPEG; raises NotBindable, IndexError for a page that is not there."""
    if not has_pages(media_type):
        raise NotBindable(OFFICE_WORDS)
    try:
        picture = _of_pdf(path, page, longest) if media_type == PDF else _of_picture(path, page, longest)
    except NotBindable:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotBindable(BROKEN_WORDS) from error
    written = BytesIO()
    picture.rotate(-turned, expand=True).save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _of_pdf(path: Path, page: int, longest: int) -> Image.Image:
    try:
        drawn = limited.run(pdf_page.__name__, path.read_bytes(), LIMITS, str(page), str(longest))
    except (limited.TooMuch, limited.Busy) as error:
        raise NotBindable(TOO_HARD) from error
    sign, picture = drawn[:1], drawn[1:]
    if sign == pdf_page.NO_SUCH_PAGE:
        raise IndexError(page)
    if sign != pdf_page.PAGE:
        raise NotBindable(BROKEN_WORDS)
    return Image.open(BytesIO(picture), formats=["PPM"])


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
