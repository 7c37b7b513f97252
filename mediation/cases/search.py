"""Finding a case by what a person has at hand: a number, a name, a telephone, an identity paper.

Each way is answered by an index and gives at most CANDIDATES cases, so that a surname or a large
bank cannot make the desk slow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, union_all

from mediation.cases.models import Case, Party
from mediation.database import lookup_hash
from mediation.rules.numbers.identifiers import NotValid, check_phone
from mediation.rules.numbers.own_numbers import parse_own
from mediation.text import composed

CANDIDATES = 500
LAST_CHARACTER = "\U0010ffff"

_DIGITS = re.compile(r"\d{1,6}")
_PAPER = re.compile(r"[0-9A-Z]{6,20}")

Ways = Iterable[Select[Any]]


def tidy(typed: str) -> str:
    """What was typed without blanks, figures and letters in half width: for numbers."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", typed))


def names(typed: str) -> list[str]:
    """The names that may be meant: as typed, without blanks, and in half width."""
    kept = " ".join(composed(typed).split())
    return list(dict.fromkeys([kept, kept.replace(" ", ""), tidy(typed)]))


def matches(typed: str, institution_ids: Sequence[int] = (), *, on: date) -> ColumnElement[bool]:
    """The cases that `typed` may mean; `institution_ids` are the known institutions of that name."""
    text = tidy(typed)
    ways = [
        *_by_number(text),
        *_by_party(text, on),
        *map(_by_name, names(typed)),
        *_by_institution(institution_ids),
    ]
    return Case.id.in_(union_all(*(_bounded(way) for way in ways)))


def _bounded(way: Select[Any]) -> Select[Any]:
    found = way.limit(CANDIDATES).subquery()
    return select(found.c[0])


def _by_number(text: str) -> Ways:
    """厦金调〔2026〕04817号, 2026-04817, or the last figures alone."""
    if _DIGITS.fullmatch(text):
        yield select(Case.id).where(Case.number == int(text)).order_by(Case.id.desc())
        return
    try:
        found = parse_own(text)
    except NotValid:
        return
    yield select(Case.id).where(Case.year == found.year, Case.number == found.number)


def _by_party(text: str, on: date) -> Ways:
    if len(text) == 4 and text.isdigit():
        yield _party(Party.phone_last4 == text)
    if phone := _phone(text, on):
        yield _party(Party.phone_hash == lookup_hash(phone))
    if _PAPER.fullmatch(text.upper()):
        yield _party(Party.paper_hash == lookup_hash(text.upper()))


def _by_name(name: str) -> Select[Any]:
    return _party(and_(Party.name >= name, Party.name < name + LAST_CHARACTER))


def _phone(text: str, on: date) -> str:
    try:
        return check_phone(text, on=on)
    except NotValid:
        return ""


def _party(condition: ColumnElement[bool]) -> Select[Any]:
    return select(Party.case_id).where(condition)


def _by_institution(institution_ids: Sequence[int]) -> Ways:
    """Of a known institution its open cases; the newest of the ended ones are a filter away."""
    if institution_ids:
        yield (
            select(Case.id)
            .where(Case.institution_id.in_(institution_ids), Case.is_open)
            .order_by(Case.sorts_on, Case.id)
        )
