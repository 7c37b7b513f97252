"""Lists of arrivals as a court sends them, with any faults planted, and imports of them in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from mediation import clock
from mediation.access.by import By
from mediation.bulk import operations
from mediation.bulk.models import Batch
from mediation.bulk.operations import fields_on
from mediation.jobs import running_tasks
from mediation.organisations.models import Organisation
from mediation.rules.procedures import referral_steps
from tests import cast
from tests.builders import actor
from tests.referrals.arrivals import court
from tests.spreadsheets.lists import workbook

TITLE = ["示范区人民法院 2026 年 2 月委派调解案件清单"]
HEADINGS = [
    "序号",
    "案号",
    "原告（申请人）",
    "原告联系电话",
    "被告（被申请人）",
    "被告身份证号",
    "被告联系电话",
    "案由",
    "标的额（元）",
    "诉讼请求",
    "委派日期",
    "签收日期",
    "线上确认日期",
    "承办法官",
]
PAPER = "35020319510312996X"  # a true check digit, an invented person


def good(number: int, today: date, **changes: Any) -> list[Any]:
    """A row without faults; `changes` are cells by heading."""
    row: dict[str, Any] = {
        "序号": number,
        "案号": f"（{today.year}）闽0203诉前调{number}号",
        "原告（申请人）": "鹭江湾银行股份有限公司",
        "原告联系电话": "0592-5550101",
        "被告（被申请人）": f"示例{number}",
        "被告身份证号": PAPER,
        "被告联系电话": "13900000001",
        "案由": "信用卡纠纷",
        "标的额（元）": 10_000 + number,
        "诉讼请求": "偿还信用卡欠款本金和利息。",
        "委派日期": today - timedelta(days=3),
        "签收日期": today - timedelta(days=1),
        "线上确认日期": None,
        "承办法官": "示例法官 0592-5550102",
    }
    assert set(changes) <= set(row)
    return [*{**row, **changes}.values()]


def list_of(rows: Sequence[Sequence[Any]]) -> bytes:
    """The workbook: a title, headings, the rows from row 3 on."""
    return workbook([TITLE, HEADINGS, *rows])


def handed_in(content: bytes, kind: str = "court_assigned", body: Organisation | None = None) -> Batch:
    return operations.hand_in(
        content,
        "委派清单.xlsx",
        referral_steps.kind(kind, on=clock.today()),
        body or court(),
        By(actor(cast.CLERK), clock.now()),
    )


def check(batch: Batch) -> None:
    """Ask for the dry run with the columns as they were guessed."""
    operations.check(
        batch, batch.received.columns, fields_on(batch, clock.now()), By(actor(cast.CLERK), clock.now())
    )


def checked(rows: Sequence[Sequence[Any]], kind: str = "court_assigned") -> Batch:
    """A list after its dry run."""
    batch = handed_in(list_of(rows), kind)
    check(batch)
    work()
    return batch


def loaded(rows: Sequence[Sequence[Any]]) -> Batch:
    batch = checked(rows)
    operations.load(batch, By(actor(cast.CLERK), clock.now()))
    work()
    return batch


def undone(batch: Batch) -> Batch:
    operations.undo(batch, "法院发错清单。", By(actor(cast.CLERK), clock.now()))
    work()
    return batch


def work() -> None:
    """The long work that waits, to its end."""
    while running_tasks.work_tasks(clock.now()):
        pass
