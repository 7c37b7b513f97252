"""The whole law book as one document that a lawyer can check with a pencil.

`print_rules` writes Markdown: a chapter for each part of the work, a line for each rule with its
dates, its legal basis, how far it was checked, and a box to tick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mediation.rules import tables
from mediation.rules.book.chapters import OF_THE_LAW, Section, chapters, headings
from mediation.rules.book.words import CELL_WORDS, CHECKED_WORDS
from mediation.rules.findings import Words
from mediation.rules.money.amounts import figures

Row = Mapping[str, str]

_PREFACE = (
    Words("规则全书", "The law book"),
    Words(
        "请逐条核对：对的在方框内打勾，不对的写明应为何值及依据。"
        "系统按“施行”日期选用规则，案件适用其开始之日的规则。",
        "Check each line: tick the box, or write what it should be and why. The system picks a rule by "
        "its dates in force; a case keeps the law of the day on which it began.",
    ),
)


def print_rules(lang: str) -> Iterator[str]:
    """The whole book in Markdown, line by line, in `lang` ("zh" or "en"); raises ValueError for another."""
    if lang not in ("zh", "en"):
        raise ValueError(f"no language {lang}")
    title, how_to = (words.said_in(lang) for words in _PREFACE)
    yield from (f"# {title}", "", how_to, "")
    for mark, words in CHECKED_WORDS.items():
        yield f"- **{words[0].said_in(lang)}** (`{mark}`): {words[1].said_in(lang)}"
    yield ""
    for number, chapter in enumerate(chapters(), 1):
        yield from (f"## {number}. {chapter.title.said_in(lang)}", "")
        for place, section in enumerate(chapter.sections, 1):
            yield from _section(f"{number}.{place}", section, lang)


def _section(number: str, section: Section, lang: str) -> Iterator[str]:
    rows = tables.read(section.table)
    yield from (
        f"### {number} {section.title.said_in(lang)}",
        "",
        f"`tables/{section.table}.csv` · {len(rows)}",
        "",
    )
    if lead := section.lead.said_in(lang):
        yield from (lead, "")
    if not section.group:
        yield from _table(section, rows, lang)
        return
    for value in dict.fromkeys(row[section.group] for row in rows):
        yield from (f"#### {_cell(value, section.group, lang)}", "")
        yield from _table(section, [row for row in rows if row[section.group] == value], lang)


def _table(section: Section, rows: Sequence[Row], lang: str) -> Iterator[str]:
    dated = "in_force_from" in rows[0]
    columns = [one for one in section.columns if any(_shown(row, one, lang) for row in rows)]
    law = OF_THE_LAW if dated else ()
    heads = [headings()[column].said_in(lang) for column in (*columns, *law)]
    yield _line([*heads, "☐"])
    yield _line(["---"] * (len(heads) + 1))
    for row in rows:
        cells = [_shown(row, column, lang) for column in columns]
        yield _line([*cells, *(_law(row, lang) if dated else ()), "☐"])
    yield ""


def _law(row: Row, lang: str) -> tuple[str, str, str]:
    until = row["in_force_to"] or "…"
    return (
        f"{row['in_force_from']} – {until}",
        row["legal_basis"] or "—",
        CHECKED_WORDS[row["checked"]][0].said_in(lang),
    )


def _shown(row: Row, column: str, lang: str) -> str:
    """The cell of a column, in words: codes by their words, fen as yuan, a length with its unit."""
    pair = lang if column == "text" else f"{column}_{lang}"
    if pair in row:
        return row[pair]
    value = row[column]
    if column == "length":
        return f"{value} {_cell(row['unit'], 'unit', lang)}" if value else _cell("-", "unit", lang)
    if column == "extension_max" and value not in ("", "*"):
        return f"{value} {_cell(row['extension_unit'], 'unit', lang)}"
    if column == "limit" and row["when"] == "amount_at_least":
        return figures(int(value))
    return _cell(value, column, lang)


def _cell(value: str, column: str, lang: str) -> str:
    words = CELL_WORDS.get(column)
    if words is None:
        return value
    if value in words:
        return words[value].said_in(lang)
    separator = "、" if lang == "zh" else ", "
    return separator.join(words[part].said_in(lang) if part in words else part for part in value.split())


def _line(cells: Sequence[str]) -> str:
    # a bar inside a cell would end it
    return "| " + " | ".join(cell.replace("|", "／").replace("\n", " ") for cell in cells) + " |"
