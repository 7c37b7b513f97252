"""A court that sends a month of cases to be mediated before filing, hears what became of each, and keeps a
book of its own.

It knows nothing of the house. What it sends is a list in the order and words of its own clerks; what it
keeps is what it sent and what was signed for in its name; at the end it sends its book back as a list.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import xlsxwriter

from tests.builders import BANK

FIRST_DAY = date(2026, 3, 2)  # a Monday; the thirty days of what was signed for on Thursday end in Qingming


class Road(StrEnum):
    """What becomes of a case."""

    AGREED = "agreed"  # recorded with the court
    CONFIRMED = "confirmed"  # agreed, and confirmed by the court
    SETTLED = "settled_withdrawn"
    UNREACHABLE = "unreachable"
    DECLINED = "declined"
    WIDE_GAP = "wide_gap"
    EXPIRED = "expired"
    EXTENDED = "extended"  # with all parties, then agreed in the longer time
    REFUSED = "refused_to_sign"
    NOT_TAKEN = "not_taken"
    SENT_BACK = "sent_back"  # for correction, then nobody can be reached
    SHAM = "sham"  # suspended, cleared, then too far apart


# How many of the two hundred go which way.
SHARES: Mapping[Road, int] = {
    Road.EXPIRED: 48,
    Road.UNREACHABLE: 40,
    Road.DECLINED: 34,
    Road.WIDE_GAP: 20,
    Road.SETTLED: 16,
    Road.AGREED: 10,
    Road.NOT_TAKEN: 8,
    Road.REFUSED: 6,
    Road.SENT_BACK: 6,
    Road.CONFIRMED: 4,
    Road.EXTENDED: 4,
    Road.SHAM: 4,
}
SIZE = sum(SHARES.values())

# What the court's clerks call it.
RESULTS = {
    Road.AGREED: "达成调解协议",
    Road.CONFIRMED: "调解成功",
    Road.EXTENDED: "达成协议",
    Road.SETTLED: "自行和解",
    Road.NOT_TAKEN: "不接收",
}
FAILED = "调解不成"

SURNAMES, GIVEN = "陈林黄张李王吴蔡刘杨", "远帆志强美玲晓雯国栋"


@dataclass
class Matter:
    """One case as the court knows it; `road` is what the script has in store for it."""

    serial: int
    road: Road
    signed_on: date
    result: str = ""
    result_on: date | None = None

    @property
    def number(self) -> str:
        return f"（2026）闽0203诉前调{3000 + self.serial}号"

    @property
    def respondent(self) -> str:
        return SURNAMES[self.serial % 10] + GIVEN[self.serial // 10 % 10] + "甲乙丙丁"[self.serial % 4]

    @property
    def phone(self) -> str:
        return f"1390000{self.serial:04d}"

    @property
    def paper(self) -> str:
        """An identity number with its check digit (GB 11643-1999)."""
        first = f"35020319{70 + self.serial % 30}0{1 + self.serial % 9}11{self.serial:03d}"
        total = sum(int(figure) * 2 ** (17 - place) for place, figure in enumerate(first))
        return first + "10X98765432"[total % 11]

    @property
    def yuan(self) -> int:
        return 10_000 + 137 * self.serial


Cells = dict[str, Any]


@dataclass(frozen=True)
class Slip:
    """A slip of the pen in one cell of the list that goes out: for which case, where, what stands there."""

    serial: int
    heading: str
    written: Any


SLIPS = (
    Slip(11, "收案号", "（2026）闽0203诉前调号"),
    Slip(42, "被告姓名", ""),
    Slip(77, "标的额（元）", "约五万"),
    Slip(103, "材料签收日期", "2026年2月30日"),
    Slip(128, "被告联系电话", "1390000"),
    Slip(166, "收案号", "（2026）闽0203诉前调3165号"),  # that of the row before
)

OUT: tuple[tuple[str, Callable[[Matter], Any]], ...] = (
    ("序号", lambda one: one.serial),
    ("收案号", lambda one: one.number),
    ("原告名称", lambda one: BANK),
    ("被告姓名", lambda one: one.respondent),
    ("被告身份证号", lambda one: one.paper),
    ("被告联系电话", lambda one: one.phone),
    ("案由", lambda one: "信用卡纠纷"),
    ("标的额（元）", lambda one: one.yuan),
    ("委派日期", lambda one: one.signed_on),
    ("材料签收日期", lambda one: one.signed_on),
    ("签收人", lambda one: "林晓岚"),
    ("承办法官", lambda one: "江书言"),
)

BACK: tuple[tuple[str, Callable[[Matter], Any]], ...] = (
    ("案号", lambda one: one.number.replace("（", "(").replace("）", ")")),
    ("原告", lambda one: BANK),
    ("被告", lambda one: one.respondent),
    ("标的金额", lambda one: one.yuan),
    ("签收日期", lambda one: one.signed_on),
    ("调解结果", lambda one: one.result),
    ("结案日期", lambda one: one.result_on),
)


def roads() -> Iterator[Road]:
    """The roads of the two hundred, well mixed: each serial has the road of its place."""
    left = dict(SHARES)
    turn = 0
    while any(left.values()):
        road = max(left, key=lambda one: (left[one] / SHARES[one], SHARES[one], one))
        left[road] -= 1
        turn += 1
        yield road


@dataclass
class ScriptedCourt:
    """Its book: every case that it sent, by its number."""

    book: dict[str, Matter] = field(default_factory=dict)
    by_page: frozenset[int] = frozenset({1, 2, 3, 4, 5, 6})  # walked through the pages

    @classmethod
    def with_a_month(cls) -> ScriptedCourt:
        matters = [
            Matter(serial, road, FIRST_DAY + timedelta(days=serial % 4))
            for serial, road in enumerate(roads(), 1)
        ]
        return cls({one.number: one for one in matters})

    @property
    def matters(self) -> Sequence[Matter]:
        return tuple(self.book.values())

    def of(self, *some: Road) -> list[Matter]:
        return [one for one in self.matters if one.road in some]

    def serial(self, serial: int) -> Matter:
        return self.matters[serial - 1]

    def list_out(self, slips: Sequence[Slip] = ()) -> bytes:
        """The list of the month as its clerks write it, with these slips of the pen."""
        rows = [{heading: tell(one) for heading, tell in OUT} for one in self.matters]
        for slip in slips:
            rows[slip.serial - 1][slip.heading] = slip.written
        return sheet("示范区人民法院2026年3月委派调解案件清单", rows)

    def hears(self, number: str, result: str, on: date) -> None:
        """Its clerk signs for our letter and writes into the book what it says."""
        matter = self.book[number]
        matter.result, matter.result_on = result, on

    def list_back(self, change: Callable[[list[Cells]], list[Cells]]) -> bytes:
        """The book as a list, after `change` spoilt some of its rows."""
        rows = [{heading: tell(one) for heading, tell in BACK} for one in self.matters]
        return sheet("示范区人民法院2026年3月委派调解结案名册", change(rows))


def sheet(title: str, rows: Sequence[Cells]) -> bytes:
    """A workbook as offices make them: a merged title, headings in the second row, days as days."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    page = book.add_worksheet("清单")
    day = book.add_format({"num_format": "yyyy/m/d"})
    headings = list(rows[0])
    page.merge_range(0, 0, 0, len(headings) - 1, title)
    page.write_row(1, 0, headings)
    for place, row in enumerate(rows, 2):
        for column, heading in enumerate(headings):
            value = row[heading]
            if isinstance(value, date):
                page.write_datetime(place, column, value, day)
            elif value not in ("", None):
                page.write(place, column, value)
    book.close()
    return written.getvalue()


def row_of(serial: int) -> int:
    """The row of a case in a list, as Excel numbers it."""
    return serial + 2
