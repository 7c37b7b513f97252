"""What a cell says: text, numbers kept as text, days, amounts, whole numbers.

Excel keeps what looks like a number as one: 202601 comes back as 202601.0, a day as a count of days,
and an identity number of 18 figures loses its last three for good. What was lost is refused.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

from mediation.rules.findings import Words
from mediation.rules.money.amounts_typed import parse_fen
from mediation.rules.refusals import NotValid
from mediation.spreadsheets.reading_cells import Cell, shown
from mediation.text import composed
from mediation.web.days import read_day

EXACT = 10**15  # beyond it Excel's numbers lose figures
FIRST_SERIAL = date(1899, 12, 30)  # Excel's day 0, with its invented 29 February 1900
SERIALS = (20_000, 80_000)  # 1954 to 2119: other numbers are no days
ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")
NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "无", "暂无", "空", "N/A", "n/a"})

LOST = Words(
    "这一格按数字保存，后面几位已经丢失。请把该列设为“文本”后重新填写。",
    "The cell was kept as a number and lost its last figures. Format the column as text and enter it again.",
)
ERROR = Words(
    "这一格的公式出错。请改为填写内容。", "The formula in this cell is in error: enter the content."
)
NO_DAY = Words("看不懂这个日期。请写成 2026-09-01。", "This day cannot be read: write it as 2026-09-01.")
NO_WHOLE = Words("请填写整数，例如 15。", "Enter a whole number, such as 15.")
NO_AMOUNT = Words(
    "看不懂这个金额。请用数字填写，单位为元。", "This amount cannot be read: use figures in yuan."
)
IN_WAN = re.compile(r"万元|[（(]\s*万\s*[）)]")
TIME_OF_DAY = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")


def text(cell: Cell) -> str:
    """The text of a cell in one line, its width kept; a mark for “nothing” is empty."""
    said = " ".join(_shown(cell).split())
    said = "".join(letter for letter in said if unicodedata.category(letter) not in {"Cc", "Cf"})
    return "" if said in NOTHING else composed(said)


def figures(cell: Cell) -> str:
    """A number kept as text (telephone, paper, case number), in half-width. Raises NotValid."""
    if isinstance(cell.value, (int, float)) and abs(cell.value) >= EXACT:
        raise NotValid(LOST)
    return unicodedata.normalize("NFKC", text(cell))


def day(cell: Cell, *, on: date) -> date | None:
    """The day that a cell tells: a date, 2026年9月1日, 2026.9.1, 20260901 or Excel's count of days.

    `on` is the day of reading, for days without a year. Raises NotValid.
    """
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and SERIALS[0] <= value <= SERIALS[1]:
        return FIRST_SERIAL + timedelta(days=int(value))
    said = TIME_OF_DAY.sub("", figures(cell))
    if not said:
        return None
    if said.isdecimal() and len(said) == 5 and SERIALS[0] <= int(said) <= SERIALS[1]:
        return FIRST_SERIAL + timedelta(days=int(said))
    found = read_day(said, on=on)
    if found is None:
        raise NotValid(NO_DAY)
    return found


def amount(cell: Cell) -> int | None:
    """Fen: a number is yuan, or 万元 where the heading says so; text is read as people type amounts.

    Raises Refused (NotAnAmount, NotValid) with a sentence.
    """
    value = cell.value
    in_wan = IN_WAN.search(unicodedata.normalize("NFKC", cell.heading)) is not None
    if isinstance(value, (bool, date)):
        raise NotValid(NO_AMOUNT)
    if isinstance(value, (int, float)):
        if abs(value) >= EXACT:
            raise NotValid(LOST)
        said = format(round(Decimal(repr(value)) * (10_000 if in_wan else 1), 6).normalize(), "f")
        return parse_fen(_to_the_fen(said))
    said = text(cell)
    if not said:
        return None
    plain_number = re.fullmatch(r"[\d,，.]+", unicodedata.normalize("NFKC", said)) is not None
    return parse_fen(said + "万" if in_wan and plain_number else said)


def whole(cell: Cell) -> int | None:
    """A whole number. Raises NotValid."""
    said = figures(cell)
    if not said:
        return None
    if not said.isdecimal() or len(said) > 9:
        raise NotValid(NO_WHOLE)
    return int(said)


def _to_the_fen(said: str) -> str:
    """12600.100000000001 is what a sum of floats leaves: a millionth more or less is no amount."""
    rounded = Decimal(said).quantize(Decimal("0.01"))
    return str(rounded) if abs(rounded - Decimal(said)) < Decimal("0.0001") else said


def _shown(cell: Cell) -> str:
    said = shown(cell.value)
    if said in ERRORS:
        raise NotValid(ERROR)
    return said
