"""Facts of a document as text that never changes, and back again.

Facts are frozen dataclasses of plain values: text, whole numbers, days, moments, words in both
languages, and tuples of these. Their canonical JSON is stored and hashed, so that what a paper
said can be proved, and the paper made again, long after the case has moved on.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from mediation.documents.asking import NARRATIVE
from mediation.rules.findings import Words

FactsType = TypeVar("FactsType")


def canonical(facts: object) -> str:
    """The one JSON text of `facts`: sorted keys, no spaces, moments in UTC.

    Raises TypeError for a value that is no plain fact, ValueError for a moment without a zone.
    """
    return json.dumps(_plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """The SHA-256 of `text` in UTF-8, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def thaw(cls: type[FactsType], text: str) -> FactsType:
    """The facts that `canonical` wrote. Raises KeyError, TypeError or ValueError on anything else."""
    facts = _read(cls, json.loads(text))
    if not isinstance(facts, cls):
        raise TypeError(f"these are no facts of {cls.__name__}")
    return facts


Change = Callable[[str, str, bool], str]


def mapped(facts: FactsType, change: Change, path: str = "", *, narrative: bool = False) -> FactsType:
    """`facts` with every text put through `change(path of the field, text, in own words)`."""
    result: Any = facts
    if isinstance(facts, str) and not isinstance(facts, StrEnum):
        result = change(path, facts, narrative)
    elif isinstance(facts, Words):
        result = Words(change(path, facts.zh, narrative), change(path, facts.en, narrative))
    elif isinstance(facts, tuple):
        result = tuple(
            mapped(one, change, f"{path}.{place}", narrative=narrative) for place, one in enumerate(facts, 1)
        )
    elif is_dataclass(facts) and not isinstance(facts, type):
        changed = {
            field.name: _mapped_field(facts, field, change, path, narrative) for field in fields(facts)
        }
        result = replace(facts, **changed)
    return cast(FactsType, result)


def _mapped_field(facts: Any, field: Field[Any], change: Change, path: str, narrative: bool) -> Any:
    inner = f"{path}.{field.name}" if path else field.name
    return mapped(
        getattr(facts, field.name), change, inner, narrative=narrative or NARRATIVE in field.metadata
    )


def _plain(value: object) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Words):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} is no plain fact")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return value.astimezone(UTC).isoformat()


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(kind: Any, plain: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        return _read_optional(kind, plain)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in plain)
    if kind is Words:
        return Words(plain["zh"], plain["en"])
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], value) for name, value in plain.items()})
    return _read_single(kind, plain)


def _read_optional(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    (inner,) = (one for one in get_args(kind) if one is not type(None))
    return _read(inner, plain)


def _read_single(kind: Any, plain: Any) -> Any:
    if kind in (str, int, bool):
        if type(plain) is not kind:
            raise TypeError(f"{plain!r} is no {kind.__name__}")
        return plain
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    if kind is Decimal or issubclass(kind, StrEnum):
        return kind(plain)
    raise TypeError(f"{kind} cannot be read back")
