"""Which column means what, and what is said about a row that cannot be read."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.spreadsheets.reading_cells import Heading, Row
from mediation.spreadsheets.reading_columns import (
    MISSING,
    Field,
    guess,
    missing,
    read_row,
    to_remember,
    twice,
)
from mediation.spreadsheets.reading_values import NO_AMOUNT, amount, text

FIELDS = (
    Field("number", Words("案号", "Case number"), text, ("收案号",), required=True),
    Field("name", Words("申请人", "Applicant"), text, ("原告", "申请人姓名")),
    Field("phone", Words("申请人电话", "Applicant's telephone"), text, ("原告电话",)),
    Field("amount", Words("标的额", "Amount"), amount, ("诉讼标的",)),
)


def _headings(*titles: str) -> tuple[Heading, ...]:
    return tuple(Heading(index, title) for index, title in enumerate(titles))


def test_columns_are_known_by_our_names_and_those_of_senders_in_any_order():
    found = guess(FIELDS, _headings("序号", "原告电话", "标的额（元）", "原告", "收案号"))
    assert found == {"phone": 1, "amount": 2, "name": 3, "number": 4}


def test_a_longer_name_is_not_taken_for_a_shorter_one():
    assert guess(FIELDS, _headings("申请人电话", "申请人")) == {"phone": 0, "name": 1}


def test_what_was_chosen_last_time_comes_first_wherever_the_column_is_now():
    headings = _headings("甲编号", "案号", "申请人")
    remembered = {"number": "甲编号", "gone": "旧列"}
    found = guess(FIELDS, headings, remembered)
    assert found == {"number": 0, "name": 2}
    assert to_remember(found, headings) == {"number": "甲编号", "name": "申请人"}


def test_a_needed_column_that_was_not_found_is_named_and_one_chosen_twice_too():
    assert [field.code for field in missing(FIELDS, {"name": 0})] == ["number"]
    assert twice({"name": 0, "number": 0, "phone": 1}) == (0,)


def test_each_fault_tells_row_column_value_and_why():
    row = Row(7, (None, "林小满", "约五万"))
    titles = {0: "收案号", 1: "原告", 2: "诉讼标的（元）"}
    read = read_row(row, FIELDS, {"number": 0, "name": 1, "amount": 2}, titles)
    assert read.facts == {"number": "", "name": "林小满", "amount": None}
    told = [(one.row, one.letter, one.heading, one.value, one.code) for one in read.faults]
    assert told == [(7, "A", "收案号", "", "number"), (7, "C", "诉讼标的（元）", "约五万", "amount")]
    assert read.faults[0].words == MISSING
    assert all(one.words.zh and one.words.en for one in read.faults)
    assert NO_AMOUNT.zh
