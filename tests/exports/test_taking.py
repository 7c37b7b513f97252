"""A list taken at its page: what is said, what is kept of it, and what it costs."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
from collections.abc import Callable
from urllib.parse import quote

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.database import db
from mediation.exports.lists import LISTS
from mediation.exports.models import Export
from mediation.exports.operations import ExportRefused
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column, Type
from mediation.spreadsheets.writing import Format, open_writer
from mediation.timeline.queries import entries_of
from tests import cast, many_cases
from tests.builders import actor, case_in
from tests.counting import counted_queries
from tests.exports.wishes import post, take
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

QUERIES = 11  # who asks, how many rows, the rows, and what is written of it

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def case_number(founded: Stage) -> str:
    with founded.app.app_context():
        case = case_in("under_mediation")
        db.session.commit()
        return case.short_number


def the_log(stage: Stage) -> Export:
    with stage.app.app_context():
        return db.session.scalars(select(Export).order_by(Export.id.desc())).first()  # type: ignore[return-value]


@pytest.mark.usefixtures("case_number")
def test_a_short_list_comes_with_the_answer_and_stands_in_the_log(founded: Stage, signed_in: SignIn) -> None:
    client = signed_in(cast.MANAGER)
    answer = post(client, "cases", {"view": "open", "q": "林雅珍"}, format="xlsx")
    assert answer.status_code == 200
    said = answer.headers["Content-Disposition"].encode("latin-1").decode()  # as a server writes it
    assert said.startswith("attachment; ")
    assert said.endswith(f"filename*=UTF-8''{quote('案件')}%202026-03-02.xlsx")
    assert answer.headers["Cache-Control"] == "private, no-store"
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["案件", "说明"]
    said = {row[0].value: row[1].value for row in book["说明"]}
    assert said["导出人"] == "苏静宜"
    assert said["用途"] == "十月工作月报"
    logged = the_log(founded)
    assert (logged.row_count, logged.format, logged.why) == (1, "xlsx", "十月工作月报")
    assert logged.sha256 == hashlib.sha256(answer.data).hexdigest()
    assert logged.fetched_at == clock.now()
    assert "十月工作月报" in client.get("/exports/").text


@pytest.mark.usefixtures("case_number")
def test_what_somebody_typed_to_search_is_not_kept(founded: Stage, signed_in: SignIn) -> None:
    post(signed_in(cast.MANAGER), "cases", {"view": "open", "q": "林雅珍", "state": "under_mediation"})
    logged = the_log(founded)
    assert logged.filters == {"view": "open", "q": "", "state": "under_mediation"}
    assert "林雅珍" not in signed_in(cast.AUDITOR).get("/exports/").text


def test_what_was_typed_survives_a_mistake(signed_in: SignIn) -> None:
    client = signed_in(cast.MANAGER)
    answer = post(client, "cases", format="csv", why="", columns=["number"])
    assert answer.status_code == 422
    assert "请写明用途" in answer.text
    assert 'value="csv" checked' in answer.text
    assert 'value="number" checked' in answer.text
    assert 'value="state" checked' not in answer.text
    assert "请至少选择一列" in post(client, "cases", columns=[]).text
    assert "请从列出的选项中选一项" in post(client, "cases", columns=["nothing"]).text


def test_an_operation_refuses_what_no_page_offers(session: Session) -> None:
    who = actor(cast.MANAGER)
    for changes in ({"columns": []}, {"columns": ["nothing"]}, {"why": "  "}):
        with pytest.raises(ExportRefused):
            take("cases", who, **changes)  # type: ignore[arg-type]


def test_the_case_keeps_who_took_its_timeline_and_why(session: Session) -> None:
    case = case_in("under_mediation")
    export = take("timeline", actor(cast.MANAGER), {"case": case.short_number})
    for thread in (case.thread, export.thread):
        last = entries_of(thread)[0]
        assert (last.event, last.actor_name, last.facts["why"]) == ("list_wanted", "苏静宜", "十月工作月报")


def test_the_pages_of_lists_lead_to_their_files_with_their_filters(
    case_number: str, signed_in: SignIn
) -> None:
    manager, administrator = signed_in(cast.MANAGER), signed_in(cast.ADMINISTRATOR)
    for client, page, link in (
        (manager, "/desk/?view=closed&product=loan", "/exports/cases?view=closed&amp;product=loan"),
        (manager, "/desk/referrals/?view=result", "/exports/referrals?view=result"),
        (manager, f"/desk/cases/{case_number}", f"/exports/timeline?case={case_number}"),
        (manager, "/agenda/", "/exports/deadlines"),
        (manager, "/desk/archive/", "/exports/unfiled"),
        (manager, "/letters/", "/exports/letters"),
        (manager, "/letters/calls", "/exports/letters?what=calls"),
        (manager, "/letters/post", "/exports/letters?what=to_print"),
        (administrator, "/organisations/court", "/exports/bodies?kind=court"),
        (administrator, "/account/users", "/exports/accounts"),
    ):
        assert f'href="{link}"' in client.get(page).text, page


@pytest.mark.parametrize("size", [10, 300])
def test_a_file_costs_the_same_queries_for_any_number_of_rows(
    founded: Stage, signed_in: SignIn, size: int
) -> None:
    with founded.app.app_context():
        many_cases.write(size, on=clock.today())
        db.session.commit()
    client = signed_in(cast.MANAGER)
    columns = [one.column.code for one in LISTS["cases"].columns]
    data = {"format": "csv", "columns": columns, "why": "十月工作月报", "whole": "y"}
    with counted_queries(founded.app) as sent:
        answer = client.post("/exports/cases?view=all", data=data)
    assert answer.data.count(b"\r\n") == size + 1
    assert len(sent) == QUERIES, sent


def test_the_memory_of_a_sheet_does_not_grow_with_its_rows() -> None:
    columns = [
        Column("number", Words("编号", "Number")),
        Column("amount_fen", Words("金额", "Amount"), Type.MONEY),
    ]

    def peak(rows: int) -> int:
        tracemalloc.start()
        with open("/dev/null", "wb") as nothing, open_writer(Format.XLSX, nothing, columns) as writer:
            writer.write((f"（2026）闽0203民特{n}号", n) for n in range(rows))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(5_000) < peak(2_500) * 1.1, "what zip and XML need is all there is"
