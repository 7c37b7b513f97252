"""How lists of other bodies write results, and which of our results each way of writing covers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from mediation.rules.dated import Dated
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of
from mediation.rules.vocabulary import HANDOVER_RESULTS, OUTCOMES

_BRACKETS = str.maketrans("[]〔〕【】［］{}（）", "()()()()()()")


def read_result(text: str) -> str:
    """The code of a result as a list writes it: ours, that of a group of ours, or else the text itself."""
    return _codes().get(folded(text), text.strip())


def same_result(ours: str, theirs: str) -> bool:
    """Whether two results agree; a list may say less exactly than we (“调解不成” for any of its reasons)."""
    return ours == theirs or any(
        theirs == group.code and (ours in group.outcomes or (not ours and group.still_open))
        for group in result_groups()
    )


@dataclass(frozen=True, slots=True)
class ResultGroup(Dated):
    """One row of `result_words.csv`: how lists write a result, and which of our results it covers."""

    code: str
    outcomes: frozenset[str]
    still_open: bool  # whether it says that there is no result yet
    written: tuple[str, ...]
    words: Words


def result_groups() -> tuple[ResultGroup, ...]:
    """The groups of results that lists speak of."""
    return rows_of("result_words", ResultGroup)


def result_words(result: str) -> Words:
    """A result in words, whichever list it comes from."""
    groups = {group.code: group.words for group in result_groups()}
    return (OUTCOMES | HANDOVER_RESULTS).get(result) or groups.get(result) or Words(result, result)


@cache
def _codes() -> dict[str, str]:
    """Every way to write a result -> its code; our own words come before the groups."""
    found: dict[str, str] = {"": ""}
    for group in result_groups():
        found |= {folded(word): group.code for word in (*group.written, *group.words)}
    for code, words in (HANDOVER_RESULTS | OUTCOMES).items():
        found |= {folded(word): code for word in (code, *words)}
    return found


def folded(text: str) -> str:
    """Text without blanks, widths and kinds of brackets: what was typed otherwise is still the same."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text.translate(_BRACKETS))).casefold()
