"""What cells of lists say, as people and programs fill them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mediation.rules.refusals import Refused
from mediation.spreadsheets import reading_values as values
from mediation.spreadsheets.reading_cells import Cell

TODAY = date(2026, 11, 22)
MOMENT = datetime(2026, 9, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("value", "said", "remark"),
    [
        ("  林 小满\n", "林 小满", "one line, no blanks around"),
        (202601.0, "202601", "Excel gives whole numbers as floats"),
        ("/", "", "a mark for nothing"),
        ("无", "", "the same in words"),
        ("\u200b思明区\ufeff", "思明区", "signs that nobody sees"),
        (None, "", "empty"),
    ],
)
def test_text_is_what_a_person_reads(value, said, remark):
    assert values.text(Cell(value)) == said, remark


@pytest.mark.parametrize(
    ("value", "said", "remark"),
    [
        ("１３８００００００００", "13800000000", "full-width"),
        (13800000000.0, "13800000000", "a telephone kept as a number"),
        ("35020319900101001X", "35020319900101001X", "a paper kept as text"),
    ],
)
def test_figures_come_in_half_width(value, said, remark):
    assert values.figures(Cell(value)) == said, remark


def test_a_paper_number_that_lost_its_last_figures_is_refused_not_loaded():
    with pytest.raises(Refused) as refused:
        values.figures(Cell(3.5020319900101e17))
    assert refused.value.words == values.LOST


@pytest.mark.parametrize(
    ("value", "remark"),
    [
        (date(2026, 9, 1), "a day"),
        (MOMENT, "a moment"),
        (46266.0, "Excel's count of days"),
        ("46266", "the same in a CSV"),
        ("2026年9月1日", ""),
        ("2026.9.1", ""),
        ("2026/9/1", ""),
        ("2026-09-01 09:30:00", "with a time"),
        ("20260901", ""),
        (20260901.0, "typed as a number"),
        ("２０２６年９月１日", "full-width"),
    ],
)
def test_a_day_is_read_however_it_was_entered(value, remark):
    assert values.day(Cell(value), on=TODAY) == date(2026, 9, 1), remark


@pytest.mark.parametrize("value", ["九月一日", "2026-13-01", "2026年2月30日", True, 3.0, "待定"])
def test_what_is_no_day_is_refused(value):
    with pytest.raises(Refused):
        values.day(Cell(value), on=TODAY)


@pytest.mark.parametrize(
    ("value", "heading", "fen", "remark"),
    [
        (12000.5, "标的额", 1200050, "a number is yuan"),
        (1.2, "标的额（万元）", 1200000, "unless the heading says otherwise"),
        ("1.2万元", "标的额", 1200000, ""),
        ("1.2万元", "标的额（万元）", 1200000, "the cell speaks for itself"),
        ("1.2", "标的额（万元）", 1200000, ""),
        ("12,000.00元", "标的额", 1200000, ""),
        ("12，000", "标的额", 1200000, ""),
        (0.1 + 0.2, "标的额", 30, "what a sum of floats leaves"),
        (None, "标的额", None, "empty"),
        ("-", "标的额", None, "a mark for nothing"),
        (0, "标的额", 0, ""),
    ],
)
def test_an_amount_is_read_in_fen(value, heading, fen, remark):
    assert values.amount(Cell(value, heading)) == fen, remark


@pytest.mark.parametrize(
    "value", [-5, "约五万", "12.345", 12.345, 1e16, "USD 500", True, date(2026, 9, 1), "#REF!"]
)
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(Refused):
        values.amount(Cell(value))


@given(some.integers(min_value=0, max_value=10**12))
def test_every_amount_to_the_fen_survives_excel_s_floats(fen):
    assert values.amount(Cell(fen / 100)) == fen


@given(some.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_survives_as_text_number_and_date(day):
    written = f"{day.year}年{day.month}月{day.day}日"
    serial = float((day - values.FIRST_SERIAL).days)
    for value in (day, day.isoformat(), written, serial):
        assert values.day(Cell(value), on=TODAY) == day
