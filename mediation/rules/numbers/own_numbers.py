"""The centre's own case numbers: 厦金调〔2026〕04817号, gap-free in each year.

Which number comes next is the database's to say; here is only the form, and every way in which
people type it back.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mediation.rules.findings import Words
from mediation.rules.refusals import NotValid

WIDTH = 5  # digits; a longer number is written in full

_WIDE = {0xFF01 + shift: 0x21 + shift for shift in range(94)}
_FORM = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{0,10}?)字?[\[(〔【［]?(?P<year>20\d\d)(?P<mark>年?[\])〕】］]?第?|[-/_—–.])"
    r"(?P<number>\d{1,9})号?"
)


class OwnNumber(NamedTuple):
    """A number of the centre's own series; `word` is empty when it was not typed."""

    word: str
    year: int
    number: int

    @property
    def short(self) -> str:
        """2026-04817, as in addresses and on the telephone."""
        return f"{self.year}-{self.number:0{WIDTH}d}"


def format_own(word: str, year: int, number: int) -> str:
    """厦金调〔2026〕04817号. Raises ValueError when the number is not positive."""
    if number < 1:
        raise ValueError(f"case numbers begin with 1, not {number}")
    return f"{word}〔{year}〕{number:0{WIDTH}d}号"


def parse_own(text: str) -> OwnNumber:
    """The number from any usual way of typing it: 〔〕 [] （） 【】, 2026-04817, 2026 4817, 厦金调2026 04817.

    Raises NotValid.
    """
    spaced = re.sub(r"(20\d\d)\s+(\d)", r"\1-\2", text.translate(_WIDE).strip())
    found = _FORM.fullmatch(re.sub(r"\s", "", spaced))
    if found is None or not int(found["number"]) or (not found["mark"] and len(found["number"]) < WIDTH):
        raise NotValid(
            Words(
                "请填写案号，例如 2026-04817，也可以照原样填写“厦金调〔2026〕04817号”。",
                "Enter the case number, such as 2026-04817, or in full as “厦金调〔2026〕04817号”.",
            )
        )
    return OwnNumber(found["word"], int(found["year"]), int(found["number"]))
