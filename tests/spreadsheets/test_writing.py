"""Tables in three formats: what went in comes out, and nothing in a cell can run."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from mediation.clock import ZONE
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column, Type
from mediation.spreadsheets.texts import MOST_IN_CELL, guarded, plain, unguarded
from mediation.spreadsheets.writing import Format, open_writer
from mediation.spreadsheets.writing_xlsx import XlsxWriter
from mediation.web.masks import mask_phone
from tests.properties import examples

STATES = {"drafted": Words("已起草", "Drafted"), "sent": Words("=已发出", "Sent")}
COLUMNS = (
    Column("number", Words("案号", "Case number"), width=28),
    Column("state", Words("状态", "State"), Type.CODE, says=STATES),
    Column("copies", Words("份数", "Copies"), Type.WHOLE, width=8),
    Column("amount_fen", Words("金额（元）", "Amount (yuan)"), Type.MONEY),
    Column("sent_on", Words("发出日", "Sent on"), Type.DAY),
    Column("heard_at", Words("时间", "At"), Type.MOMENT),
    Column("open", Words("办理中", "Open"), Type.YES_NO),
)
TITLE = Words("移送台账", "Ledger")
ROW = (
    "（2026）闽0203民特12号",
    "sent",
    3,
    123456,
    date(2026, 3, 2),
    datetime(2026, 3, 2, 1, 30, 5, tzinfo=UTC),
    True,
)
EMPTY = (None,) * len(COLUMNS)


def written(format_: Format, rows: Any, columns: Any = COLUMNS, **how: Any) -> bytes:
    file = io.BytesIO()
    with open_writer(format_, file, columns, **how) as writer:
        writer.write(rows)
    return file.getvalue()


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


class TestCellsOfASheet:
    def test_each_cell_has_its_type(self) -> None:
        row, empty, _last = sheet(written(Format.XLSX, [ROW, EMPTY, ROW]))
        assert row == (
            "（2026）闽0203民特12号",
            "=已发出",
            3,
            1234.56,
            datetime.fromisoformat("2026-03-02"),
            datetime.fromisoformat("2026-03-02 09:30:05"),  # in Xiamen
            "是",
        )
        assert empty == EMPTY

    def test_the_head_stays_in_sight_and_rows_can_be_filtered(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(written(Format.XLSX, [ROW], title=TITLE)))
        first = book.worksheets[0]
        assert (first.title, first.freeze_panes, first.auto_filter.ref) == ("移送台账", "A2", "A1:G2")
        assert first.column_dimensions["A"].width == pytest.approx(28, abs=1)
        assert [first[cell].number_format for cell in ("A2", "D2")] == ["@", "#,##0.00"]

    def test_headings_and_codes_are_said_in_the_language_of_the_file(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(written(Format.XLSX, [ROW], lang="en", title=TITLE)))
        assert [cell.value for cell in book["Ledger"][1]][:2] == ["Case number", "State"]
        assert [cell.value for cell in book["Ledger"][2]][-1] == "yes"

    @pytest.mark.parametrize(
        ("text", "remark"),
        [
            ("350203199001010017", "eighteen figures: a number would lose the last three"),
            ("0592-5050001", "a leading nought"),
            ("2026-00012", "a date in the eyes of a spreadsheet"),
            ("=1+1", "no formula"),
            ("https://example.com", "no link"),
            ("_x0041_", "the escape of the format itself"),
            (" 空格 ", "blanks at the ends"),
            ("第一行\n第二行", "two lines"),
        ],
    )
    def test_texts_stay_texts(self, text: str, remark: str) -> None:
        book = openpyxl.load_workbook(io.BytesIO(written(Format.XLSX, [(text, *EMPTY[1:])])))
        cell = book.worksheets[0]["A2"]
        # the format's own escape, which openpyxl leaves to its caller
        assert (unescape(cell.value), cell.data_type, cell.hyperlink) == (text, "s", None), remark

    def test_what_a_number_cannot_hold_exactly_is_written_as_text(self) -> None:
        row = (None, None, 10**15 + 1, 10**15 + 1, date(1899, 5, 1), datetime(1899, 5, 1, tzinfo=UTC), None)
        assert sheet(written(Format.XLSX, [row]))[0][2:6] == (
            "1000000000000001",
            "10000000000000.01",
            "1899-05-01",
            "1899-05-01 08:05:43",  # the city's own time, before there were zones
        )

    def test_a_text_too_long_for_a_cell_is_cut_where_one_sees_it(self) -> None:
        ((text, *_rest),) = sheet(written(Format.XLSX, [("𠮷" * 20_000, *EMPTY[1:])]))
        assert text.endswith("𠮷……")
        assert len(text.encode("utf-16-le")) // 2 <= MOST_IN_CELL

    def test_a_list_longer_than_a_sheet_goes_on_on_the_next(self) -> None:
        file = io.BytesIO()
        writer = XlsxWriter(file, COLUMNS, title=TITLE, about=[(TITLE, "x")], rows_on_sheet=3)
        writer.write([(str(n), *EMPTY[1:]) for n in range(5)])
        writer.close()
        book = openpyxl.load_workbook(file)
        assert book.sheetnames == ["移送台账", "移送台账 2", "移送台账 3", "说明"]
        assert [one.cell(1, 1).value for one in book.worksheets[:3]] == ["案号"] * 3
        assert [cell.value for one in book.worksheets[:3] for cell in one["A"][1:]] == list("01234")

    def test_the_same_rows_make_the_same_bytes(self) -> None:
        one, two = (written(Format.XLSX, [ROW] * 50, about=[(TITLE, "3月")]) for _ in range(2))
        assert one == two

    def test_a_masked_column_shows_only_its_ends(self) -> None:
        columns = (Column("phone", Words("电话", "Telephone"), mask=mask_phone),)
        rows = [(None,), ("13800138000",)]
        assert sheet(written(Format.XLSX, rows, columns)) == [(None,), ("138****8000",)]
        assert lines(written(Format.CSV, rows, columns)) == [[""], ["138****8000"]]
        assert json.loads(written(Format.JSONL, rows, columns).splitlines()[1]) == {"phone": "138****8000"}


class TestCellsOfCsv:
    def test_programs_and_people_read_the_same_file(self) -> None:
        content = written(Format.CSV, [ROW, EMPTY])
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b",,,,,,\r\n")
        assert lines(content)[0] == [
            "（2026）闽0203民特12号",
            "'=已发出",
            "3",
            "1234.56",
            "2026-03-02",
            "2026-03-02 09:30:05",
            "是",
        ]

    @pytest.mark.parametrize(
        ("text", "cell", "remark"),
        [
            ("=1+1", "'=1+1", "a formula"),
            ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")', "a formula that tells secrets"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0", "starts a program (DDE)"),
            ("-2+3", "'-2+3", "a formula"),
            ("@SUM(A1)", "'@SUM(A1)", "a formula of old programs"),
            ("  =1+1", "'  =1+1", "blanks do not help"),
            ("＝1+1", "'＝1+1", "full width, as Chinese keyboards type it"),
            ("\t=1", "'\t=1", "a tab"),
            ("\r=1", "'\n=1", "a carriage return, as the newline that it is"),
            ("-5", "'-5", "a text column holds no numbers"),
            ("'quoted", "''quoted", "so that one apostrophe taken away gives the text back"),
            ("350203199001010017", "'350203199001010017", "would be shown as 3.50203E+17"),
            ("0012", "'0012", "would lose its noughts"),
            ("2026-00012", "'2026-00012", "would become a date"),
            ("1e5", "'1e5", "would become 100000"),
            ("13800138000", "13800138000", "eleven figures are shown whole"),
            ("42", "42", "a plain number"),
            ("（2026）闽0203民特12号", "（2026）闽0203民特12号", "a case number"),
            ("张三=李四", "张三=李四", "the sign inside is harmless"),
            ("", "", "nothing"),
        ],
    )
    def test_no_cell_runs_or_loses_figures(self, text: str, cell: str, remark: str) -> None:
        assert lines(written(Format.CSV, [(text, *EMPTY[1:])]))[0][0] == cell, remark
        assert unguarded(cell) == plain(text), remark

    def test_negative_numbers_stay_numbers(self) -> None:
        row = (None, None, -5, -7, None, None, None)
        assert lines(written(Format.CSV, [row]))[0][2:4] == ["-5", "-0.07"]

    def test_a_heading_cannot_run_either(self) -> None:
        columns = (Column("sum", Words("=合计", "=Total")),)
        assert "'=合计" in written(Format.CSV, [], columns).decode("utf-8-sig")


class TestJsonLines:
    def test_keys_and_codes_are_stable_and_values_typed(self) -> None:
        content = written(Format.JSONL, [ROW, EMPTY], lang="en")
        row, empty = (json.loads(line) for line in content.splitlines())
        assert row == {
            "number": "（2026）闽0203民特12号",
            "state": "sent",
            "copies": 3,
            "amount_fen": 123456,
            "sent_on": "2026-03-02",
            "heard_at": "2026-03-02T09:30:05+08:00",
            "open": True,
        }
        assert set(empty.values()) == {None}

    def test_a_program_reads_the_unit_in_the_key(self) -> None:
        with pytest.raises(ValueError, match="amount"):
            Column("amount", Words("金额", "Amount"), Type.MONEY)


texts = st.text(max_size=60)
numbers = st.builds(
    "（{}）{}{}号".format,
    st.integers(1990, 2100),
    st.sampled_from(["闽0203民特", "闽02民终", "京0491诉前调", "苏12民诉前调书"]),
    st.integers(1, 99_999),
)
rows = st.tuples(
    st.one_of(texts, numbers, st.text("0123456789-=+@' \t\r\n.E", max_size=20)),
    st.sampled_from(sorted(STATES)),
    st.integers(-(10**17), 10**17),
    st.integers(-(10**14), 10**14),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.integers(-(10**9) // 2, 16 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.booleans(),
)


class TestRoundTrips:
    @examples(40)
    @given(st.lists(rows, max_size=4))
    @example([ROW])
    def test_csv_gives_back_every_value(self, table: list[tuple[Any, ...]]) -> None:
        read = lines(written(Format.CSV, table))
        assert [unguarded(cells[0]) for cells in read] == [plain(row[0]) for row in table]
        for cells, row in zip(read, table, strict=True):
            assert int(cells[2]) == row[2]
            assert round(float(cells[3]) * 100) == row[3]
            assert date.fromisoformat(cells[4]) == row[4]
            assert datetime.fromisoformat(cells[5]).replace(tzinfo=ZONE) == row[5]

    @examples(40)
    @given(st.lists(rows, max_size=4))
    def test_json_lines_give_back_every_value(self, table: list[tuple[Any, ...]]) -> None:
        read = [json.loads(line) for line in written(Format.JSONL, table).split(b"\n")[:-1]]
        assert [
            (
                one["number"],
                one["state"],
                one["copies"],
                one["amount_fen"],
                date.fromisoformat(one["sent_on"]),
                datetime.fromisoformat(one["heard_at"]),
                one["open"],
            )
            for one in read
        ] == [tuple(row) for row in table]

    @examples(40)
    @given(st.lists(rows, min_size=1, max_size=4))
    def test_a_sheet_gives_back_every_value(self, table: list[tuple[Any, ...]]) -> None:
        for read, row in zip(sheet(written(Format.XLSX, table)), table, strict=True):
            assert unescape(read[0] or "") == plain(row[0])
            assert int(read[2]) == row[2]
            assert round(float(read[3]) * 100) == row[3]
            assert read[4].date() == row[4]
            assert abs(read[5].replace(tzinfo=ZONE) - row[5]) < timedelta(seconds=1)

    @given(texts)
    def test_taking_one_apostrophe_away_undoes_the_guard(self, text: str) -> None:
        assert unguarded(guarded(text)) == text
