"""The form of a kind of paper, made from the marks on its facts: one field for each fact that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from wtforms import StringField

from mediation import clock
from mediation.clock import ZONE
from mediation.documents.asking import NARRATIVE, Ask, ask_of, is_needed
from mediation.documents.form_checks import Printable
from mediation.documents.kinds import KINDS, DocumentKind, Kind
from mediation.rules.findings import Words
from mediation.rules.vocabulary import SIDES
from mediation.web.days import read_day
from mediation.web.fields import (
    ChoiceField,
    ChoicesField,
    DayField,
    LongTextField,
    Missing,
    TextField,
    TickField,
)
from mediation.web.forms import VersionedForm

BETWEEN = "__"  # attorney__name: a field of a fact that has fields of its own
_MOMENT = re.compile(r"(.+?)[\sT]+(\d{1,2})[:：.时](\d{2})?分?")


class MomentField(StringField):
    """A day with its time: 2026-11-23 15:00; `data` is an aware moment, or None."""

    data: datetime | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        found = _MOMENT.fullmatch(typed)
        on = read_day(found[1], on=clock.today()) if found else None
        if found is None or on is None or int(found[2]) > 23 or int(found[3] or 0) > 59:
            raise ValueError(
                Words("请写成 2026-11-23 15:00 这样的时间。", "Write a time such as 2026-11-23 15:00.")
            )
        self.data = datetime.combine(on, time(int(found[2]), int(found[3] or 0)), tzinfo=ZONE)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data.astimezone(ZONE):%Y-%m-%d %H:%M}" if self.data else ""


class PaperForm(VersionedForm):
    """The fields of a kind stand behind this."""


def form_of(kind: Kind) -> type[PaperForm]:
    """The form class of a kind; its fields bear the names of the facts."""
    return _form_of(kind.code)


@cache
def _form_of(code: DocumentKind) -> type[PaperForm]:
    kind = KINDS[code]
    made: dict[str, Any] = {}
    if kind.by_hand and kind.by_hand.one_sided:
        made["side"] = ChoiceField(
            Words("哪一方", "Which side"), SIDES.items(), Words("请选择哪一方。", "Choose a side.")
        )
    for name, field, hint in _asked(kind.facts):
        made[name] = _form_field(field, hint)
    return type(f"PaperForm_{kind.code}", (PaperForm,), made)


def typed(kind: Kind, form: PaperForm) -> dict[str, Any]:
    """The facts that the form gives, in the types of the kind."""
    values: dict[str, Any] = {}
    hints = get_type_hints(kind.facts)
    for field in fields(kind.facts):
        if ask_of(field) is None:
            continue
        if is_dataclass(hints[field.name]):
            inner = hints[field.name]
            values[field.name] = inner(
                **{one.name: form[f"{field.name}{BETWEEN}{one.name}"].data or "" for one in fields(inner)}
            )
        else:
            values[field.name] = _read(form[field.name].data, hints[field.name])
    return values


def begins_with(kind: Kind, known: dict[str, Any]) -> dict[str, Any]:
    """What the case knows, as the fields of the form show it."""
    return {name: _written(known[name]) for name, _, _ in _asked(kind.facts) if name in known}


def _asked(facts: type, before: str = "") -> Iterator[tuple[str, Field[Any], Any]]:
    hints = get_type_hints(facts)
    for field in fields(facts):
        if ask_of(field) is None:
            continue
        if is_dataclass(hints[field.name]):
            yield from _asked(hints[field.name], f"{before}{field.name}{BETWEEN}")
        else:
            yield f"{before}{field.name}", field, hints[field.name]


def _form_field(field: Field[Any], hint: Any) -> Any:
    ask = ask_of(field)
    assert ask is not None
    must = _missing(ask) if is_needed(field) else None
    more: dict[str, Any] = {"hint": ask.hint or ""}
    if hint is bool:
        return TickField(ask.label, **more)
    if date in get_args(hint):
        return DayField(ask.label, must, **more)
    if datetime in get_args(hint):
        return MomentField(ask.label, [Missing(must)] if must else [], description="2026-11-23 15:00")
    if ask.choices is not None:
        return ChoicesField(ask.label, ask.choices.items(), must, **more)
    checks = () if field.metadata.get(NARRATIVE) else (Printable(),)
    kind = LongTextField if ask.long else TextField
    return kind(ask.label, must, most=ask.most, validators=checks, **more)


def _missing(ask: Ask) -> Words:
    return Words(f"请填写“{ask.label.zh}”。", f"Fill in “{ask.label.en}”.")


def _read(data: Any, hint: Any) -> Any:
    if get_origin(hint) is not tuple:
        return data if data is not None or hint is not str else ""
    inner = get_args(hint)[0]
    if inner is not str:
        return inner.read(data or "")
    if isinstance(data, list):
        return tuple(data)
    return tuple(line.strip() for line in (data or "").splitlines() if line.strip())


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return "\n".join(one if isinstance(one, str) else one.written() for one in value)
    return value
