"""What one column of a table is: the same description for a sheet, a CSV file and JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mediation.rules.findings import Words


class Type(StrEnum):
    """What the cells of a column hold. None is an empty cell in each."""

    TEXT = "text"  # str; also numbers that nobody adds up: case numbers, papers, telephones
    CODE = "code"  # a stored code, which people read as words
    WHOLE = "whole"  # int
    MONEY = "money"  # int, in fen; people read yuan
    DAY = "day"  # date
    MOMENT = "moment"  # aware datetime; people read the time of the house's zone
    YES_NO = "yes_no"  # bool


# Programs read the unit in the key, so that an amount in fen is never taken for yuan.
ENDINGS = {Type.MONEY: "_fen", Type.DAY: "_on", Type.MOMENT: "_at"}
_CODE = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `code` is its key in JSON Lines and never changes; `words` is its heading.

    `width` counts figures, a Chinese character being two. `right` is the right without which the
    column is left out, empty for none. `mask` hides a part of each text where it is set; a caller who
    may show the whole takes it away. `says` gives the words of the codes of a CODE column.
    Raises ValueError for a code that does not name its unit (`_fen`, `_on`, `_at`).
    """

    code: str
    words: Words
    type: Type = Type.TEXT
    width: int = 16
    right: str = ""
    mask: Callable[[str], str] | None = None
    says: Mapping[str, Words] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ending = ENDINGS.get(self.type, "")
        if not _CODE.match(self.code) or not self.code.endswith(ending):
            raise ValueError(f"not a code of a {self.type.value} column: {self.code!r}")
        if self.mask is not None and self.type is not Type.TEXT:
            raise ValueError(f"only texts are masked: {self.code!r}")


def yuan(fen: int) -> str:
    """An amount as figures with two decimals: 1234.50, -0.05."""
    if fen < 0:
        return "-" + yuan(-fen)
    figures = f"{fen:03}"
    return f"{figures[:-2]}.{figures[-2:]}"


YES_NO_WORDS = {True: Words("是", "yes"), False: Words("否", "no")}
