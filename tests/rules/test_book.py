"""The printed law book, and the tests that keep its tables sound."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from mediation.rules import tables
from mediation.rules.book.chapters import NOT_PRINTED, chapters
from mediation.rules.book.inventory import TABLES
from mediation.rules.book.printing import print_rules
from mediation.rules.book.table_checks import check_tables
from mediation.rules.book.words import DOCUMENT_WORDS, GUARD_WORDS
from mediation.rules.procedures import payment_orders, reconciliation_steps, referral_steps
from mediation.rules.procedures.lifecycle import GUARDS, transitions

LANGUAGES = ("zh", "en")


def forget_what_was_read() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("mediation.rules"):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tables in a folder of their own, to be spoiled."""
    folder = tmp_path / "tables"
    shutil.copytree(tables.TABLES, folder)
    monkeypatch.setattr(tables, "TABLES", folder)
    forget_what_was_read()
    yield folder
    monkeypatch.undo()
    forget_what_was_read()


def test_the_tables_are_sound() -> None:
    assert check_tables() == []


SPOILED = [
    # table, text, replaced by, fault named, remark
    ("lpr", "2019-08-20,2019-09-19", "2019-08-20,2019-09-18", "no row between 2019-09-18", "a gap of a day"),
    ("lpr", "2019-08-20,2019-09-19", "2019-08-20,2019-09-20", "overlap", "an overlap of a day"),
    ("lpr", "2019-08-20,2019-09-19", "2019-08-20,2019-08-19", "ends before it begins", "backwards"),
    ("lpr", "2019-08-20,2019-09-19", "20 August,2019-09-19", "no readable dates", "not a day"),
    ("regimes", ",primary,", ",sure,", "unknown mark 'sure'", "a mark that does not exist"),
    ("effect", "人民调解法第30条,primary", ",primary", "without a legal basis", "law without its article"),
    ("authorities", "公安机关,police", "公安机关,", "not both filled in", "English forgotten"),
    ("authorities", "police,公安机关", "police,公安机关,", "cells under", "a cell too many"),
    (
        "transitions",
        "findings_resolved",
        "findings_solved",
        "unknown guard findings_solved",
        "a guard misspelt",
    ),
    ("transitions", "C02 PERIOD", "C99 PERIOD", "unknown deadline C99", "a deadline that does not exist"),
    ("transitions", ",paused,", ",parked,", "cannot be read", "a state that does not exist"),
    (
        "transitions",
        "pause,under_mediation,paused,",
        "pause,under_mediation,=,",
        "paused: no road leads",
        "unreached",
    ),
    (
        "transitions",
        "settle_and_withdraw,consulting",
        "withdraw,consulting",
        "transitions withdraw: 2 rows fit consulting",
        "two rows for one state",
    ),
    ("competences", "*,*,petition_office", "x,*,petition_office", "no row catches all", "no catch-all"),
    ("competences", "petition_only,*,", "petition_only,bank,", "no row for any trade", "one trade only"),
    ("competences", "*,police,hand_over", "*,polis,hand_over", "unknown polis", "an authority misspelt"),
    ("routing", ",always,", ",from_court,", "does not catch all", "routing without its last row"),
    (
        "product_causes",
        "credit_card,credit_card,",
        "credit_card,credit_cart,",
        "unknown credit_cart",
        "a cause",
    ),
    ("court_exceptions", "渝0192", "渝0999", "unknown 渝0999", "a court that does not exist"),
    ("vague_words", "尽快,time_unclear", "尽快,soon", "unknown soon", "a fault that the lint does not know"),
    ("lint", "term_blank,block", "term_blank,stop", "cannot be read", "a weight that does not exist"),
]


@pytest.mark.parametrize(("table", "old", "new", "fault", "remark"), SPOILED, ids=[row[4] for row in SPOILED])
def test_a_spoiled_table_is_refused(
    copied: Path, table: str, old: str, new: str, fault: str, remark: str
) -> None:
    path = copied / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test spoils something"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(fault in found for found in check_tables()), remark


def test_a_table_that_nobody_described_is_refused(copied: Path) -> None:
    (copied / "surprise.csv").write_text("code\nx\n", encoding="utf-8")
    assert check_tables() == ["surprise: not described in the inventory"]


def test_an_empty_file_is_refused(copied: Path) -> None:
    (copied / "retention.csv").write_text("", encoding="utf-8")
    assert check_tables() == ["retention: the file is empty"]


def test_a_table_that_is_gone_is_missed(copied: Path) -> None:
    (copied / "retention.csv").unlink()
    assert "retention: described in the inventory, but there is no such file" in check_tables()


def test_a_column_that_nobody_reads_is_refused_in_every_table(copied: Path) -> None:
    for path in copied.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text(
            "\n".join([f"{lines[0]},surprise", *(f"{one}," for one in lines[1:])]), encoding="utf-8"
        )
    found = [fault for fault in check_tables() if "reads surprise" in fault]
    assert [fault.partition(":")[0] for fault in found] == [
        name for name, table in TABLES.items() if table.read is not None
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("book", ",retention,", ",detention,", "book.table: detention is unknown"),
        ("book", "text years kind note", "text decades kind note", "no words for decades of retention"),
        ("columns", "\nyears,", "\ndecades,", "columns decades: no table shows it"),
    ],
)
def test_what_is_printed_has_its_table_and_its_words(
    copied: Path, table: str, old: str, new: str, fault: str
) -> None:
    path = copied / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test spoils something"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(fault in found for found in check_tables())


def test_every_table_is_printed_once_or_left_out_on_purpose() -> None:
    printed = [section.table for chapter in chapters() for section in chapter.sections]
    assert len(printed) == len(set(printed))
    assert set(printed) | NOT_PRINTED == {path.stem for path in tables.TABLES.glob("*.csv")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_a_printed_table_has_its_line_and_its_box(lang: str) -> None:
    boxes = sum(line.startswith("| ") and line.endswith("☐ |") for line in print_rules(lang))
    heads = sum(line.startswith("| ---") for line in print_rules(lang))
    rows = sum(len(tables.read(section.table)) for chapter in chapters() for section in chapter.sections)
    assert boxes == rows + heads, "a line for each row, and one head for each table"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_printed_table_is_whole(lang: str) -> None:
    width = 0
    for line in print_rules(lang):
        bars = line.count("|")
        assert not line.startswith("|") or not width or bars == width, line
        width = bars if line.startswith("|") else 0


def test_the_headings_of_the_english_book_are_english() -> None:
    lines = list(print_rules("en"))
    heads = [line for line in lines if line.startswith("#")]
    heads += [line for line, below in pairwise(lines) if below.startswith("| ---")]
    assert heads
    assert not [line for line in heads if re.search("[一-鿿]", line)]


def test_a_deadline_reads_as_a_sentence_of_cells() -> None:
    (line,) = [line for line in print_rules("zh") if line.startswith("| C14 |")]
    for part in (
        "共同申请司法确认",
        "调解协议生效",
        "30 日",
        "双方当事人共同",
        "不得延长",
        "人民调解法第三十三条",
    ):
        assert part in line


def test_guards_and_documents_of_the_table_have_words() -> None:
    machines = (referral_steps.GUARDS, payment_orders.GUARDS, reconciliation_steps.GUARDS)
    assert set(GUARD_WORDS) == set(GUARDS).union(*machines)
    papers = {row.document for row in transitions()} | {kind.paper for kind in referral_steps.all_kinds()}
    assert papers - {""} <= set(DOCUMENT_WORDS)


def test_there_is_no_third_language() -> None:
    with pytest.raises(ValueError, match="fr"):
        list(print_rules("fr"))
