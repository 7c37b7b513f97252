"""One paper of a volume as A4 sheets: what is on its pages, and nothing that acts.

A page of a PDF becomes a drawing on a new sheet. Its notes are drawn as they are printed; links,
scripts, forms and files that the PDF carries stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import compress

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Rectangle
from PIL import Image, UnidentifiedImageError

from mediation.rules.findings import Words

PDF = "application/pdf"
JPEG = "image/jpeg"
PICTURES = frozenset({JPEG, "image/png", "image/webp"})

A4 = (595.276, 841.89)  # points
PICTURE_EDGE = 42.52  # 15 mm: room for the number at the corner
SHARPEST = (2480, 3508)  # A4 at 300 points to the inch: more would only be larger
MOST_PAGES = 1500  # of one paper

LOCKED = Words("文件设有密码，无法打开。", "The file is locked with a password.")
BROKEN = Words("文件已损坏，无法读出页面。", "The file is damaged; its pages cannot be read.")
OFFICE = Words("可编辑的办公文件不能直接装订。", "An editable office file cannot be bound as it is.")
TOO_LONG = Words(
    f"文件超过 {MOST_PAGES} 页，请分册保存。", f"The file has more than {MOST_PAGES} pages: keep it apart."
)


class NotBindable(ValueError):
    """A paper cannot become pages; `words` says why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def count_pages(path: Path, media_type: str) -> int:
    """How many sheets the paper takes; raises NotBindable."""
    if media_type in PICTURES:
        _look_at(path)
        return 1
    if media_type != PDF:
        raise NotBindable(OFFICE)
    with opened(path) as source:
        count = len(source.pages)
    if not 0 < count <= MOST_PAGES:
        raise NotBindable(TOO_LONG if count else BROKEN)
    return count


@contextmanager
def opened(path: Path) -> Iterator[Pdf]:
    """A PDF from the store; raises NotBindable where it is locked or damaged."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as source:
            yield source
    except pikepdf.PasswordError as error:
        raise NotBindable(LOCKED) from error
    except (pikepdf.PdfError, RecursionError, MemoryError) as error:
        raise NotBindable(BROKEN) from error


def add_pdf(volume: Pdf, source: Pdf, turned: int) -> None:
    """The pages of `source`, each fitted on a sheet of its own; raises NotBindable."""
    try:
        source.generate_appearance_streams()
        source.flatten_annotations("print")
    except (pikepdf.PdfError, ValueError, TypeError):
        pass  # notes that cannot be drawn are left out; the pages themselves are there
    try:
        for page in source.pages:
            page.rotate(turned, relative=True)
            _add_page(volume, page)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotBindable(BROKEN) from error


def add_picture(volume: Pdf, path: Path, media_type: str, turned: int) -> None:
    """A picture on one sheet, as large as it goes; raises NotBindable."""
    width, height, image = (
        _as_it_is(volume, path) if media_type == JPEG and not turned else _drawn_anew(volume, path, turned)
    )
    sheet = _blank(volume, lies=width > height)
    box = _inside(sheet, PICTURE_EDGE)
    scale = min(box.width / width, box.height / height, 1.0)  # 72 points to the inch is large enough
    wide, high = width * scale, height * scale
    left, bottom = box.llx + (box.width - wide) / 2, box.lly + (box.height - high) / 2
    sheet.Resources = Dictionary(XObject=Dictionary(Im0=image))
    drawing = f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm /Im0 Do Q"
    sheet.Contents = volume.make_stream(drawing.encode())


def _add_page(volume: Pdf, page: pikepdf.Page) -> None:
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    lies = abs(right - left) > abs(top - bottom)
    if int(page.obj.get(Name.Rotate, 0)) % 180:
        lies = not lies
    sheet = _blank(volume, lies=lies)
    name = Name("/Fx0")  # always the same: the library's own way gives a random one
    drawing = volume.copy_foreign(page.as_form_xobject())
    sheet.Resources = Dictionary(XObject=Dictionary())
    sheet.Resources.XObject[name] = drawing
    sheet.Contents = volume.make_stream(
        sheet.calc_form_xobject_placement(
            drawing,
            name,
            _inside(sheet, 0),
            invert_transformations=True,
            allow_shrink=True,
            allow_expand=True,
        )
    )


def _blank(volume: Pdf, *, lies: bool) -> pikepdf.Page:
    return volume.add_blank_page(page_size=A4[::-1] if lies else A4)


def _inside(sheet: pikepdf.Page, edge: float) -> Rectangle:
    _, _, right, top = (float(one) for one in sheet.mediabox)
    return Rectangle(edge, edge, right - edge, top - edge)


def _look_at(path: Path) -> tuple[int, int]:
    try:
        with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise NotBindable(BROKEN) from error


def _as_it_is(volume: Pdf, path: Path) -> tuple[int, int, pikepdf.Stream]:
    """A JPEG goes in as it was kept: nothing is lost, and nothing is unfolded."""
    with Image.open(path, formats=["JPEG"]) as picture:
        (width, height), mode = picture.size, picture.mode
    if mode not in ("RGB", "L"):
        return _drawn_anew(volume, path, 0)
    space = Name.DeviceGray if mode == "L" else Name.DeviceRGB
    stream = _image(volume, path.read_bytes(), width, height, space)
    stream.Filter = Name.DCTDecode
    return width, height, stream


def _drawn_anew(volume: Pdf, path: Path, turned: int) -> tuple[int, int, pikepdf.Stream]:
    try:
        with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as picture:
            picture.thumbnail(SHARPEST if picture.height >= picture.width else SHARPEST[::-1])
            flat = _on_white(picture).rotate(-turned, expand=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotBindable(BROKEN) from error
    space = Name.DeviceGray if flat.mode == "L" else Name.DeviceRGB
    stream = _image(volume, compress(flat.tobytes(), 6), flat.width, flat.height, space)
    stream.Filter = Name.FlateDecode
    return flat.width, flat.height, stream


def _on_white(picture: Image.Image) -> Image.Image:
    """Without what shines through: paper is white."""
    if picture.mode == "L":
        return picture.copy()
    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _image(volume: Pdf, content: bytes, width: int, height: int, space: Name) -> pikepdf.Stream:
    stream = pikepdf.Stream(volume, content)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = width, height
    stream.ColorSpace, stream.BitsPerComponent = space, 8
    return stream
