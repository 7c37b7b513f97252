"""A list of the court that came on the last working day: loaded, two rows left out, one to be looked at."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

from mediation import clock
from mediation.access.by import By
from mediation.bulk import batches, operations, queries
from mediation.bulk.models import Batch
from mediation.demo.founding import City
from mediation.demo.play import CLERKS
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.rules.time.workdays import calendar
from mediation.spreadsheets.columns import Column, Type
from mediation.spreadsheets.writing import Format, open_writer
from mediation.tasks import operations as tasks
from mediation.tasks.extension_points import Worker

KIND = "court_assigned"
COLUMNS = (
    Column("number", Words("案号", "Case number"), width=28),
    Column("applicant", Words("原告", "Claimant"), width=28),
    Column("respondent", Words("被告", "Defendant")),
    Column("paper", Words("被告身份证号", "Defendant's identity number"), width=22),
    Column("phone", Words("被告电话", "Defendant's telephone")),
    Column("cause", Words("案由", "Cause of action"), width=20),
    Column("amount_fen", Words("标的额（元）", "Amount (yuan)"), Type.MONEY),
    Column("sent_on", Words("委派日期", "Sent on"), Type.DAY),
    Column("received_on", Words("签收日期", "Signed for on"), Type.DAY),
)
# Number, defendant, identity number (all invented), amount; the court of the last but one is another,
# and the last number has two figures swapped.
ROWS = (
    ("闽0203诉前调7001号", "陆晚舟", "35020319510312996X", 1_286_040),
    ("闽0203诉前调7002号", "钟一诺", "", 4_300_000),
    ("闽0203诉前调7003号", "许远帆", "", 965_520),
    ("闽0203诉前调7004号", "苏听澜", "E12345678", 2_150_000),
    ("闽0206诉前调88号", "何望舒", "", 780_000),
    ("闽0203诉前调7006号", "方知行", "35020319510321996X", 1_040_000),
)


def take_list(founded: City, today: date) -> None:
    """Hand the list in, check it, load what can be, at the end of the last working day."""
    last = calendar().add_workdays(today, -1)
    at = clock.moment_of(last, 16, 40)
    clerk = founded.actor(CLERKS[0])
    found = operations.hand_in(
        _list(last),
        f"委派调解案件清单（{last:%Y年%m月%d日}）.xlsx",
        referral_steps.kind(KIND, on=last),
        founded.bodies["court"],
        By(clerk, at),
    )
    fields = operations.fields_on(found, at)
    operations.check(found, found.received.columns, fields, By(clerk, at))
    _work(found, batches.check_list, at)
    operations.load(found, By(clerk, at + timedelta(minutes=2)))
    _work(found, batches.load_list, at + timedelta(minutes=2))


def _list(on: date) -> bytes:
    file = io.BytesIO()
    with open_writer(Format.XLSX, file, COLUMNS, title=Words("委派清单", "Cases assigned")) as writer:
        writer.write([_row(row, on) for row in ROWS])
    return file.getvalue()


def _row(script: tuple[str, str, str, int], on: date) -> list[Any]:
    number, defendant, paper, amount = script
    sent, signed = on - timedelta(days=2), on - timedelta(days=1)
    bank = "鹭江湾银行股份有限公司"
    return [
        f"（{on.year}）{number}",
        bank,
        defendant,
        paper or None,
        None,
        "信用卡纠纷",
        amount,
        sent,
        signed,
    ]


def _work(found: Batch, worker: Worker, at: datetime) -> None:
    """The long work of the list, as the runner would do it."""
    task = queries.task_of(found)
    assert task is not None
    tasks.begin(task, at=at)
    for progress in worker(task, at):
        tasks.note(task, progress, at=at)
    tasks.finish(task, None, at=at)
