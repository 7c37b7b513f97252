"""Reading a list that somebody sent: XLSX, XLS or CSV, told by its content, never by its name.

A list is opened by `opened` in a process with limits, because a file from outside may be made to fill
the memory. What comes back are plain values with their places.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from mediation import limited
from mediation.rules.findings import Words
from mediation.spreadsheets import opened
from mediation.spreadsheets.opened import MOST_COLUMNS, MOST_ROWS
from mediation.spreadsheets.reading_cells import Merged, Row, Sheet, Unreadable, Value

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
LIMITS = limited.Limits("lists", memory=768 * limited.MEGABYTE, seconds=30, patience=90, at_once=1, wait=30)

ZIPPED = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE = (b"<!doc", b"<html", b"<?xml", b"<meta", b"<tabl")

EMPTY = Words("文件是空的。请检查后重新上传。", "The file is empty: check it and upload it again.")
TOO_LARGE = Words(
    f"文件超过 {MOST_MEGABYTES} MB。请删去图片和多余的工作表，或者分成几份上传。",
    f"The file is larger than {MOST_MEGABYTES} MB. Remove pictures and other sheets, or send it in parts.",
)
TOO_MANY_ROWS = Words(
    f"清单超过 {MOST_ROWS} 行，请分成几份上传。",
    f"The list has more than {MOST_ROWS} rows: send it in parts.",
)
TOO_MANY_COLUMNS = Words(
    f"表格超过 {MOST_COLUMNS} 列。请删去清单右侧多余的列（包括只有格式的空列）后再上传。",
    f"The table has more than {MOST_COLUMNS} columns. Delete what lies to the right of the list.",
)
TOO_MUCH_TEXT = Words(
    "表格的内容过多，无法读取。请只保留清单本身，另存为 xlsx 后再上传。",
    "The table holds too much to be read. Keep the list alone, save it as xlsx and upload that.",
)
PASSWORD = Words(
    "文件设有密码。请取消密码后再上传。", "The file has a password. Take it off, then upload it."
)
WEB = Words(
    "这个文件其实是网页，不是 Excel 表格。请用 Excel 或 WPS 打开，另存为 xlsx 后再上传。",
    "This is a web page, not a workbook. Open it in Excel or WPS, save it as xlsx and upload that.",
)
BROKEN = Words(
    "无法读取这个表格，可能已损坏。请用 Excel 或 WPS 打开，另存为 xlsx 后再上传。",
    "The table cannot be read; it may be damaged. Open it in Excel or WPS, save it as xlsx and upload that.",
)
BUSY = Words(
    "另一份清单正在读取，请过一会儿再传一次。",
    "Another list is being read: send this one again in a little while.",
)
NO_ROWS = Words(
    "表格里没有内容。请检查后重新上传。", "There is nothing in the table: check it and try again."
)

FAULTS = {
    "rows": TOO_MANY_ROWS,
    "columns": TOO_MANY_COLUMNS,
    "text": TOO_MUCH_TEXT,
    "PasswordError": PASSWORD,
}
TYPES: dict[str, type[datetime] | type[date] | type[time]] = {
    "datetime": datetime,
    "date": date,
    "time": time,
}


def read(content: bytes) -> tuple[Sheet, ...]:
    """The visible sheets of a list that are not empty; a CSV is one sheet without a name.

    Raises Unreadable with a sentence for the person. Reads values as the sender's program last
    reckoned them; no formula is evaluated and nothing outside the file is fetched.
    """
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable(EMPTY)
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if content.startswith((ZIPPED, OLD_OFFICE)):
        sheets = _opened(content, "workbook")
    elif content.lstrip(b"\xef\xbb\xbf \r\n\t")[:5].lower() in WEB_PAGE:
        raise Unreadable(WEB)
    else:
        sheets = _opened(content, "text")
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise Unreadable(NO_ROWS)
    return filled


def _opened(content: bytes, form: str) -> tuple[Sheet, ...]:
    try:
        told = limited.run(opened.__name__, content, LIMITS, form)
    except limited.TooMuch as much:
        raise Unreadable(TOO_MUCH_TEXT) from much
    except limited.Busy as busy:
        raise Unreadable(BUSY) from busy
    return _sheets(told.decode("utf-8", "replace").split("\n"))


def _sheets(lines: Iterable[str]) -> tuple[Sheet, ...]:
    """What the other process told; one that ended without its last line was stopped by a limit."""
    told: list[tuple[str, list[Row], list[Any]]] = []
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError as cut:
            raise Unreadable(TOO_MUCH_TEXT) from cut
        if isinstance(said, list):
            told[-1][1].append(Row(said[0], tuple(_value(one) for one in said[1])))
        elif "sheet" in said:
            told.append((said["sheet"], [], said["merged"]))
        elif "fault" in said:
            raise Unreadable(FAULTS.get(said["fault"], BROKEN))
        else:
            return tuple(Sheet(name, tuple(rows), _merged(ranges)) for name, rows, ranges in told)
    raise Unreadable(TOO_MUCH_TEXT)


def _merged(ranges: Iterable[Any]) -> tuple[Merged, ...]:
    return tuple(Merged(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in ranges)


def _value(told: Any) -> Value:
    if isinstance(told, list):
        kind, text = told
        return TYPES[kind].fromisoformat(text)
    return told
