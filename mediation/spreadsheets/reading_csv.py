"""Reading text with separators: UTF-8 with or without its mark, GB18030, comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
import re

from mediation.rules.findings import Words
from mediation.spreadsheets.reading_cells import Row, Unreadable
from mediation.spreadsheets.texts import guarded, unguarded

SEPARATORS = ",;\t"
LOOKED_AT = 20  # lines, to find the separator
_SAID_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(content: bytes, *, most_rows: int, too_many: Words, broken: Words) -> tuple[Row, ...]:
    """The rows that are not empty, each with the number that Excel shows; every value is text.

    Raises Unreadable with `too_many` or `broken`.
    """
    text = _decoded(content)
    if text is None or "\0" in text:
        raise Unreadable(broken)
    said = _SAID_SEPARATOR.match(text)
    separator = said[1] if said else _separator(text)
    lines = io.StringIO(text[said.end() :] if said else text, newline="")
    rows: list[Row] = []
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=separator), 1):
            values = tuple(_undone(cell) or None for cell in cells)
            if any(values):
                rows.append(Row(number, values))
            if len(rows) > most_rows:
                raise Unreadable(too_many)
    except csv.Error as wrong:
        raise Unreadable(broken) from wrong
    return tuple(rows)


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
    first = re.sub(r'"[^"]*"', "", "\n".join(text.splitlines()[:LOOKED_AT]))
    return max(SEPARATORS, key=first.count)


def _undone(cell: str) -> str:
    """Without the mark that careful programs, ours too, put before what Excel would take for a formula."""
    bare = unguarded(cell)
    return (bare if guarded(bare) == cell else cell).strip()
