"""Lists are kept as they came, and what their columns mean is remembered for their sender."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.bulk.received import operations, queries
from mediation.bulk.received.models import ReceivedList
from mediation.bulk.received.operations import ColumnsRefused
from mediation.organisations.models import Kind
from mediation.rules.findings import Words
from mediation.spreadsheets.reading import Unreadable
from mediation.spreadsheets.reading_columns import Field
from mediation.spreadsheets.reading_values import text
from tests import cast
from tests.builders import AUTHORITY, COURT, actor, body
from tests.spreadsheets.lists import workbook

pytestmark = pytest.mark.usefixtures("founded")

FIELDS = (
    Field("number", Words("案号", "Case number"), text, required=True),
    Field("name", Words("申请人", "Applicant"), text, ("原告",)),
    Field("sent_on", Words("委派日期", "Sent on"), text),
    Field("received_on", Words("签收日期", "Signed for on"), text),
)
ROWS = [["某院清单"], ["甲编号", "原告", "备注"], ["（2026）闽0203诉前调1号", "林小满", ""]]


def received(content: bytes, *, sender: str = COURT, subject: str = "arrivals") -> ReceivedList:
    kind = Kind.COURT if sender == COURT else Kind.AUTHORITY
    return operations.receive(
        content,
        "C:\\某院\\清单.xlsx",
        By(actor(cast.CLERK), clock.now()),
        body=body(sender, kind),
        subject=subject,
        fields=FIELDS,
    )


def settle(found: ReceivedList, columns: dict[str, int]) -> None:
    operations.settle(found, columns, FIELDS, By(actor(cast.CLERK), clock.now()))


def test_the_file_stays_as_it_came_with_its_hash_and_who_handed_it_in(session: Session) -> None:
    content = workbook(ROWS)
    found = received(content)
    assert queries.content_of(found) == content
    assert (found.name, found.sha256) == ("清单.xlsx", hashlib.sha256(content).hexdigest())
    assert found.received_by_id == actor(cast.CLERK).user_id
    assert (found.sheet, found.rows) == ("清单", 1)
    assert [row.number for row in queries.rows_of(found)] == [3]


def test_the_same_file_again_is_noticed(session: Session) -> None:
    content = workbook(ROWS)
    first = received(content)
    assert queries.twin_of(first) is None
    assert queries.twin_of(received(content)) is first
    assert queries.twin_of(received(content, sender=AUTHORITY)) is None


def test_columns_chosen_once_are_known_next_time_wherever_they_stand(session: Session) -> None:
    settle(received(workbook(ROWS)), {"number": 0, "name": 1})
    moved = [["备注", "甲编号", "原告"], ["", "（2026）闽0203诉前调2号", "许远帆"]]
    assert received(workbook(moved)).columns == {"number": 1, "name": 2}


def test_what_one_body_means_is_nothing_to_another_nor_to_another_kind_of_list(session: Session) -> None:
    settle(received(workbook(ROWS)), {"number": 0, "name": 1})
    assert "number" not in received(workbook(ROWS), sender=AUTHORITY).columns
    assert "number" not in received(workbook(ROWS), subject="month").columns


@pytest.mark.parametrize(
    ("columns", "needed", "said"),
    [
        ({"name": 1}, (), "“案号”"),
        ({"number": 0, "name": 0}, (), "甲编号"),
        ({"number": 0}, (("sent_on", "received_on"),), "“委派日期”"),
    ],
)
def test_columns_that_make_no_list_are_refused(
    session: Session, columns: dict[str, int], needed: tuple[tuple[str, ...], ...], said: str
) -> None:
    found = received(workbook(ROWS))
    with pytest.raises(ColumnsRefused) as refused:
        operations.settle(found, columns, FIELDS, By(actor(cast.CLERK), clock.now()), needed=needed)
    assert said in refused.value.words.zh
    assert queries.mapping_of(found.body.id, "arrivals") is None, "nothing wrong is remembered"


def test_headings_that_were_not_found_can_be_pointed_out(session: Session) -> None:
    found = received(workbook([["某表"], ["甲", "乙"], ["原告", "案号"], ["林小满", "x"]]))
    sheet = queries.sheets_of(found)[0]
    operations.read_as(found, sheet, 3, FIELDS)
    assert (found.heading_row, found.columns, found.rows) == (3, {"number": 1, "name": 0}, 1)


def test_what_is_no_list_is_refused_and_not_kept(session: Session) -> None:
    with pytest.raises(Unreadable):
        received(b"<html></html>")
    assert session.query(ReceivedList).count() == 0
