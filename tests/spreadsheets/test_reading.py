"""What is read out of a list, whatever program wrote it, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mediation.spreadsheets import reading
from mediation.spreadsheets.reading import Unreadable, read
from mediation.spreadsheets.reading_cells import Heading, Row, letter_of, plain
from mediation.spreadsheets.reading_headings import below, find_headings, headings
from tests.spreadsheets.lists import far_cell, with_part, workbook

KNOWN = ("案号", "申请人姓名", "申请人电话", "标的额", "委派日期")
STRINGS = "xl/sharedStrings.xml"
SPREADSHEET = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_cells_keep_their_kind_and_the_place_that_excel_shows():
    content = workbook(
        [[], [None, "案号", "日期", "金额"], [], [None, "（2026）闽0203诉前调1号", date(2026, 9, 1), 1.5]]
    )
    (sheet,) = read(content)
    assert sheet.name == "清单"
    assert sheet.rows == (
        Row(2, (None, "案号", "日期", "金额")),
        Row(4, (None, "（2026）闽0203诉前调1号", date(2026, 9, 1), 1.5)),
    )


def test_hidden_and_empty_sheets_are_left_out():
    content = workbook([["案号"], ["x"]], before=[["填表说明"]], hidden=[["旧案号"]])
    assert [sheet.name for sheet in read(content)] == ["说明", "清单"]


def test_headings_are_found_below_the_title_on_the_sheet_that_has_them():
    rows = [["思明区人民法院委派调解清单"], ["2026年9月"], ["序号", "案号", "委派日期"], [1, "x", None]]
    sheet, number = find_headings(read(workbook(rows, before=[["填表说明", "请勿改动"]])), KNOWN)
    assert (sheet.name, number) == ("清单", 3)
    assert headings(sheet, number) == (Heading(0, "序号"), Heading(1, "案号"), Heading(2, "委派日期"))


def test_headings_over_two_rows_are_read_as_one():
    rows = [
        ["清单", None, None, None],
        ["案号", "申请人", None, "委派日期"],
        [None, "姓名", "电话", None],
        ["x", "林小满", "13800000000", None],
    ]
    content = workbook(rows, merged=["A1:D1", "A2:A3", "B2:C2", "D2:D3"])
    sheet, number = find_headings(read(content), KNOWN)
    assert number == 2
    assert [one.title for one in headings(sheet, number)] == ["案号", "申请人姓名", "申请人电话", "委派日期"]
    assert [row.number for row in below(sheet, number)] == [4]


def test_a_list_whose_headings_nobody_knows_begins_at_its_first_full_row():
    rows = [["某单位报送表"], ["甲", "乙", "丙"], ["1", "2", "3"]]
    _sheet, number = find_headings(read(workbook(rows)), KNOWN)
    assert number == 2


def test_sums_and_notes_under_the_list_are_no_rows_of_it():
    rows = [["案号", "委派日期", "金额"], ["x", "y", 1], [], ["合计", None, 1], ["制表人：某某"]]
    (sheet,) = read(workbook(rows))
    assert [row.number for row in below(sheet, 1)] == [2]


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        ("案号,事由\r\nx,借款".encode(), "UTF-8"),
        ("案号,事由\r\nx,借款".encode("utf-8-sig"), "with its mark"),
        ("案号,事由\r\nx,借款".encode("gb18030"), "as Excel in China saves it"),
        ("案号;事由\nx;借款\n".encode(), "semicolons"),
        ("案号\t事由\nx\t借款\n".encode("utf-16"), "Excel's “Unicode text”"),
        ('"案号","事由"\r\n"x","借款"'.encode(), "quotes"),
        ("sep=;\r\n案号;事由\r\nx;借款".encode(), "with Excel's line that says the separator"),
    ],
)
def test_text_with_separators_is_read_in_any_usual_form(content, remark):
    (sheet,) = read(content)
    assert sheet.rows == (Row(1, ("案号", "事由")), Row(2, ("x", "借款"))), remark


def test_a_cell_of_several_lines_counts_as_one_row():
    (sheet,) = read('案号,事由\n1,"第一行\n第二行"\n\n2,丙'.encode())
    assert [(row.number, row.values[1]) for row in sheet.rows] == [
        (1, "事由"),
        (2, "第一行\n第二行"),
        (4, "丙"),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("'=1+1", "=1+1"),
        ("'+86 592", "+86 592"),
        ("'@某人", "@某人"),
        ("'''-3", "''-3"),
        ("'引号", "'引号"),
        ("=1+1", "=1+1"),
    ],
)
def test_the_mark_against_formulas_is_taken_off_again(written, said):
    (sheet,) = read(f"事由\n{written}".encode())
    assert sheet.rows[1].values[0] == said


def test_an_old_workbook_is_read_too():
    (sheet,) = read((Path(__file__).parent / "list.xls").read_bytes())
    assert sheet.rows[0].values[:2] == ("案号", "委派日期")
    assert sheet.rows[1] == Row(2, ("（2026）闽0203诉前调1号", date(2026, 9, 1), 12000.5))


@pytest.mark.parametrize(
    ("content", "words", "remark"),
    [
        (b"", reading.EMPTY, "nothing"),
        (b" \r\n", reading.EMPTY, "blank"),
        (b"PK\x03\x04 and then something else", reading.BROKEN, "a cut-off workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), reading.BROKEN, "an old workbook, damaged"),
        (b"<html><table><tr><td>1</td></tr></table></html>", reading.WEB, "a page saved as .xls"),
        (b"%PDF-1.7\n\0\0", reading.BROKEN, "another kind of file"),
        (b"a" * (reading.MOST_BYTES + 1), reading.TOO_LARGE, "too large"),
        (workbook([[]], before=[[""]]), reading.NO_ROWS, "an empty workbook"),
        (b"a\n" * (reading.MOST_ROWS + 1), reading.TOO_MANY_ROWS, "too long"),
        (far_cell(1, 300), reading.TOO_MANY_COLUMNS, "too wide"),
        (far_cell(1_048_575, 16_383), reading.TOO_MUCH_TEXT, "17 thousand million cells claimed"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content, words, remark):
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.words == words, remark


def test_a_workbook_that_unpacks_to_gigabytes_stops_at_the_limit_of_memory():
    bomb = with_part(
        STRINGS,
        [b"<sst " + SPREADSHEET + b"><si><t>", *[b"a" * 10_000_000] * 56, b"</t></si></sst>"],
    )
    assert len(bomb) < reading.MOST_BYTES
    with pytest.raises(Unreadable) as refused:
        read(bomb)
    assert refused.value.words == reading.TOO_MUCH_TEXT


@pytest.mark.parametrize(
    "entity",
    [
        b'<!ENTITY out SYSTEM "file:///etc/passwd">',
        b'<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY out "&b;&b;&b;&b;">',
    ],
)
def test_entities_of_a_workbook_are_not_followed(entity):
    strings = (
        b'<?xml version="1.0"?><!DOCTYPE sst ['
        + entity
        + b"]><sst "
        + SPREADSHEET
        + b"><si><t>&out;</t></si><si><t>x</t></si></sst>"
    )
    try:
        said = repr(read(with_part(STRINGS, [strings])))
    except Unreadable as refused:
        said = refused.words.en
    assert "root" not in said
    assert "haha" not in said


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_letters_of_excel(index, letter):
    assert letter_of(index) == letter


@pytest.mark.parametrize(
    "title", ["标的额（元）", " 标的额(元) ", "标的额\n（元）*", "标的額（元）".replace("額", "额")]
)
def test_headings_are_the_same_whatever_their_width_and_blanks(title):
    assert plain(title) == "标的额元"
