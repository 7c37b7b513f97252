"""Evidence made on the spot: photographs, screenshots, PDF and scans with a few lines of text."""

from __future__ import annotations

import io
import math
import zlib
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

import mediation.documents

FONT = Path(mediation.documents.__file__).parent / "fonts" / "NotoSansSC.ttf"

_PAPER, _INK, _DESK = (252, 250, 243), (42, 40, 46), (128, 104, 82)
_SCREEN, _BAR, _BUBBLE = (241, 243, 246), (52, 73, 94), (255, 255, 255)
_RED = (188, 34, 40)


def make(kind: str, lines: list[str]) -> bytes:
    """The bytes of a `photo` (JPEG), `screenshot` (PNG), `pdf` or `scan` (PDF) that shows `lines`."""
    return {"photo": _photo, "screenshot": _screenshot, "pdf": _pdf, "scan": _scan}[kind](lines)


def _photo(lines: list[str]) -> bytes:
    """A sheet on a desk, a little crooked and out of focus, as telephones take it."""
    sheet = _sheet(lines, size=(620, 120 + 56 * len(lines)))
    picture = Image.new("RGB", (760, sheet.height + 140), _DESK)
    crooked = sheet.convert("RGBA").rotate(_tilt(lines), expand=True, resample=Image.Resampling.BICUBIC)
    picture.paste(crooked, (60, 50), crooked)
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=72)
    return out.getvalue()


def _screenshot(lines: list[str]) -> bytes:
    picture = Image.new("RGB", (540, 960), _SCREEN)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 540, 92), fill=_BAR)
    draw.text((24, 34), "12:36", font=_font(24), fill=_BUBBLE)
    draw.rounded_rectangle((24, 130, 516, 170 + 52 * len(lines)), radius=18, fill=_BUBBLE)
    _write(draw, lines, left=48, top=150, step=52, size=26)
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG")
    return out.getvalue()


def _pdf(lines: list[str]) -> bytes:
    out = io.BytesIO()
    _sheet(lines, size=(827, 1169)).save(out, "PDF", resolution=100)
    return out.getvalue()


def seal(name: str) -> bytes:
    """A round seal with a star, on a transparent ground, marked as an example (PNG)."""
    size = 600
    picture = Image.new("RGBA", (size, size), (*_RED, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, size - 8, size - 8), outline=_RED, width=14)
    star = [
        (
            size / 2 + radius * math.sin(math.pi * step / 5),
            size / 2 - radius * math.cos(math.pi * step / 5),
        )
        for step, radius in zip(range(10), [90, 36] * 5, strict=True)
    ]
    draw.polygon(star, fill=_RED)
    span = math.pi * 1.4
    for place, character in enumerate(name):
        angle = -span / 2 + span * (place + 0.5) / len(name)
        glyph = Image.new("RGBA", (70, 70), (*_RED, 0))
        ImageDraw.Draw(glyph).text((35, 35), character, font=_font(46), fill=_RED, anchor="mm")
        turned = glyph.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x, y = size / 2 + 225 * math.sin(angle), size / 2 - 225 * math.cos(angle)
        picture.alpha_composite(turned, (round(x) - 35, round(y) - 35))
    draw.text((size / 2, size - 130), "演示专用", font=_font(44), fill=_RED, anchor="mm")
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _scan(lines: list[str]) -> bytes:
    """The signed page: what was signed in black, the seal in red."""
    page = _sheet(lines, size=(827, 1169))
    draw = ImageDraw.Draw(page)
    draw.ellipse((520, 760, 720, 960), outline=_RED, width=5)
    draw.text((556, 842), "调解专用章", font=_font(26), fill=_RED)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=100)
    return out.getvalue()


def _sheet(lines: list[str], *, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("RGB", size, _PAPER)
    _write(ImageDraw.Draw(sheet), lines, left=56, top=56, step=56, size=30)
    return sheet


def _write(draw: ImageDraw.ImageDraw, lines: list[str], *, left: int, top: int, step: int, size: int) -> None:
    for row, line in enumerate(lines):
        draw.text((left, top + step * row), line, font=_font(size), fill=_INK)


def _tilt(lines: list[str]) -> float:
    """Between -3 and 3 degrees, the same for the same text."""
    return zlib.crc32("".join(lines).encode()) % 61 / 10 - 3


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)
