"""The way of a list through the pages: nothing handed in is lost, and every refusal says why."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation import clock
from mediation.bulk import queries
from mediation.bulk.fields import fields_of
from mediation.bulk.models import Batch
from mediation.database import db
from mediation.organisations.models import Kind
from mediation.rules.procedures import referral_steps
from mediation.spreadsheets.reading import read
from mediation.spreadsheets.reading_headings import below, find_headings, headings
from tests import cast
from tests.builders import COURT, body
from tests.bulk.courts_list import HEADINGS, good, list_of, work
from tests.counting import counted_queries
from tests.spreadsheets.lists import workbook

pytestmark = pytest.mark.usefixtures("founded")

NUMBER = "案号"


@pytest.fixture
def clerk(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return signed_in(cast.CLERK)


def court_id(app: Flask) -> str:
    with app.app_context():
        return str(body(COURT, Kind.COURT).id)


def send(app: Flask, client: FlaskClient, content: bytes, **changes: Any) -> Any:
    typed = {"kind": "court_assigned", "body": court_id(app), "file": (io.BytesIO(content), "清单.xlsx")}
    return client.post("/desk/imports/new", data=typed | changes, content_type="multipart/form-data")


def told_list() -> bytes:
    today = clock.today()
    return list_of([good(1, today), good(2, today, 案号="二号"), good(3, today, 案号="@某号")])


def chosen(app: Flask) -> dict[str, str]:
    """What the page of the columns offers as chosen."""
    with app.app_context():
        columns = db.session.get_one(Batch, 1).received.columns
    return {f"column_{code}": str(index) for code, index in columns.items()}


def worked(app: Flask) -> None:
    with app.app_context():
        work()


def checked(app: Flask, client: FlaskClient, content: bytes | None = None) -> None:
    assert send(app, client, content or told_list()).location == "/desk/imports/1/columns"
    assert client.post("/desk/imports/1/columns", data=chosen(app)).location == "/desk/imports/1"
    worked(app)


def test_from_the_file_to_the_ledger_and_out_again(app: Flask, clerk: FlaskClient) -> None:
    assert send(app, clerk, told_list()).location == "/desk/imports/1/columns"
    page = clerk.get("/desk/imports/1/columns").text
    assert "示例1" in page, "the first rows are shown"
    assert clerk.post("/desk/imports/1/columns", data=chosen(app)).status_code == 302
    waiting = clerk.get("/desk/imports/1").text
    assert 'http-equiv="refresh"' in waiting
    worked(app)
    page = clerk.get("/desk/imports/1").text
    assert "B4" in page
    assert "二号" in page
    assert "案号应写成" in page
    assert "导入 1 行" in page
    clerk.post("/desk/imports/1/load")
    worked(app)
    assert "2026-00001" in clerk.get("/desk/imports/1?view=loaded").text
    assert clerk.get("/desk/referrals/2026-00001").status_code == 200
    refused = clerk.post("/desk/imports/1/undo", data={"reason": ""})
    assert refused.status_code == 422
    assert "请写明撤销的理由" in refused.text
    clerk.post("/desk/imports/1/undo", data={"reason": "法院发错清单。"})
    worked(app)
    assert "登记有误已撤销" in clerk.get("/desk/referrals/2026-00001").text
    assert "清单.xlsx" in clerk.get("/desk/imports/").text


def test_rows_with_faults_come_back_as_they_were_sent_with_what_is_wrong(
    app: Flask, clerk: FlaskClient
) -> None:
    checked(app, clerk)
    (sheet,) = read(clerk.get("/desk/imports/1/problems").data)
    *titles, source, problem = [one.title for one in headings(sheet, 1)]
    assert titles == HEADINGS
    assert (source, problem) == ("原行号/Row", "问题/Problem")
    rows = below(sheet, 1)
    assert [row.at(HEADINGS.index(NUMBER)) for row in rows] == ["二号", "@某号"]
    assert [row.at(len(HEADINGS)) for row in rows] == ["4", "5"]
    assert "案号应写成" in str(rows[0].at(len(HEADINGS) + 1))
    assert "Write the case number" in str(rows[0].at(len(HEADINGS) + 1))


def test_the_file_comes_back_byte_for_byte(app: Flask, clerk: FlaskClient) -> None:
    content = told_list()
    send(app, clerk, content)
    with clerk.get("/desk/imports/1/file") as answer:
        assert answer.data == content


@pytest.mark.parametrize("kind", ["court_assigned", "court_entrusted", "hotline_12345"])
def test_the_template_can_be_handed_in_as_it_is(app: Flask, clerk: FlaskClient, kind: str) -> None:
    sheets = read(clerk.get(f"/desk/imports/template/{kind}").data)
    with app.app_context():
        fields = fields_of(referral_steps.kind(kind, on=clock.today()), on=clock.today())
    sheet, row = find_headings(sheets, {name for field in fields for name in field.names})
    assert len(headings(sheet, row)) == len(fields)
    if kind == "court_assigned":
        content = clerk.get(f"/desk/imports/template/{kind}").data
        checked(app, clerk, content)
        with app.app_context():
            assert set(queries.counts([1])[1]) <= {"good", "doubtful"}


@pytest.mark.parametrize(
    ("changes", "said", "remark"),
    [
        ({"file": (io.BytesIO(b""), "")}, "请选择清单文件", "no file"),
        ({"kind": ""}, "请选择类型", "no kind"),
        ({"kind": "petition_in"}, "不能移送这一类型", "a kind that a court does not send"),
    ],
)
def test_a_list_handed_in_amiss_is_refused_with_a_sentence(
    app: Flask, clerk: FlaskClient, changes: dict[str, Any], said: str, remark: str
) -> None:
    answer = send(app, clerk, told_list(), **changes)
    assert answer.status_code == 422, remark
    assert said in answer.text, remark


def test_a_file_that_is_no_list_says_what_to_do(app: Flask, clerk: FlaskClient) -> None:
    answer = send(app, clerk, b"<html><table></table></html>")
    assert answer.status_code == 422
    assert "另存为 xlsx" in answer.text


def test_a_needed_column_that_is_missing_is_asked_for_and_the_rest_stays_chosen(
    app: Flask, clerk: FlaskClient
) -> None:
    send(app, clerk, told_list())
    typed = chosen(app) | {"column_number": "", "column_subject": "8"}
    answer = clerk.post("/desk/imports/1/columns", data=typed)
    assert answer.status_code == 422
    assert "“案号”" in answer.text
    assert '<option value="8" selected' in answer.text


def test_headings_in_another_row_can_be_pointed_out(app: Flask, clerk: FlaskClient) -> None:
    content = workbook([["甲", "乙", "丙"], ["号", "原", "被"], ["（2026）闽0203诉前调1号", "林", "许"]])
    send(app, clerk, content)
    answer = clerk.post("/desk/imports/1/headings", data={"at-sheet": "清单", "at-heading_row": "2"})
    assert answer.location == "/desk/imports/1/columns"
    assert "A　号" in clerk.get("/desk/imports/1/columns").text
    wrong = clerk.post("/desk/imports/1/headings", data={"at-sheet": "清单", "at-heading_row": "99"})
    assert wrong.status_code == 422
    assert "没有表头" in wrong.text


def test_the_report_costs_the_same_for_three_rows_and_for_a_hundred(app: Flask, clerk: FlaskClient) -> None:
    checked(app, clerk)
    clerk.get("/desk/imports/1")
    with counted_queries(app) as few:
        clerk.get("/desk/imports/1")
    today = clock.today()
    send(app, clerk, list_of([good(n, today, 案号="x") for n in range(100, 200)]))
    data = chosen(app)
    clerk.post("/desk/imports/2/columns", data=data)
    worked(app)
    with counted_queries(app) as many:
        page = clerk.get("/desk/imports/2")
    assert len(many) == len(few)
    assert 'rel="next"' in page.text
