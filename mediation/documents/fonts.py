"""What our papers can print: the two faces in `fonts/`, and nothing that the machine happens to have.

Both are whole Noto SC faces as TrueType outlines: the CID-keyed originals come out blank in
MuPDF, and web-font slices lack 704 standard characters.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).with_name("fonts")
FACES = ("NotoSerifSC.ttf", "NotoSansSC.ttf")

# Leave no ink and carry no meaning in Chinese or English text: joiners, soft hyphens, variation selectors.
_WITHOUT_INK = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
_SPACES = dict.fromkeys([0x09, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
_LINES = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_SETTLED = {**_WITHOUT_INK, **_SPACES, **_LINES}

# Turn the reading direction, so that a reader sees another text than the one that was signed.
_TURNING = frozenset([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def use_only_our_fonts() -> None:
    """Point fontconfig at our folder; must be called before the renderer is imported."""
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")


@cache
def printable_points() -> frozenset[int]:
    """The code points that at least one of our faces can draw (0.3 s at the first call)."""
    points: set[int] = set()
    for name in FACES:
        with TTFont(FOLDER / name, lazy=True) as face:
            points.update(face.getBestCmap())
    return frozenset(points - _TURNING)


def settled(text: str) -> str:
    """`text` as it is printed: without characters that leave no ink, with plain spaces and lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_SETTLED)


def missing_characters(text: str) -> list[str]:
    """The characters of `text` that cannot be printed, each once, in their order.

    For forms: a name with such a character is best told to the person who types it, who can act.
    Control characters and marks that turn the reading direction count as not printable.
    """
    points = printable_points()
    return list(dict.fromkeys(one for one in settled(text) if one != "\n" and ord(one) not in points))


def marked(text: str) -> str:
    """`text` with each character that cannot be printed written as its number: 〔U+1F600〕."""
    plain = settled(text)
    for character in missing_characters(plain):
        plain = plain.replace(character, f"〔U+{ord(character):04X}〕")
    return plain


def check_fonts() -> list[str]:
    """What is wrong with the fonts, in one English line each; empty when all is well. For set-up."""
    absent = [name for name in (*FACES, "fonts.conf", "OFL.txt") if not (FOLDER / name).is_file()]
    if absent:
        return [f"{FOLDER / name} is missing" for name in absent]
    lacking = [f"U+{ord(one):04X}" for one in missing_characters("厦金调〔〕￥①—㛃䶮𬱖")]
    return [f"the fonts cannot draw {', '.join(lacking)}"] if lacking else []
