"""CSV as RFC 4180 has it, in UTF-8 with the mark that spreadsheet programs want (BOM).

Amounts are yuan with two decimals, days 2026-11-22, moments 2026-11-22 09:30:00 in the house's
zone. Texts in danger carry an apostrophe (see `texts`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import BinaryIO

from mediation.spreadsheets.cells import Prepare, in_the_house, prepared, said
from mediation.spreadsheets.columns import YES_NO_WORDS, Column, Type, yuan
from mediation.spreadsheets.texts import guarded, plain

LENGTH = len("2026-11-22 09:30:00")  # without the offset


class CsvWriter:
    """See `writing.Writer`."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column], *, lang: str = "zh") -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        self._text.write("\N{ZERO WIDTH NO-BREAK SPACE}")
        self._table = csv.writer(self._text, lineterminator="\r\n")
        self._table.writerow([_text(column.words.said_in(lang)) for column in columns])
        self._prepares = [_prepare(column, lang) for column in columns]

    def write(self, rows: Iterable[Sequence[object]]) -> None:
        self._table.writerows(prepared(rows, self._prepares))

    def close(self) -> None:
        self._text.flush()
        self._text.detach()

    def abandon(self) -> None:
        self._text.detach()


def _prepare(column: Column, lang: str) -> Prepare | None:
    """How a value of this column is written; the csv module makes an empty cell of None."""
    if mask := column.mask:
        return lambda value: None if value is None else _text(mask(value))
    if column.type is Type.CODE:
        return said({code: _text(words.said_in(lang)) for code, words in column.says.items()})
    if column.type is Type.YES_NO:
        return {answer: words.said_in(lang) for answer, words in YES_NO_WORDS.items()}.get
    return _PREPARES.get(column.type)


def _text(value: str | None) -> str | None:
    if not value:
        return value
    if not value.isprintable():
        value = plain(value)
    first = value[:1]  # no danger begins with a letter, nor with the bracket of a case number
    return value if first.isalpha() or first == "（" else guarded(value)


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)


@lru_cache(4096)
def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else in_the_house(moment).isoformat(" ", "seconds")[:LENGTH]


_PREPARES: dict[Type, Prepare] = {
    Type.TEXT: _text,
    Type.MONEY: _yuan,
    Type.DAY: _day,
    Type.MOMENT: _moment,
}
