"""What a list of another body may tell, under which headings, and how a row of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mediation.rules.findings import Words
from mediation.rules.numbers.case_numbers import parse_court_number
from mediation.rules.procedures.reconciliation import FIELDS, Line, number_key
from mediation.rules.procedures.result_words import folded, read_result
from mediation.rules.refusals import NotValid
from mediation.spreadsheets import reading_values as values
from mediation.spreadsheets.reading_columns import Field

NO_ROWS = Words(
    "按所选的列没有读到内容，请重新选择。", "Nothing was read from these columns: choose them again."
)
TOO_MANY_FAULTS = Words(
    "大量单元格无法读取，列可能选错了。请重新选择。",
    "Very many cells cannot be read; the columns are probably wrong. Choose them again.",
)


def fields(*, on: date) -> tuple[Field, ...]:
    """The columns that a list may have; `on` is the day of reading, for days without a year."""
    return (
        Field(
            "number",
            Words("对方案号、编号", "Their number"),
            values.figures,
            (
                "案号",
                "法院案号",
                "诉前调案号",
                "工单编号",
                "工单号",
                "文号",
                "来文编号",
                "编号",
                "case number",
            ),
        ),
        Field(
            "own_number",
            Words("我方编号", "Our number"),
            values.figures,
            ("中心编号", "移送编号", "调解中心编号", "台账编号", "our number"),
        ),
        Field(
            "applicant",
            Words("申请人", "Applicant"),
            values.text,
            ("原告", "投诉人", "申请人（原告）", "申请人姓名", "反映人"),
        ),
        Field(
            "respondent",
            Words("被申请人", "Respondent"),
            values.text,
            ("被告", "被投诉机构", "被申请人（被告）", "机构名称", "被反映单位"),
        ),
        Field(
            "amount_fen",
            Words("标的额（元）", "Amount (yuan)"),
            values.amount,
            ("标的额", "标的金额", "涉案金额", "金额", "诉讼标的", "涉及金额"),
        ),
        Field(
            "received_on",
            Words("签收日", "Signed for on"),
            lambda cell: values.day(cell, on=on),
            ("签收日期", "委派日期", "委托日期", "移送日期", "转办日期", "接收日期", "收件日期", "派单日期"),
        ),
        Field(
            "result",
            Words("结果", "Result"),
            values.text,
            ("调解结果", "办理结果", "处理结果", "结案方式", "办结情况"),
        ),
        Field(
            "result_on",
            Words("结果日期", "Day of the result"),
            lambda cell: values.day(cell, on=on),
            ("结案日期", "办结日期", "反馈日期", "调解结束日期", "结束日期"),
        ),
        Field(
            "result_number",
            Words("结果文书编号", "Number of the paper on the result"),
            values.figures,
            ("文书编号", "裁定书案号", "协议书编号", "反馈函编号"),
        ),
    )


def kept(row: int, facts: Mapping[str, object]) -> dict[str, Any]:
    """A row that was read, plain enough to be stored: days as text, results by their codes.

    A court's number is kept in its one form; what is none stays as it was written.
    """
    row_values = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()
    }
    number = _court_number(str(facts.get("number") or ""))
    return {"row": row, **row_values, "number": number, "result": read_result(str(facts.get("result") or ""))}


def line_of(key: str, row_values: Mapping[str, Any]) -> Line:
    """What is stored of a row, as the rule compares it."""
    return Line(
        key=key,
        number=_text(row_values, "number"),
        own_number=_text(row_values, "own_number"),
        applicant=_text(row_values, "applicant"),
        respondent=_text(row_values, "respondent"),
        amount_fen=row_values.get("amount_fen"),
        received_on=_day(row_values, "received_on"),
        result=_text(row_values, "result"),
        result_on=_day(row_values, "result_on"),
        result_number=_text(row_values, "result_number"),
    )


def their_lines(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Line, Mapping[str, Any]]]:
    """The rows of a list by a key under which a later list finds the same row again.

    That is its number, or what it says where it has none; a row that comes again is counted.
    """
    found: dict[str, tuple[Line, Mapping[str, Any]]] = {}
    met: dict[str, int] = {}
    for row in rows:
        own = number_key(str(row.get("own_number") or ""))
        name = own or number_key(str(row.get("number") or "")) or _said(row)
        met[name] = met.get(name, 0) + 1
        key = f"t{name}"[:70] + (f":{met[name]}" if met[name] > 1 else "")
        found[key] = line_of(key, row), row
    return found


def told(columns: Iterable[str]) -> tuple[str, ...]:
    """Those fields of a comparison that a list with these columns tells of."""
    return tuple(name for name in FIELDS if name in set(columns))


def _court_number(written: str) -> str:
    try:
        return parse_court_number(written).text
    except NotValid:
        return written


def _text(row_values: Mapping[str, Any], name: str) -> str:
    return str(row_values.get(name) or "")


def _day(row_values: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(row_values[name]) if row_values.get(name) else None


def _said(row: Mapping[str, Any]) -> str:
    return "|".join(
        folded(str(row.get(name) or "")) for name in ("applicant", "respondent", "amount_fen", "received_on")
    )
