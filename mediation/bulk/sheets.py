"""The two workbooks of an import: an empty list to be filled in, and the rows that could not be loaded."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from mediation.bulk.fields import fields_of
from mediation.bulk.models import Batch, BatchRow
from mediation.bulk.received import queries as lists
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.referral_steps import Kind
from mediation.spreadsheets.columns import Column, Type
from mediation.spreadsheets.reading_cells import Row, shown
from mediation.spreadsheets.writing import Format, open_writer

PROBLEM, SOURCE = Words("问题", "Problem"), Words("原行号", "Row")
LIST = Words("清单", "List")
TYPES = {"amount_fen": Type.MONEY, "return_days": Type.WHOLE}
DAYS = frozenset({"sent_on", "received_on", "confirmed_on"})
WIDE = {"subject": 40, "number": 28, "applicant": 22, "respondent": 22}

NOTES = (
    (
        Words("怎样填写", "How to fill it in"),
        "一行一件。列的名称和顺序可以改动，导入时再核对。 One matter a row.",
    ),
    (Words("必须填写", "Needed"), "案号、申请人、被申请人。 Case number, applicant, respondent."),
    (
        Words("签收日期", "Signed for on"),
        "调解期限自签收或者线上确认的次日起算；还没有签收的留空，登记后等待中心答复（3个工作日）。"
        " The period counts from the day after signing or confirming; leave it empty where neither was done.",
    ),
    (
        Words("标的额", "Amount"),
        "单位为元；列名写“（万元）”的按万元读取。 In yuan, or 万元 where the heading says so.",
    ),
    (
        Words("证件号码", "Paper numbers"),
        "请先把该列设为“文本”，否则 Excel 会丢失后几位。 Format the column as text first.",
    ),
    (
        Words("示例", "Examples"),
        "表中两行是虚构的示例，填写前请删去。 The two rows are invented: delete them.",
    ),
)


def template(kind: Kind, *, on: date, court_code: str = "", lang: str = "zh") -> bytes:
    """A workbook with the usual columns of lists of `kind`, two invented rows and notes."""
    fields = fields_of(kind, on=on)
    columns = [
        Column(
            field.code,
            field.words if field.code != "amount_fen" else Words("标的额（元）", "Amount (yuan)"),
            Type.DAY if field.code in DAYS else TYPES.get(field.code, Type.TEXT),
            WIDE.get(field.code, 16),
        )
        for field in fields
    ]
    file = io.BytesIO()
    with open_writer(Format.XLSX, file, columns, lang=lang, title=LIST, about=NOTES) as writer:
        for place in (1, 2):
            told = _example(kind, place, on, court_code or "闽0203")
            writer.write([[told.get(column.code) for column in columns]])
    return file.getvalue()


def _example(kind: Kind, place: int, on: date, court_code: str) -> Mapping[str, object]:
    case_type = "诉前调" if kind.track == "assigned" else "民初"
    number = f"（{on.year}）{court_code}{case_type}{100 + place}号"
    return {
        "number": number if kind.court_number else f"{on:%Y%m%d}-{place:04d}",
        "kind": kind.words.zh,
        "applicant": "某某银行股份有限公司（示例）",
        "applicant_phone": "12345",
        "respondent": ("示例甲", "示例乙")[place - 1],
        "respondent_phone": "13800000000",
        "respondent_address": "示范市示范区示范路 1 号",
        "cause": "信用卡纠纷",
        "amount_fen": (1_260_050, 3_500_000)[place - 1],
        "subject": "偿还信用卡欠款本金和利息。",
        "sent_on": on - timedelta(days=1),
        "received_on": (on, None)[place - 1],
        "received_by": ("示例收件人", None)[place - 1],
        "contact": "示例法官 0592-0000000",
        "return_days": None if kind.court_number else 15,
    }


def problems(of: Batch, rows: Sequence[BatchRow]) -> bytes:
    """The rows about which something was said, as they came, with what is wrong in a last column.

    They can be put right there and handed in again: the columns keep their headings.
    """
    titles = of.received.titled
    columns = [Column(f"c{index}", Words(title, title), width=18) for index, title in titles.items()]
    columns += [Column("row", _both(SOURCE), width=12), Column("problem", _both(PROBLEM), width=60)]
    file = io.BytesIO()
    with open_writer(Format.XLSX, file, columns, title=LIST) as writer:
        writer.write(_with_problems(of, rows, list(titles)))
    return file.getvalue()


def _with_problems(of: Batch, rows: Sequence[BatchRow], indexes: Sequence[int]) -> Iterator[list[object]]:
    as_sent: dict[int, Row] = {row.number: row for row in lists.rows_of(of.received)}
    for one in rows:
        row = as_sent.get(one.number)
        cells: list[object] = [shown(row.at(index)) or None if row else None for index in indexes]
        yield [*cells, str(one.number), "\n".join(_line(told) for told in one.told)]


def _both(words: Words) -> Words:
    """One heading for readers of either language: the file goes back to its sender."""
    said = f"{words.zh} / {words.en}"
    return Words(said, said)


def _line(told: Mapping[str, str]) -> str:
    where = f"{told['letter']} {told['heading']}：" if told["letter"] else ""
    return f"{where}{told['zh']} / {told['en']}"


def kind_of(of: Batch, on: date) -> Kind:
    """The kind of hand-over for which the list was handed in."""
    return referral_steps.kind(of.kind, on=on)
