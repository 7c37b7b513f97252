"""Opens a list in a process of its own and tells what is in it, line by line, as JSON.

Run as a program by `reading`. A workbook from outside may claim a thousand million cells or unpack
to a thousand times its size, and a text may be one row of twenty million commas: here memory, time and
files have limits set by the system, and if this process dies the house goes on. It reads values only;
no formula, macro or link is followed.
"""

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from mediation import limited
from mediation.spreadsheets.reading_csv import BrokenText, TooWide, rows_of

MOST_ROWS = 100_000
MOST_COLUMNS = 256
MOST_LINES = 2 * MOST_ROWS  # of a text, those that are empty included
MOST_CHARACTERS = 40_000_000


class TooMuch(Exception):
    """The list goes beyond a limit: rows, columns or text."""


class Teller:
    """Tells rows with their numbers, and gives up beyond the limits."""

    def __init__(self) -> None:
        self.rows = self.characters = 0

    def row(self, number: int, cells: list[Any]) -> None:
        if len(cells) > MOST_COLUMNS:
            raise TooMuch("columns")
        self.rows += 1
        line = json.dumps([number, cells], ensure_ascii=False)
        self.characters += len(line)
        if self.rows > MOST_ROWS:
            raise TooMuch("rows")
        if self.characters > MOST_CHARACTERS:
            raise TooMuch("text")
        sys.stdout.write(line + "\n")


def tell_text(content: bytes) -> None:
    """The rows of a text with separators; lines that are empty have numbers, too, but not without end."""
    teller = Teller()
    say({"sheet": "", "merged": []})
    for number, cells in rows_of(content):
        if number > MOST_LINES:
            raise TooMuch("rows")
        if cells := trimmed(cells):
            teller.row(number, cells)


def tell_workbook(content: bytes) -> None:
    """Every visible sheet with its merged ranges, then its rows that are not empty, with their numbers."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    teller = Teller()
    for one in book.sheets_metadata:
        if one.visible is not SheetVisibleEnum.Visible or one.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(one.name)
        say({"sheet": one.name, "merged": sheet.merged_cell_ranges or []})
        if sheet.start is None:
            continue
        if sheet.end is not None and sheet.end[1] >= MOST_COLUMNS:
            raise TooMuch("columns")
        left = sheet.start[1]  # empty rows above are told, empty columns before are not
        for number, values in enumerate(sheet.iter_rows(), 1):
            cells = trimmed([None] * left + [told(value) for value in values])
            if not cells:
                continue
            teller.row(number, cells)


def trimmed(cells: list[Any]) -> list[Any]:
    """Without the empty cells at the end."""
    end = len(cells)
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return cells[:end]


def told(value: Any) -> Any:
    """Text, numbers and truth as they are, days and times as a pair."""
    if isinstance(value, datetime):
        return ["datetime", value.isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, time):
        return ["time", value.isoformat()]
    if isinstance(value, timedelta):
        return str(value)
    return None if value == "" else value


def say(line: object) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def main(memory: str, seconds: str, form: str) -> None:
    limited.keep_within(memory, seconds)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    content = sys.stdin.buffer.read()
    try:
        tell_text(content) if form == "text" else tell_workbook(content)
    except TooMuch as much:
        say({"fault": str(much)})
    except MemoryError:
        say({"fault": "text"})
    except TooWide:
        say({"fault": "columns"})
    except BrokenText:
        say({"fault": "broken"})
    except BaseException as wrong:  # a panic of the library is no Exception
        say({"fault": type(wrong).__name__})
    else:
        say({"end": True})


if __name__ == "__main__":
    main(*sys.argv[1:])
