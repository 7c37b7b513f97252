"""XLSX with typed cells: the only file that knows XlsxWriter.

The library runs with constant memory: a row goes to a temporary file when the next one begins, texts
stand in their cells. Neither formulas nor links are ever made of a text. Made twice from the same rows,
the file is the same byte for byte: the library dates the parts of the archive in 1980, and we the
properties; the day on which a list was made belongs on its sheet, not into its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from mediation.rules.findings import Words
from mediation.spreadsheets.cells import Prepare, in_the_house, prepared, said
from mediation.spreadsheets.columns import YES_NO_WORDS, Column, Type, yuan
from mediation.spreadsheets.texts import fitted

ROWS_ON_SHEET = 1_048_576  # with the heading
LONGEST_NAME = 31
EXACT = 10**15  # numbers are floats in this format: from here on they lose figures
FIRST_DAY = date(1900, 3, 1)  # before it the days of the format are one off: 1900 was no leap year
DAY_ZERO = date(1899, 12, 30).toordinal()
SECONDS = 86_400
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  the library takes it without a zone
A4 = 9
SHEET = Words("列表", "List")
ABOUT = Words("说明", "About")

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
NUMBER_FORMATS = {
    Type.TEXT: "@",  # a number typed over it later stays as it is typed
    Type.CODE: "@",
    Type.YES_NO: "@",
    Type.WHOLE: "0",
    Type.MONEY: "#,##0.00",
    Type.DAY: "yyyy-mm-dd",
    Type.MOMENT: "yyyy-mm-dd hh:mm:ss",
}


class XlsxWriter:
    """See `writing.Writer`. A table longer than a sheet goes on on the next, under the same heading."""

    def __init__(
        self,
        file: BinaryIO,
        columns: Sequence[Column],
        *,
        lang: str = "zh",
        title: Words | None = None,
        about: Sequence[tuple[Words, str]] = (),
        scratch: str | None = None,
        rows_on_sheet: int = ROWS_ON_SHEET,
    ) -> None:
        self._book = Workbook(file, {"constant_memory": True, "tmpdir": scratch})
        self._columns, self._lang, self._about = columns, lang, about
        self._title = _NOT_IN_A_NAME.sub(" ", (title or SHEET).said_in(lang)).strip("' ")
        self._rows_on_sheet = rows_on_sheet
        self._book.set_properties({"title": self._title, "created": CREATED})
        self._heading = self._book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        styles = {
            type_: self._book.add_format({"num_format": written, "valign": "top"})
            for type_, written in NUMBER_FORMATS.items()
        }
        self._prepares = [_prepare(column, lang) for column in columns]
        self._styles = [styles[column.type] for column in columns]
        self._sheets = 0
        self._begin_sheet()

    def write(self, rows: Iterable[Sequence[object]]) -> None:
        styles = self._styles
        for cells in prepared(rows, self._prepares):
            if self._line >= self._rows_on_sheet:
                self._end_sheet()
                self._begin_sheet()
            line, text, number = self._line, self._text, self._number
            for place, cell in enumerate(cells):
                if cell is None or cell == "":
                    continue
                if cell.__class__ is str:
                    text(line, place, cell, styles[place])
                else:
                    number(line, place, cell, styles[place])
            self._line += 1

    def close(self) -> None:
        self._end_sheet()
        if self._about:
            self._write_about()
        self._book.close()

    def abandon(self) -> None:
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        sheet = self._book.add_worksheet(self._name(self._title, self._sheets))
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_row(0, 30)
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, fitted(column.words.said_in(self._lang)), self._heading)
        self._sheet: Worksheet = sheet
        self._text, self._number = sheet.write_string, sheet.write_number
        self._line = 1

    def _end_sheet(self) -> None:
        self._sheet.autofilter(0, 0, max(1, self._line - 1), len(self._columns) - 1)

    def _write_about(self) -> None:
        sheet = self._book.add_worksheet(self._name(ABOUT.said_in(self._lang), 1))
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 80)
        left = self._book.add_format({"bold": True, "valign": "top"})
        right = self._book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for line, (words, value) in enumerate(self._about):
            sheet.write_string(line, 0, fitted(words.said_in(self._lang)), left)
            sheet.write_string(line, 1, fitted(value), right)

    @staticmethod
    def _name(title: str, number: int) -> str:
        ending = f" {number}" if number > 1 else ""
        return title[: LONGEST_NAME - len(ending)] + ending


def _prepare(column: Column, lang: str) -> Prepare:
    """How a value of this column becomes a cell: a text, a number, or nothing."""
    if mask := column.mask:
        return lambda value: fitted(mask(value)) if value else None
    if column.type is Type.CODE:
        return said({code: fitted(words.said_in(lang)) for code, words in column.says.items()})
    if column.type is Type.YES_NO:
        return {answer: words.said_in(lang) for answer, words in YES_NO_WORDS.items()}.get
    return _PREPARES[column.type]


def _text(text: str | None) -> str | None:
    return fitted(text) if text else None


def _whole(number: int | None) -> str | float | None:
    return number if number is None or -EXACT < number < EXACT else str(number)


def _yuan(fen: int | None) -> str | float | None:
    if fen is None:
        return None
    return fen / 100 if -EXACT < fen < EXACT else yuan(fen)


def _day(day: date | None) -> str | float | None:
    if day is None:
        return None
    return day.toordinal() - DAY_ZERO if day >= FIRST_DAY else day.isoformat()


def _moment(moment: datetime | None) -> str | float | None:
    if moment is None:
        return None
    there = in_the_house(moment)
    if there.date() < FIRST_DAY:
        return there.strftime("%Y-%m-%d %H:%M:%S")
    seconds = there.hour * 3600 + there.minute * 60 + there.second
    return there.toordinal() - DAY_ZERO + seconds / SECONDS


_PREPARES: dict[Type, Prepare] = {
    Type.TEXT: _text,
    Type.WHOLE: _whole,
    Type.MONEY: _yuan,
    Type.DAY: _day,
    Type.MOMENT: _moment,
}
