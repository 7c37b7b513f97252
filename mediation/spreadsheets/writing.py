"""Writing a table row by row: the one door to the three formats.

    with open_writer(Format.XLSX, file, columns, lang="zh", title=Words("案件", "Cases")) as writer:
        writer.write(rows)

Rows are sequences of values in the order of the columns, of the types of `columns.Type`. Nothing is
kept in memory but the row in hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column
from mediation.spreadsheets.writing_csv import CsvWriter
from mediation.spreadsheets.writing_jsonl import JsonLinesWriter
from mediation.spreadsheets.writing_xlsx import XlsxWriter

Row = Sequence[object]


class Format(StrEnum):
    """The file formats; the value is the ending of the file's name."""

    XLSX = "xlsx"
    CSV = "csv"
    JSONL = "jsonl"


MEDIA_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSONL: "application/x-ndjson",
}


class Writer(Protocol):
    """A table being written; `close` finishes the file and leaves it open for its owner.

    One that is given up half-way is let go with `abandon`.
    """

    def write(self, rows: Iterable[Row]) -> None:
        """Write these rows below what is there."""

    def close(self) -> None:
        """Write what stands at the end."""

    def abandon(self) -> None:
        """Let go of what was opened on the way; the file is worth nothing."""


@contextmanager
def open_writer(
    format_: Format,
    file: BinaryIO,
    columns: Sequence[Column],
    *,
    lang: str = "zh",
    title: Words | None = None,
    about: Sequence[tuple[Words, str]] = (),
    folder: Path | None = None,
) -> Iterator[Writer]:
    """A writer into `file`, closed at the end of the block; after an error the file is worth nothing.

    `title` names the sheet, `about` are lines for a sheet of its own (what, of when, by whom); CSV and
    JSON Lines hold the rows alone. The same rows give the same bytes. What XLSX needs on the way lies in
    `folder`, or where the system keeps such things. Raises ValueError for no columns.
    """
    if not columns:
        raise ValueError("a table needs a column")
    with TemporaryDirectory(dir=folder) as scratch:
        writer: Writer
        if format_ is Format.XLSX:
            writer = XlsxWriter(file, columns, lang=lang, title=title, about=about, scratch=scratch)
        elif format_ is Format.CSV:
            writer = CsvWriter(file, columns, lang=lang)
        else:
            writer = JsonLinesWriter(file, columns)
        try:
            yield writer
        except BaseException:
            writer.abandon()
            raise
        writer.close()
