"""The dry run of a list with every fault planted once: each is told with its row, column, value and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.bulk import queries
from mediation.bulk.models import Batch, BatchRow, RowState, State
from mediation.database import db
from mediation.referrals.models import Referral
from tests.bulk.courts_list import HEADINGS, PAPER, check, checked, good, handed_in, work
from tests.referrals.arrivals import arrival, arrived
from tests.spreadsheets.lists import workbook

pytestmark = pytest.mark.usefixtures("founded")

YEAR = 2026  # of the standing clock
LEDGER = f"（{YEAR}）闽0203诉前调9001号"

# (cells of the row, heading of the cell, part of the sentence, remark); rows from 11 on of a list of 60.
FAULTS: tuple[tuple[dict[str, Any], str, str, str], ...] = (
    ({"案号": None}, "案号", "没有填写", "no number"),
    ({"案号": "闽0203诉前调12号"}, "案号", "案号应写成", "no year"),
    ({"案号": f"（{YEAR + 1}）闽0203诉前调12号"}, "案号", "晚于今年", "next year's"),
    ({"案号": f"（{YEAR}）闽0206诉前调12号"}, "案号", "湖里区", "another court's"),
    ({"案号": LEDGER}, "案号", "已登记为", "in the ledger already"),
    (
        {"案号": f"({YEAR})闽0203诉前调0001号"},
        "案号",
        "与第 3 行重复",
        "the first row once more, typed otherwise",
    ),
    ({"原告（申请人）": None}, "原告（申请人）", "没有填写", "no applicant"),
    (
        {"被告（被申请人）": "鹭江湾银行股份有限公司", "被告身份证号": None},
        "被告（被申请人）",
        "同一人",
        "both sides the same",
    ),
    ({"被告（被申请人）": "长" * 81}, "被告（被申请人）", "最多 80 个字", "too long"),
    ({"原告联系电话": "1390000"}, "原告联系电话", "", "a telephone too short"),
    ({"被告身份证号": PAPER[:-1] + "1"}, "被告身份证号", "", "a wrong check digit"),
    ({"被告身份证号": 350203195103129000.0}, "被告身份证号", "已经丢失", "kept as a number by Excel"),
    ({"标的额（元）": "约五万"}, "标的额（元）", "看不懂", "no amount"),
    ({"标的额（元）": -1}, "标的额（元）", "负数", "negative"),
    ({"委派日期": "二月三十"}, "委派日期", "看不懂这个日期", "no day"),
    ({"签收日期": date(2050, 1, 1)}, "签收日期", "晚于今天", "in the future"),
    ({"签收日期": "2026-01-05", "委派日期": "2026-02-05"}, "签收日期", "早于委派日期", "before it was sent"),
)
DOUBTS: tuple[tuple[dict[str, Any], str, str, str], ...] = (
    ({"案号": f"（{YEAR}）闽0203民初77号"}, "案号", "应为“诉前调”", "a number of a case that was filed"),
    ({"案号": f"（{YEAR}）闽0203民调89号"}, "案号", "不在表中", "a type that nobody knows"),
    ({"被告身份证号": "E12345678"}, "被告身份证号", "其他证件", "a passport, perhaps"),
)


@pytest.fixture
def planted(session: Session) -> Batch:
    """Ten good rows, the faults, the doubts, and good rows up to sixty."""
    arrived(arrival(their_number=LEDGER))
    today = clock.today()
    rows = [good(n, today) for n in range(1, 11)]
    rows += [good(n, today, **cells) for n, (cells, *_rest) in enumerate([*FAULTS, *DOUBTS], 11)]
    rows += [good(n, today) for n in range(len(rows) + 1, 61)]
    return checked(rows)


def told(batch: Batch, place: int) -> list[Mapping[str, Any]]:
    """What was said about the row at this place of FAULTS and DOUBTS."""
    row = db.session.scalars(
        select(BatchRow).where(BatchRow.batch_id == batch.id, BatchRow.number == 13 + place)
    ).one()
    return row.told


def test_every_planted_fault_is_told_once_at_its_cell(planted: Batch) -> None:
    wrong = []
    for place, (cells, heading, part, remark) in enumerate([*FAULTS, *DOUBTS]):
        found = told(planted, place)
        letter = "ABCDEFGHIJKLMN"[HEADINGS.index(heading)]
        fits = [one for one in found if one["letter"] == letter and part in one["zh"]]
        blocks = place < len(FAULTS)
        typed = str(cells[heading] or "")
        if len(found) != 1 or len(fits) != 1 or fits[0]["blocks"] != blocks:
            wrong.append(f"{remark}: {found}")
        elif not fits[0]["en"] or fits[0]["heading"] != heading or (typed[:6] not in fits[0]["value"]):
            wrong.append(f"{remark}: {fits[0]}")
    assert not wrong, "\n".join(wrong)


def test_only_rows_with_faults_are_left_out(planted: Batch) -> None:
    assert planted.state == State.CHECKED
    assert queries.counts([planted.id])[planted.id] == {
        RowState.BAD: len(FAULTS),
        RowState.DOUBTFUL: len(DOUBTS),
        RowState.GOOD: 60 - len(FAULTS) - len(DOUBTS),
    }


def test_the_dry_run_enters_nothing(planted: Batch, session: Session) -> None:
    assert [one.their_number for one in session.scalars(select(Referral))] == [LEDGER]


def test_what_bad_rows_said_of_people_is_kept_only_as_far_as_it_is_told(
    planted: Batch, session: Session
) -> None:
    bad = session.scalars(select(BatchRow).where(BatchRow.state == RowState.BAD)).all()
    assert bad
    assert all(row.facts is None for row in bad)


def test_a_list_checked_again_is_judged_anew(planted: Batch) -> None:
    first = queries.counts([planted.id])
    check(planted)
    work()
    assert queries.counts([planted.id]) == first


@pytest.mark.parametrize(
    ("named", "kind", "remark"),
    [
        ("委托调解（简易程序）", "court_entrusted_simple", "the full name"),
        ("简易程序", "court_entrusted_simple", "as courts call it"),
        (None, "court_assigned", "nothing: the kind of the list"),
    ],
)
def test_a_column_may_tell_the_kind_of_each_row(
    session: Session, named: str | None, kind: str, remark: str
) -> None:
    row = good(1, clock.today(), 案号=f"（{YEAR}）闽0203民初1号")
    batch = handed_in(workbook([[*HEADINGS, "委派类型"], [*row, named]]))
    check(batch)
    work()
    found = session.scalars(select(BatchRow).where(BatchRow.batch_id == batch.id)).one()
    assert f'"kind": "{kind}"' in (found.facts or ""), remark


def test_a_kind_that_the_body_cannot_hand_over_is_a_fault(session: Session) -> None:
    batch = handed_in(workbook([[*HEADINGS, "委派类型"], [*good(1, clock.today()), "信访事项转送"]]))
    check(batch)
    work()
    found = session.scalars(select(BatchRow).where(BatchRow.batch_id == batch.id)).one()
    assert found.state == RowState.BAD
    assert "不能由这个单位移送" in found.told[0]["zh"]
    assert found.told[0]["letter"] == "O"
