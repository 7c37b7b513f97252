"""Loading the notice of a new year: what the administrator uploads is tested before it counts.

The file is a CSV with the head line `NOTICE_COLUMNS`: one row for each span of days, `kind` is
`rest` (放假) or `work` (调休上班), `source` names the paper or its address.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mediation.rules.findings import Finding, Outcome, Words, blocking
from mediation.rules.time.workdays import WEEKDAYS, Calendar

NOTICE_COLUMNS = ("year", "name_zh", "name_en", "kind", "first_on", "last_on", "source")
_FESTIVALS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")
_BASIS = "《全国年节及纪念日放假办法》"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as read: its rows may be used when no finding blocks."""

    year: int
    rows: tuple[Mapping[str, str], ...]
    findings: tuple[Finding, ...]

    @property
    def is_usable(self) -> bool:
        return not blocking(self.findings)


def load_notice(csv_text: str) -> Notice:
    """Read and test the notice of one year; never raises for bad content, the findings say what is wrong."""
    reader = csv.DictReader(io.StringIO(csv_text.removeprefix("\ufeff")))
    missing = [column for column in NOTICE_COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        return Notice(
            0,
            (),
            (
                _block(
                    "notice_columns",
                    "缺少列：{columns}。请使用模板重新上传。",
                    "Missing columns: {columns}. Use the template and upload again.",
                    columns=", ".join(missing),
                ),
            ),
        )
    rows = tuple({column: (row[column] or "").strip() for column in NOTICE_COLUMNS} for row in reader)
    findings = [finding for line, row in enumerate(rows, start=2) for finding in _row_findings(line, row)]
    if not rows:
        findings.append(
            _block(
                "notice_empty", "文件里没有数据行。请填写后重新上传。", "The file has no rows: fill it in."
            )
        )
    if findings:
        return Notice(0, rows, tuple(findings))
    return Notice(int(rows[0]["year"]), rows, tuple(_whole_findings(rows)))


def _row_findings(line: int, row: Mapping[str, str]) -> Iterable[Finding]:
    if not row["name_zh"] or not row["name_en"] or not row["source"]:
        yield _block(
            "notice_cell_empty",
            "第 {line} 行：中英文名称和来源都要填写。",
            "Line {line}: both names and the source must be filled in.",
            line=line,
        )
    if row["kind"] not in ("rest", "work"):
        yield _block(
            "notice_kind",
            "第 {line} 行：kind 只能填 rest（放假）或 work（上班）。",
            "Line {line}: kind is rest or work.",
            line=line,
        )
    try:
        first, last = date.fromisoformat(row["first_on"]), date.fromisoformat(row["last_on"])
        year = int(row["year"])
    except ValueError:
        yield _block(
            "notice_date",
            "第 {line} 行：年份写成 2027，日期写成 2027-01-01。",
            "Line {line}: write the year as 2027 and days as 2027-01-01.",
            line=line,
        )
        return
    if not first <= last or (last - first).days > 15 or not _belongs(first, year) or not _belongs(last, year):
        yield _block(
            "notice_span",
            "第 {line} 行：起止日期颠倒、过长或不属于 {year} 年的安排。",
            "Line {line}: the days are out of order, too many, or not of the year {year}.",
            line=line,
            year=year,
        )


def _belongs(day: date, year: int) -> bool:
    """A notice may also arrange the last days of December before its year."""
    return day.year == year or (day.year == year - 1 and (day.month, day.day) >= (12, 25))


def _whole_findings(rows: tuple[Mapping[str, str], ...]) -> Iterable[Finding]:
    if len({row["year"] for row in rows}) > 1:
        yield _block("notice_years", "一个文件只能有一个年份。", "A file holds one year only.")
        return
    days = [(day, row) for row in rows for day in _days(row)]
    if len({day for day, _ in days}) < len(days):
        yield _block("notice_overlap", "有日期重复出现，请核对。", "A day appears twice: please check.")
        return
    yield from _make_up_findings(days)
    year = int(rows[0]["year"])
    yield from _festival_findings(year, {row["name_zh"] for row in rows if row["kind"] == "rest"})
    yield from _workday_count_findings(year, Calendar.from_rows(rows))


def _days(row: Mapping[str, str]) -> list[date]:
    first, last = date.fromisoformat(row["first_on"]), date.fromisoformat(row["last_on"])
    return [date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1)]


def _make_up_findings(days: list[tuple[date, Mapping[str, str]]]) -> Iterable[Finding]:
    for day, row in days:
        if row["kind"] == "work" and day.weekday() < 5:
            yield _block(
                "notice_make_up_on_weekday",
                f"{{day}} 是{WEEKDAYS[day.weekday()].zh}，本来就上班，不会是调休上班日。请核对。",
                f"{{day}} is a {WEEKDAYS[day.weekday()].en} and worked anyway: it is no make-up day.",
                day=day,
            )


def _festival_findings(year: int, names: set[str]) -> Iterable[Finding]:
    missing = [festival for festival in _FESTIVALS if not any(festival in name for name in names)]
    if missing:
        yield Finding(
            Outcome.WARN,
            "notice_festival_missing",
            Words(
                "{year} 年的安排里没有：{names}。请对照通知核对。",
                "The arrangement of {year} does not name: {names}. Compare with the notice.",
            ).within(year=year, names="、".join(missing)),
            _BASIS,
        )


def _workday_count_findings(year: int, calendar: Calendar) -> Iterable[Finding]:
    for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)):
        if calendar.is_workday(date(year, month, day)):
            yield _block(
                "notice_statutory_day_worked",
                "{day} 是法定节假日，文件里却是工作日。请核对。",
                "{day} is a statutory holiday, but a working day in this file: please check.",
                day=date(year, month, day),
            )
    count = calendar.workdays_between(date(year - 1, 12, 31), date(year, 12, 31))
    outcome = Outcome.PASS if 244 <= count <= 253 else Outcome.WARN
    yield Finding(
        outcome,
        "notice_workdays",
        Words(
            "{year} 年共有 {count} 个工作日。"
            + ("" if outcome is Outcome.PASS else "通常为 247 至 252 个，请核对。"),
            "The year {year} has {count} working days."
            + ("" if outcome is Outcome.PASS else " Usually there are 247 to 252: please check."),
        ).within(year=year, count=count),
    )


def _block(code: str, zh: str, en: str, **facts: object) -> Finding:
    return Finding(Outcome.BLOCK, code, Words(zh, en).within(**facts))
