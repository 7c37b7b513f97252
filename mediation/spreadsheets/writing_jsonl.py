"""JSON Lines: one object a line with the codes of the columns as keys, for programs.

Codes stay codes, amounts are whole fen, days and moments ISO 8601 (moments with the offset of the
house's zone), an empty cell is null. `rows_back` reads such a file of ours again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO

from mediation.spreadsheets.cells import Prepare, in_the_house, prepared
from mediation.spreadsheets.columns import Column, Type

NULL = "null"
_quoted = json.encoder.encode_basestring  # a text in its quotation marks, whatever is in it


class JsonLinesWriter:
    """See `writing.Writer`. A line is filled into a pattern that holds the keys."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        self._file = file
        self._prepares = [_prepare(column) for column in columns]
        self._line = "{" + ",".join(f"{_quoted(column.code)}:%s" for column in columns) + "}\n"

    def write(self, rows: Iterable[Sequence[object]]) -> None:
        line, put = self._line, self._file.write
        for cells in prepared(rows, self._prepares):
            put((line % cells).encode("utf-8", "replace"))

    def close(self) -> None:
        self._file.flush()

    def abandon(self) -> None:
        """Nothing was opened."""


def _prepare(column: Column) -> Prepare:
    """How a value of this column is written in JSON."""
    if mask := column.mask:
        return lambda value: NULL if value is None else _quoted(mask(value))
    if column.type is Type.YES_NO:
        return {None: NULL, True: "true", False: "false"}.__getitem__
    return _PREPARES.get(column.type, _text)


def _text(value: str | None) -> str:
    return NULL if value is None else _quoted(value)


def _number(number: int | None) -> str:
    return NULL if number is None else str(number)


def _day(day: date | None) -> str:
    return NULL if day is None else f'"{day.isoformat()}"'


def _moment(moment: datetime | None) -> str:
    return NULL if moment is None else f'"{in_the_house(moment).isoformat()}"'


_PREPARES: dict[Type, Prepare] = {
    Type.WHOLE: _number,
    Type.MONEY: _number,
    Type.DAY: _day,
    Type.MOMENT: _moment,
}


def rows_back(file: BinaryIO, columns: Sequence[Column]) -> Iterator[list[object]]:
    """The rows that a JsonLinesWriter wrote with these columns, as values again; masked is masked."""
    keys = [(column.code, _BACK.get(column.type)) for column in columns]
    for line in file:
        filled = json.loads(line)
        yield [
            back(value) if back and (value := filled[code]) is not None else filled[code]
            for code, back in keys
        ]


_BACK: dict[Type, Callable[[str], object]] = {
    Type.DAY: date.fromisoformat,
    Type.MOMENT: datetime.fromisoformat,
}
