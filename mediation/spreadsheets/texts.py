"""Texts in cells: what a spreadsheet program would make of them, and how to keep it from doing so.

In a CSV file nothing says what a cell holds: a program runs `=1+1`, and makes 3.50211E+17 of the
number of an identity card. There a text in such danger gets an apostrophe in front, and so does
a text that begins with one. So whoever reads the file takes one leading apostrophe away, no more
and no less, and has the text back as it was (`unguarded`). Numbers, amounts and days that are
written as such are never touched: -5 stays -5. In XLSX cells have types, and nothing is added.
"""

from __future__ import annotations

import re

GUARD = "'"
MOST_IN_CELL = 32_767  # UTF-16 units, what the format of XLSX holds
CUT = "……"

_IN_DANGER = re.compile(
    r"""
      \s* [=+\-@'＝＋－＠]                # begins a formula, also behind blanks and in full width
    | [\t\r\n]                            # some programs begin the next cell here
    | (?! (?: 0 | [1-9][0-9]{0,10} ) \Z )    # a plain number up to 11 figures is shown as it is;
      \s* \d [\d\s.,:/eE%+-]* \Z          # others lose figures or turn into dates
    """,
    re.VERBOSE,
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def guarded(text: str) -> str:
    """The text for a cell of a CSV file, harmless and whole."""
    return GUARD + text if _IN_DANGER.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given."""
    return cell[1:] if cell[:1] == GUARD else cell


def plain(text: str) -> str:
    """The text without what no sheet can hold: control characters; lines end in one newline."""
    if text.isprintable():
        return text
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fitted(text: str) -> str:
    """`plain`, cut to what a cell of XLSX holds; the cut is seen at its end."""
    if not text.isprintable():
        text = plain(text)
    if len(text) <= MOST_IN_CELL // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= MOST_IN_CELL:
        return text
    return units[: (MOST_IN_CELL - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT
