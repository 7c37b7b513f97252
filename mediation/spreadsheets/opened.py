"""Opens a workbook in a process of its own and tells what is in it, line by line, as JSON.

Run as a program by `reading`. A workbook from outside may claim a thousand million cells or unpack
to a thousand times its size: here memory, time and files have limits set by the system, and if this
process dies the house goes on. It reads values only; no formula, macro or link is followed.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEGABYTE = 1024 * 1024
MEMORY = 512 * MEGABYTE
SECONDS = 60
MOST_ROWS = 100_000
MOST_COLUMNS = 256
MOST_CHARACTERS = 40_000_000


def limit() -> None:
    """Before anything of the file is touched."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class TooMuch(Exception):
    """The list goes beyond a limit: rows, columns or text."""


def tell(path: str) -> None:
    """Every visible sheet with its merged ranges, then its rows that are not empty, with their numbers."""
    book = CalamineWorkbook.from_path(path)
    rows = characters = 0
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
            rows += 1
            line = json.dumps([number, cells], ensure_ascii=False)
            characters += len(line)
            if rows > MOST_ROWS:
                raise TooMuch("rows")
            if characters > MOST_CHARACTERS:
                raise TooMuch("text")
            sys.stdout.write(line + "\n")


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


def main() -> None:
    limit()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        tell(sys.argv[1])
    except TooMuch as much:
        say({"fault": str(much)})
    except MemoryError:
        say({"fault": "text"})
    except BaseException as wrong:  # a panic of the library is no Exception
        say({"fault": type(wrong).__name__})
    else:
        say({"end": True})


if __name__ == "__main__":
    main()
