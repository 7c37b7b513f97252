"""Reading a table as values: what each type takes, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import pytest

from mediation.rules import rows, tables
from mediation.rules.dated import Dated
from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of
from mediation.rules.tables import Checked

Write = Callable[[str], str]
LAW = "in_force_from,in_force_to,legal_basis,checked"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Write the one table of the test and get its name."""
    caches: tuple[Any, ...] = (tables.read, tables.head, rows._rows)

    def forget() -> None:
        for one in caches:
            one.cache_clear()

    def to_file(text: str) -> str:
        (tmp_path / "sample.csv").write_text(text, encoding="utf-8")
        return "sample"

    monkeypatch.setattr(tables, "TABLES", tmp_path)
    forget()
    yield to_file
    forget()


class Size(StrEnum):
    NONE = ""
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Whole(Dated):
    code: str
    count: int
    share: Decimal
    part: Fraction
    open: bool
    size: Size
    sizes: tuple[Size, ...]
    names: frozenset[str]
    groups: tuple[tuple[str, ...], ...]
    words: Words
    ask: Words


def test_every_type_reads_its_cells(write: Write) -> None:
    name = write(
        f"code,count,share,part,open,size,sizes,names,groups,zh,en,ask_zh,ask_en,{LAW}\n"
        "a,-3,2.50,1/3,yes,,small large,x y,p q|r,甲,A,问,Q,2026-01-01,2026-12-31,art. 1,primary\n"
    )
    assert rows_of(name, Whole) == (
        Whole(
            code="a",
            count=-3,
            share=Decimal("2.50"),
            part=Fraction(1, 3),
            open=True,
            size=Size.NONE,
            sizes=(Size.SMALL, Size.LARGE),
            names=frozenset({"x", "y"}),
            groups=(("p",), ("q", "r")),
            words=Words("甲", "A"),
            ask=Words("问", "Q"),
            in_force_from=date(2026, 1, 1),
            in_force_to=date(2026, 12, 31),
            legal_basis="art. 1",
            checked=Checked.PRIMARY,
        ),
    )


def test_rows_are_read_once_for_each_type(write: Write) -> None:
    name = write("code\na\nb\n")
    assert [row.code for row in rows_of(name, Code)] == ["a", "b"]
    assert rows_of(name, Code) is rows_of(name, Code)


@dataclass(frozen=True, slots=True)
class Code:
    code: str


def _minutes(text: str) -> timedelta:
    return timedelta(minutes=int(text))


def _span(length: str, unit: str) -> str:
    return f"{length} {unit}"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    sources: Annotated[frozenset[str], Column("from")]
    title: Annotated[Words, Column("name")]
    signs: Annotated[tuple[str, ...], Column(separator="|")]
    wait: Annotated[timedelta, Column("wait_minutes", read=_minutes)]
    span: Annotated[str | None, Column("length", "unit", read=_span)]
    seen: list[str] = field(default_factory=list, init=False)


def test_a_field_may_name_its_columns_and_how_they_are_read(write: Write) -> None:
    name = write("from,name_zh,name_en,signs,wait_minutes,length,unit\nx y,甲,A,one two|three,5,3,WD\n")
    (row,) = rows_of(name, Elsewhere)
    assert row.sources == {"x", "y"}
    assert row.title == Words("甲", "A")
    assert row.signs == ("one two", "three")
    assert row.wait == timedelta(minutes=5)
    assert row.span == "3 WD"
    assert row.seen == []


@dataclass(frozen=True, slots=True)
class Sparse:
    note: Words | None
    until: date | None
    span: Annotated[str | None, Column("length", "unit", read=_span)]
    codes: tuple[str, ...]
    years: int = 7
    names: tuple[str, ...] = ("all",)


def test_an_empty_cell_is_none_or_the_default_of_its_field(write: Write) -> None:
    name = write("note_zh,note_en,until,length,unit,codes,years,names\n,,,,,,,\n")
    assert rows_of(name, Sparse) == (Sparse(None, None, None, (), 7, ("all",)),)


@dataclass(frozen=True, slots=True)
class Two:
    code: str
    words: Words


REFUSED = [
    # of, text, what the fault names, remark
    (Code, "code,extra,more\na,b,c\n", "sample.csv: no field of Code reads extra, more", "nobody reads"),
    (Two, "code\na\n", "sample.csv: no column zh, en for Two.words", "a field without its column"),
    (Two, "code,zh\na,甲\n", "sample.csv: no column en for Two.words", "one language of two"),
    (Whole, f"code,{LAW}\n", "sample.csv: no column count for Whole.count", "also of an empty table"),
]


@pytest.mark.parametrize(("of", "text", "fault", "remark"), REFUSED, ids=[row[3] for row in REFUSED])
def test_columns_and_fields_that_do_not_meet_are_refused(
    write: Write, of: type[object], text: str, fault: str, remark: str
) -> None:
    with pytest.raises(ValueError, match=f"^{fault}$"):
        rows_of(write(text), of)


@dataclass(frozen=True, slots=True)
class Cells:
    count: int = 0
    share: Decimal = Decimal(0)
    open: bool = False
    on: date | None = None
    size: Size = Size.SMALL
    sizes: tuple[Size, ...] = ()


WRONG = [
    ("three,,,,,", "count cannot be 'three'"),
    (",many,,,,", "share cannot be 'many'"),
    (",,maybe,,,", "open cannot be 'maybe'"),
    (",,,20 August,,", "on cannot be '20 August'"),
    (",,,,huge,", "size cannot be 'huge'"),
    (",,,,,small huge", "sizes cannot be 'small huge'"),
]


@pytest.mark.parametrize(("cells", "fault"), WRONG, ids=[row[1] for row in WRONG])
def test_a_cell_that_does_not_fit_is_refused_with_its_line(write: Write, cells: str, fault: str) -> None:
    name = write(f"count,share,open,on,size,sizes\n1,,,,,\n{cells}\n")
    with pytest.raises(ValueError, match=f"^sample.csv line 3: {fault}$"):
        rows_of(name, Cells)


@dataclass(frozen=True, slots=True)
class Checking:
    code: str

    def __post_init__(self) -> None:
        if not self.code.islower():
            raise ValueError(f"{self.code} is not written small")


def test_what_the_class_itself_refuses_names_the_line(write: Write) -> None:
    with pytest.raises(ValueError, match=r"^sample.csv line 2: Big is not written small$"):
        rows_of(write("code\nBig\n"), Checking)


@dataclass(frozen=True, slots=True)
class Unreadable:
    wait: timedelta


def test_a_type_that_no_cell_holds_is_refused(write: Write) -> None:
    with pytest.raises(TypeError, match="timedelta"):
        rows_of(write("wait\n5\n"), Unreadable)
