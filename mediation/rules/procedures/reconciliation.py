"""Two lists of the same matters side by side: ours and that of a court or an authority.

Rows belong together when our number, or else the other body's number in its one form, is the same.
Equal names, amounts and days only suggest that two rows might be one matter: a person decides.
Whatever is not found on the other side, is listed twice or says something else is a difference;
nothing is put right here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.numbers.case_numbers import parse_court_number
from mediation.rules.procedures.result_words import folded, same_result
from mediation.rules.refusals import NotValid
from mediation.rules.rows import rows_of

# What is compared where two rows belong together, in the order in which it is shown.
FIELDS: dict[str, Words] = {
    "number": Words("对方案号、编号", "their number"),
    "amount_fen": Words("标的额", "amount"),
    "received_on": Words("签收日", "signed for on"),
    "result": Words("结果", "result"),
    "result_on": Words("结果日期", "day of the result"),
    "result_number": Words("结果文书编号", "number of the paper on the result"),
}

# What a row of the comparison is.
MATCHING, DIFFERING, OURS_ONLY, THEIRS_ONLY = "matching", "differing", "ours_only", "theirs_only"
GROUPS: dict[str, Words] = {
    DIFFERING: Words("内容不一致", "Differing"),
    OURS_ONLY: Words("仅我方有", "Ours only"),
    THEIRS_ONLY: Words("仅对方有", "Theirs only"),
    MATCHING: Words("一致", "Matching"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list. `key` finds it again within its list; empty and None mean that nothing is said.

    `own_number` is the number in our ledger, `number` the other body's; the amount is in fen.
    """

    key: str
    number: str = ""
    own_number: str = ""
    applicant: str = ""
    respondent: str = ""
    amount_fen: int | None = None
    received_on: date | None = None
    result: str = ""  # a code, or what `read_result` left as it was written
    result_on: date | None = None
    result_number: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows of one matter, and the fields in which they differ."""

    ours: Line
    theirs: Line
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lone:
    """A row without one on the other side; `repeats` a matter listed already; perhaps the same as `like`."""

    line: Line
    repeats: bool = False
    like: Line | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows of both lists, each exactly once."""

    matching: tuple[Pair, ...] = ()
    differing: tuple[Pair, ...] = ()
    ours_only: tuple[Lone, ...] = ()
    theirs_only: tuple[Lone, ...] = ()

    @property
    def differences(self) -> int:
        """How many things a person has to look at."""
        return len(self.differing) + len(self.ours_only) + len(self.theirs_only)


@dataclass(slots=True)
class _Rest:
    """What has no partner yet, in an order that does not depend on that of the lists."""

    ours: list[Line]
    theirs: list[Line]
    pairs: list[tuple[Line, Line]] = field(default_factory=list)

    def take_out(self, found: list[tuple[Line, Line]]) -> None:
        """Note pairs that were found; their rows are not looked at again."""
        gone = {id(line) for pair in found for line in pair}
        self.pairs += found
        self.ours = [one for one in self.ours if id(one) not in gone]
        self.theirs = [one for one in self.theirs if id(one) not in gone]


def compare(
    ours: Iterable[Line],
    theirs: Iterable[Line],
    compared: Collection[str] = tuple(FIELDS),
    paired: Mapping[str, str] | None = None,
) -> Comparison:
    """Both lists side by side; the order of their rows makes no difference.

    `compared` names the fields that their list has a column for: what it does not tell of cannot differ.
    `paired` are rows that a person has found to be the same: key of theirs -> key of ours.
    """
    rest = _Rest(sorted(ours, key=_order), sorted(theirs, key=_order))
    _pair_by_hand(rest, paired or {})
    for key in (_own_number, _number):
        _pair_by(rest, key, compared)
    pairs = [
        Pair(one, other, _differing(one, other, compared)) for one, other in sorted(rest.pairs, key=_places)
    ]
    like = _likenesses(rest)
    ours_paired, theirs_paired = zip(*rest.pairs, strict=True) if rest.pairs else ((), ())
    return Comparison(
        matching=tuple(pair for pair in pairs if not pair.differs),
        differing=tuple(pair for pair in pairs if pair.differs),
        ours_only=_lone(rest.ours, ours_paired, like),
        theirs_only=_lone(rest.theirs, theirs_paired, like),
    )


def number_key(text: str) -> str:
    """A number in the form in which numbers are compared; a court's in its one form (法〔2015〕137号)."""
    if not text.strip():
        return ""
    try:
        return parse_court_number(text).text
    except NotValid:
        return folded(text)


@dataclass(frozen=True, slots=True)
class Reason(Dated):
    """Why a difference is closed. One that `needs_text` says nothing without a sentence of its own."""

    code: str
    needs_text: bool
    words: Words


def all_reasons() -> tuple[Reason, ...]:
    """Every row of `difference_reasons.csv`, in table order."""
    return rows_of("difference_reasons", Reason)


def reasons(*, on: date) -> tuple[Reason, ...]:
    """The reasons with which a difference may be closed on the day `on`."""
    return tuple(in_force(all_reasons(), on))


def _order(line: Line) -> tuple[Any, ...]:
    """By what a row says, then by its key, so that a list in any order gives the same outcome."""
    values = (line.number, line.own_number, line.applicant, line.respondent, line.result, line.result_number)
    days = tuple(day.isoformat() if day else "" for day in (line.received_on, line.result_on))
    return (*values, *days, -1 if line.amount_fen is None else line.amount_fen, len(line.key), line.key)


def _places(pair: tuple[Line, Line]) -> tuple[Any, ...]:
    return _order(pair[0])


def _own_number(line: Line) -> str:
    return number_key(line.own_number)


def _number(line: Line) -> str:
    return number_key(line.number)


def _pair_by_hand(rest: _Rest, paired: Mapping[str, str]) -> None:
    by_key = {one.key: one for one in rest.ours}
    rest.take_out(
        [(by_key.pop(paired[one.key]), one) for one in rest.theirs if paired.get(one.key) in by_key]
    )


def _pair_by(rest: _Rest, key: Callable[[Line], str], compared: Collection[str]) -> None:
    ours, theirs = _grouped(rest.ours, key), _grouped(rest.theirs, key)
    rest.take_out(
        [
            pair
            for number in ours
            if number in theirs
            for pair in _within(ours[number], theirs[number], compared)
        ]
    )


def _within(
    ours: Sequence[Line], theirs: Sequence[Line], compared: Collection[str]
) -> list[tuple[Line, Line]]:
    """Rows with one number: those that agree in everything first, then the rest in their order."""
    left, mates, found = list(ours), list(theirs), []
    if len(left) > 1 or len(mates) > 1:
        for one in tuple(left):
            mate = next((other for other in mates if not _differing(one, other, compared)), None)
            if mate is not None:
                found.append((one, mate))
                left.remove(one)
                mates.remove(mate)
    return [*found, *zip(left, mates, strict=False)]


def _grouped(lines: Iterable[Line], key: Callable[[Line], str]) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if found := key(line):
            groups[found].append(line)
    return groups


def _lone(lines: Iterable[Line], paired: Iterable[Line], like: Mapping[int, Line]) -> tuple[Lone, ...]:
    """The rows left over; one whose number its list has shown before lists a matter again."""
    shown = {_number(line) for line in paired}
    found = []
    for line in lines:
        number = _number(line)
        found.append(Lone(line, bool(number) and number in shown, like.get(id(line))))
        shown.add(number)
    return tuple(found)


def _differing(ours: Line, theirs: Line, compared: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if name in compared and not _same(name, ours, theirs))


def _same(name: str, ours: Line, theirs: Line) -> bool:
    one, other = getattr(ours, name), getattr(theirs, name)
    if one == other:
        return True
    if name == "result":
        return same_result(one, other)
    return name in {"number", "result_number"} and number_key(one) == number_key(other)


# What two rows without a common number must share to be shown to a person as perhaps the same.
_LIKENESS: tuple[tuple[str, ...], ...] = (
    ("applicant", "respondent", "amount_fen", "received_on"),
    ("respondent", "amount_fen", "received_on"),
    ("applicant", "amount_fen", "received_on"),
    ("applicant", "respondent", "amount_fen"),
    ("applicant", "respondent", "received_on"),
)


def _likenesses(rest: _Rest) -> dict[int, Line]:
    """For the id of a row the one on the other side that might be the same; each is suggested once."""
    found: dict[int, Line] = {}
    for names in _LIKENESS:
        open_ours = [one for one in rest.ours if id(one) not in found]
        open_theirs = [one for one in rest.theirs if id(one) not in found]
        mates = _alike(open_theirs, names)
        for values, lines in _alike(open_ours, names).items():
            for one, other in zip(lines, mates.get(values, ()), strict=False):
                found[id(one)], found[id(other)] = other, one
    return found


def _alike(lines: Iterable[Line], names: Sequence[str]) -> dict[tuple[Any, ...], list[Line]]:
    groups: dict[tuple[Any, ...], list[Line]] = defaultdict(list)
    for line in lines:
        values = tuple(getattr(line, name) for name in names)
        if all(part not in ("", None) for part in values):
            groups[tuple(folded(part) if isinstance(part, str) else part for part in values)].append(line)
    return groups
