"""Reading a table as values: `rows_of("causes", Cause)` are the rows of `tables/causes.csv`, each a `Cause`.

`Cause` is a frozen dataclass; the rows of a dated table are a `Dated` one. Each field says by its name
which column it reads, and by its type what the cells hold:

    str                     the cell as it stands
    int, Decimal, Fraction  a number
    bool                    yes or no
    date                    2026-11-22
    an enum                 its value
    tuple, frozenset        several of what their type names, separated by spaces
    Words                   the pair NAME_zh and NAME_en; for the field `words` also zh and en
    X | None                an X, or None where the cell is empty

An empty cell gives the default of the field where the field has one. A field whose column has another
name, or whose cells are written in another way, says so beside its type:

    sources: Annotated[frozenset[str], Column("from")]
    signs: Annotated[tuple[str, ...], Column(separator="|")]
    period: Annotated[Period | None, Column("length", "unit", read=_period)]

`read` is called with the text of each column named. Fields with `init=False` are left to the class.

A column that no field reads, a field without its column, and a cell that does not fit are refused
with the name of the file (ValueError); a type that no cell can hold is a TypeError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mediation.rules import tables
from mediation.rules.findings import Words

Row = TypeVar("Row")
Read = Callable[..., object]

_YES_NO = {"yes": True, "no": False}
_INNER_SEPARATOR = "|"  # within an entry that is itself a list


class Column:
    """The columns of a field and how its cells are read, where its name and type do not say it."""

    def __init__(self, *names: str, read: Read | None = None, separator: str | None = None) -> None:
        self.names = names
        self.read = read
        self.separator = separator  # None: spaces


def rows_of(table: str, of: Callable[..., Row]) -> tuple[Row, ...]:
    """All rows of `tables/<table>.csv` in their order, read once."""
    return _rows(table, of)


@cache
def _rows(table: str, of: type[Any]) -> tuple[Any, ...]:
    head = tables.head(table)
    sources = list(_sources(table, of, head))
    read = {name for source in sources for name in source.columns}
    if unread := [name for name in head if name not in read]:
        raise ValueError(f"{table}.csv: no field of {of.__name__} reads {', '.join(unread)}")
    return tuple(
        _row(f"{table}.csv line {number}", of, sources, cells)
        for number, cells in enumerate(tables.read(table), 2)
    )


def _row(where: str, of: type[Any], sources: list[_Source], cells: Mapping[str, str]) -> Any:
    try:
        return of(**{source.field: source.value(cells) for source in sources})
    except ValueError as fault:
        raise ValueError(f"{where}: {fault}") from fault


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the value of a field comes from."""

    field: str
    columns: tuple[str, ...]
    read: Read
    if_empty: Callable[[], object] | None

    def value(self, cells: Mapping[str, str]) -> object:
        texts = [cells[column] for column in self.columns]
        if self.if_empty is not None and not any(texts):
            return self.if_empty()
        try:
            return self.read(*texts)
        except (ValueError, KeyError, ArithmeticError) as fault:
            raise ValueError(f"{', '.join(self.columns)} cannot be {' '.join(texts)!r}") from fault


def _sources(table: str, of: type[Any], head: tuple[str, ...]) -> Iterator[_Source]:
    hints = get_type_hints(of, include_extras=True)
    for field in fields(of):
        if not field.init:
            continue
        kind, column = _annotated(hints[field.name])
        kind, is_optional = _optional(kind)
        names = column.names or (field.name,)
        if kind is Words and column.read is None:
            names = _pair(names[0], head)
        if lacking := [name for name in names if name not in head]:
            raise ValueError(f"{table}.csv: no column {', '.join(lacking)} for {of.__name__}.{field.name}")
        read = column.read or _reader(kind, column.separator)
        yield _Source(field.name, names, read, _if_empty(field, is_optional))


def _annotated(hint: Any) -> tuple[Any, Column]:
    if get_origin(hint) is not Annotated:
        return hint, Column()
    kind, *beside = get_args(hint)
    return kind, next(one for one in beside if isinstance(one, Column))


def _optional(kind: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was allowed."""
    if get_origin(kind) not in (Union, UnionType):
        return kind, False
    (inner,) = (one for one in get_args(kind) if one is not NoneType)
    return inner, True


def _pair(name: str, head: tuple[str, ...]) -> tuple[str, str]:
    bare = name == "words" and "words_zh" not in head
    return ("zh", "en") if bare else (f"{name}_zh", f"{name}_en")


def _if_empty(field: Field[Any], is_optional: bool) -> Callable[[], object] | None:
    if field.default_factory is not MISSING:
        return field.default_factory
    if field.default is not MISSING:
        return lambda: field.default
    return (lambda: None) if is_optional else None


def _reader(kind: Any, separator: str | None) -> Read:
    origin = get_origin(kind)
    if origin in (tuple, frozenset):
        one = _reader(get_args(kind)[0], _INNER_SEPARATOR)
        return lambda text: origin(one(part) for part in text.split(separator) if part)
    if kind is bool:
        return _YES_NO.__getitem__
    if kind is date:
        return date.fromisoformat
    if kind in (str, int, Decimal, Fraction, Words) or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind
    raise TypeError(f"no cell holds a {kind}: name a function in Column(read=...)")
