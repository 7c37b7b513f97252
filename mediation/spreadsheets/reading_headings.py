"""Where the headings of a list are: below its title rows, sometimes over two rows with merged cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mediation.spreadsheets.reading_cells import Heading, Merged, Row, Sheet, plain, shown

LOOKED_AT = 30  # rows; no court writes more above its list
FOOTERS = ("合计", "总计", "共计", "小计", "制表", "填表", "审核", "备注", "说明", "注：", "注:")
MOST_IN_FOOTER = 4  # filled cells
LEAST = 2  # headings that one must know before a row is believed to hold them


def find_headings(sheets: Iterable[Sheet], known: Collection[str]) -> tuple[Sheet, int]:
    """The sheet and the number of the row in which most of the `known` titles stand.

    Where too few are known it is the first row of the first sheet that is filled like a heading.
    Raises ValueError for no sheet at all.
    """
    all_sheets = list(sheets)
    keys = {plain(title) for title in known}
    found = [
        (len(keys & {one.key for one in headings(sheet, row.number)}), -order, -row.number, sheet)
        for order, sheet in enumerate(all_sheets)
        for row in sheet.rows[:LOOKED_AT]
    ]
    score, _order, number, sheet = max(found, key=lambda one: one[:3])
    if score >= LEAST:
        return sheet, -number
    sheet = all_sheets[0]
    return sheet, _filled_like_a_heading(sheet)


def headings(sheet: Sheet, number: int) -> tuple[Heading, ...]:
    """What stands above each column when the headings begin in row `number`, the empty ones left out.

    Where a merged cell says that they take two rows, both are read: 申请人 above 姓名 is 申请人姓名.
    """
    rows = [row for row in sheet.rows if number <= row.number <= last_row(sheet, number)]
    found = []
    for index in range(max((len(row.values) for row in rows), default=0)):
        parts = list(dict.fromkeys(_said(row, index, sheet.merged) for row in rows))
        if title := "".join(part for part in parts if part):
            found.append(Heading(index, title))
    return tuple(found)


def last_row(sheet: Sheet, number: int) -> int:
    """The last row of the headings that begin in row `number`; what is below it is the list."""
    goes_on = any(one.top == number and one.bottom == number + 1 for one in sheet.merged)
    return number + 1 if goes_on else number


def below(sheet: Sheet, number: int) -> tuple[Row, ...]:
    """The rows of the list whose headings begin in row `number`, without sums and notes under it."""
    last = last_row(sheet, number)
    rows = [row for row in sheet.rows if row.number > last]
    while rows and _is_footer(rows[-1]):
        rows.pop()
    return tuple(rows)


def _is_footer(row: Row) -> bool:
    """合计, 制表人 and the like; a row of the list begins otherwise and has more in it."""
    said = [text for value in row.values if (text := "".join(shown(value).split()))]
    return len(said) <= MOST_IN_FOOTER and said[0].startswith(FOOTERS)


def _said(row: Row, index: int, merged: Iterable[Merged]) -> str:
    """The text of a cell; within a range merged across columns that of its first cell."""
    if row.at(index) in (None, ""):
        for one in merged:
            if one.top == row.number and one.left <= index <= one.right:
                return _text(row, one.left)
    return _text(row, index)


def _text(row: Row, index: int) -> str:
    return "".join(shown(row.at(index)).split())


def _filled_like_a_heading(sheet: Sheet) -> int:
    """The first row with nearly as many cells of text as the widest; a title fills one."""
    counts = {
        row.number: sum(isinstance(value, str) and value.strip() != "" for value in row.values)
        for row in sheet.rows[:LOOKED_AT]
    }
    enough = max(counts.values()) * 2 / 3
    return next(number for number, count in counts.items() if count >= enough)
