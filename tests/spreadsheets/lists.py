"""Lists as courts send them, made for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter


def workbook(
    rows: Iterable[Sequence[Any]],
    *,
    merged: Sequence[str] = (),
    name: str = "清单",
    before: Sequence[Any] = (),
    hidden: Sequence[Any] = (),
) -> bytes:
    """A workbook with `rows` in a sheet; `before` and `hidden` are rows of sheets beside it."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd", "nan_inf_to_errors": True})
    for title, cells in (("说明", before), (name, rows), ("草稿", hidden)):
        if not cells:
            continue
        sheet = book.add_worksheet(title)
        if title == "草稿":
            sheet.hide()
        for number, row in enumerate(cells):
            for index, value in enumerate(row):
                if value is not None:
                    sheet.write(number, index, value)
        for area in merged if title == name else ():
            top = area.split(":")[0]
            sheet.merge_range(area, _written(rows, top))
    book.close()
    return file.getvalue()


def _written(rows: Iterable[Sequence[Any]], place: str) -> Any:
    column, number = ord(place[0]) - ord("A"), int(place[1:]) - 1
    return list(rows)[number][column]


def far_cell(row: int, column: int) -> bytes:
    """A workbook of two cells, the second so far away that a dense table of it fills any memory."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "案号")
    sheet.write(row, column, "x")
    book.close()
    return file.getvalue()


def with_part(part: str, content: Iterable[bytes]) -> bytes:
    """A workbook one of whose parts was replaced."""
    made, file = zipfile.ZipFile(io.BytesIO(workbook([["案号"], ["x"]]))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as changed:
        for name in made.namelist():
            with changed.open(name, "w") as out:
                for piece in content if name == part else [made.read(name)]:
                    out.write(piece)
    return file.getvalue()
