"""Reading text with separators: UTF-8 with or without its mark, GB18030, comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from mediation.spreadsheets.texts import guarded, unguarded

SEPARATORS = ",;\t"
WIDEST = 16_384  # cells of a row, empty ones included: what Excel can have
LOOKED_AT = 20  # lines, to find the separator
LOOKED_AT_CHARACTERS = 100_000
_SAID_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class BrokenText(Exception):
    """It is no text with separators."""


class TooWide(Exception):
    """A row has more cells than any spreadsheet."""


def rows_of(content: bytes) -> Iterator[tuple[int, list[str | None]]]:
    """Every row with the number that Excel shows; every value is text, None where there is nothing.

    Raises BrokenText, TooWide.
    """
    text = _decoded(content)
    if text is None or "\0" in text:
        raise BrokenText
    said = _SAID_SEPARATOR.match(text)
    separator = said[1] if said else _separator(text)
    lines = io.StringIO(text[said.end() :] if said else text, newline="")
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=separator), 1):
            if len(cells) > WIDEST:
                raise TooWide
            yield number, [_undone(cell) or None for cell in cells]
    except csv.Error as wrong:
        raise BrokenText from wrong


def _decoded(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)  # Excel's “Unicode text”
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _separator(text: str) -> str:
    """The sign that stands most often in the first lines, outside quotes; a comma where none does."""
    first = re.sub(r'"[^"]*"', "", "\n".join(text[:LOOKED_AT_CHARACTERS].splitlines()[:LOOKED_AT]))
    return max(SEPARATORS, key=first.count)


def _undone(cell: str) -> str:
    """Without the mark that careful programs, ours too, put before what Excel would take for a formula."""
    bare = unguarded(cell)
    return (bare if guarded(bare) == cell else cell).strip()
