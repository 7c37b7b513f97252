"""JSON Lines: one object a line with the codes of the columns as keys, for programs.

Codes stay codes, amounts are whole fen, days and moments ISO 8601 (moments with the offset of the
house's zone), an empty cell is null. `rows_back` reads such a file of ours again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from mediation.clock import ZONE
from mediation.spreadsheets.columns import Column, Type

Prepare = Callable[[Any], object]


class JsonLinesWriter:
    """See `writing.Writer`."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        self._file = file
        self._columns = [(column.code, _prepare(column)) for column in columns]
        self._line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def write(self, rows: Iterable[Sequence[object]]) -> None:
        columns, line, put = self._columns, self._line, self._file.write
        for row in rows:
            filled = {
                code: value if value is None else prepare(value)
                for (code, prepare), value in zip(columns, row, strict=True)
            }
            put(line(filled).encode("utf-8", "replace") + b"\n")

    def close(self) -> None:
        self._file.flush()


def _prepare(column: Column) -> Prepare:
    return column.mask or _PREPARES.get(column.type, _as_it_is)


def _as_it_is(value: object) -> object:
    return value


def _moment(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat()


_PREPARES: dict[Type, Prepare] = {Type.DAY: date.isoformat, Type.MOMENT: _moment}


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
