"""Words in a term that leave open what a court must be able to enforce.

The list is `tables/vague_words.csv`. A word of time is harmless beside a day, and a word of
quantity beside a figure (column `cured_by`); a matter that is put off stays open whatever
stands beside it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from mediation.rules.dated import Dated, in_force
from mediation.rules.rows import rows_of

_NUMBER = r"[0-9零〇一二三四五六七八九十百两廿]+"
_DAY = re.compile(
    rf"{_NUMBER}年{_NUMBER}月({_NUMBER}[日号]|底前)|{_NUMBER}月{_NUMBER}[日号]|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|{_NUMBER}个?(工作日|日|天|个月|年)(之)?内|当日|当场"
    r"|\b\d+ (working )?days?\b|\b\d{1,2} [A-Z][a-z]+ \d{4}\b"
)
_FIGURE = re.compile(
    r"[0-9][0-9,]*(\.[0-9]+)? ?(万|千|百)?(元|圆)|[¥￥] ?[0-9]|(RMB|CNY) ?[0-9]"
    r"|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+[元圆]|[零一二三四五六七八九十百千万亿两]+[元圆]|[0-9.]+ ?%|百分之"
)


@dataclass(frozen=True, slots=True)
class VagueWord(Dated):
    """One row of the list; `fault` is the code of the finding that it raises."""

    word: str
    fault: str
    cured_by: str


@cache
def vague_words() -> tuple[VagueWord, ...]:
    """All rows of the list, longer words first so that the fuller word is named."""
    return tuple(sorted(rows_of("vague_words", VagueWord), key=lambda row: -len(row.word)))


def names_a_day(text: str) -> bool:
    """Whether the text carries a day or a countable period (2026年12月1日, 10日内)."""
    return bool(_DAY.search(unicodedata.normalize("NFKC", text)))


def names_a_figure(text: str) -> bool:
    """Whether the text carries an amount or a percentage."""
    return bool(_FIGURE.search(unicodedata.normalize("NFKC", text)))


def vague_in(text: str, *, on: date, has_day: bool = False) -> list[VagueWord]:
    """The words of `text` that leave it open on the day `on`, one per fault.

    `has_day`: the term carries its day in a field of its own.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    cures = {"day": has_day or names_a_day(text), "figure": names_a_figure(text), "": False}
    found: dict[str, VagueWord] = {}
    for row in in_force(vague_words(), on):
        if row.word in plain and not cures[row.cured_by]:
            found.setdefault(row.fault, row)
    return list(found.values())
