"""What a person would type into any form: something of the kind that each field takes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from wtforms import Field

from mediation.demo import pictures
from mediation.web.fields import FilesField
from mediation.web.forms import VersionedForm
from tests.journeys.pages import Form

Typed = dict[str, Any]

# By the type of the field.
KINDS: dict[str, str] = {
    "DayField": "2026-03-02",
    "TimeField": "14:30",
    "MoneyField": "1,260.00",
    "IntegerField": "5",
    "NumberField": "3",
    "PercentField": "3.65",
    "PlaceField": "厦门市湖里区",
    "TickField": "y",
}
# By name, where a field takes something special.
NAMED: dict[str, str] = {
    "starts": "08:30",
    "ends": "09:30",
    "count": "3",
    "digits": "1234",
    "number": "(2026)闽0203民特12号",
    "result_number": "(2026)闽0203民特12号",
    "phone": "15405921001",
    "place": "厦门市思明区鹭江道 1 号",
    "uscc": "913502000000DM01XX",
}
# Words of the choice that goes with the other choices of its form.
CHOSEN: dict[str, str] = {"kind": "公安", "body": "公安"}
TEXT = "后来的人写的话也留着"


def typed_into(page: Form, form: VersionedForm) -> Typed:
    """An answer to each question of `form` as it stands on the `page`."""
    typed: Typed = {}
    for question in _questions(form):
        if question.name in page.names and question.short_name not in {"version", "csrf_token"}:
            typed[question.name] = _answer(page, question)
    for name in page.choices.keys() - typed.keys():  # boxes that the page itself offers to tick
        typed[name] = next(value for value in page.choices[name].values() if value)
    return typed


def lost_from(typed: Typed, page: Form) -> list[str]:
    """The names of what was typed and is not on the page; no browser keeps a file, no page its version."""
    return [
        name
        for name, value in typed.items()
        if not isinstance(value, tuple)
        and name.rpartition("-")[2] != "version"
        and value not in (page.fields.get(name), *page.fields.get(name, ()))
    ]


def _questions(form: Any) -> Iterable[Field]:
    for one in form:
        rows = getattr(one, "entries", None) or ([one.form] if hasattr(one, "form") else ())
        if not rows:
            yield one
        for row in rows:
            yield from _questions(row.form if hasattr(row, "form") else row)


def _answer(page: Form, question: Field) -> Any:
    if isinstance(question, FilesField):
        return io.BytesIO(pictures.make("scan", ["页", question.name])), "扫描件.pdf"
    if question.type == "ChoicesField":
        return list(page.choices[question.name].values())
    if question.name in page.choices and question.type != "TickField":
        return _choice(page, question)
    return NAMED.get(question.short_name) or KINDS.get(question.type) or TEXT


def _choice(page: Form, question: Field) -> str:
    """What is chosen already, else what goes with the rest, else the first; empty without any."""
    offered = page.choices[question.name]
    wanted = CHOSEN.get(question.short_name, "")
    best_first = [offered[words] for words in sorted(offered, key=lambda words: wanted not in words)]
    chosen = [
        value for value in (*page.fields.get(question.name, ()), *best_first) if value not in {"", "on"}
    ]
    return chosen[0] if chosen else ""
