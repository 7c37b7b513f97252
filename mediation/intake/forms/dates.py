"""The timeline of a dispute: rows of when and what, as exact as a person remembers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from wtforms import FieldList, Form, FormField
from wtforms.validators import ValidationError

from mediation.intake.answers import Data, Raw
from mediation.intake.forms.base import Scene, StepForm
from mediation.rules.findings import Words
from mediation.web.days import read_day
from mediation.web.fields import TextField
from mediation.web.words import label


class OccurrenceForm(Form):
    """One line of the timeline: a day, a month or a year, and what happened then."""

    on = TextField(label("什么时候", "When"), most=30)
    what = TextField(label("发生了什么", "What happened"), most=200)

    def validate_on(self, field: TextField) -> None:
        if not field.data and not self.what.data:
            return
        if not field.data:
            raise ValidationError(Words("请写什么时候，例如 2024年3月。", "Say when, such as 2024-03."))
        if read_when(field.data, on=self.today) is None:
            raise ValidationError(
                Words(
                    f"看不懂“{field.data}”。请写日期或者月份，不能晚于今天，例如 2024-03-15、2024年3月。",
                    f"“{field.data}” cannot be read. Write a day or month, not after today: "
                    "2024-03-15 or 2024-03.",
                )
            )

    def validate_what(self, field: TextField) -> None:
        if self.on.data and not field.data:
            raise ValidationError(Words("请写那天发生了什么。", "Write what happened then."))

    today: date = date.max


class DatesForm(StepForm):
    heading = Words("有哪些重要的日期？", "Which dates matter?")
    hint = Words(
        "例如签合同、第一次扣费、投诉的日子。记不清几号，写月份就行。没有可以不填。",
        "For example the contract, the first charge, your complaint. A month will do, and you may leave "
        "this empty.",
    )

    rows = FieldList(FormField(OccurrenceForm), min_entries=3, max_entries=20)

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        for row in self.rows.entries:
            row.form.today = scene.on

    def answer(self) -> Data:
        found = [
            [read_when(row.form.on.data, on=self.scene.on), row.form.what.data]
            for row in self.rows.entries
            if row.form.on.data
        ]
        return {"rows": sorted(found, key=lambda row: str(row[0]))}


_MONTH = re.compile(r"(\d{4})(?:[-./年](\d{1,2})月?|年)?")


def read_when(text: str, *, on: date) -> str | None:
    """`2024-03-15`, `2024-03` or `2024` from what was typed; None when it is no time up to `on`."""
    plain = re.sub(r"\s|^大概|^大约|^约|左右$", "", unicodedata.normalize("NFKC", text))
    if day := read_day(plain, on=on):
        return day.isoformat() if date(1950, 1, 1) <= day <= on else None
    found = _MONTH.fullmatch(plain)
    if found is None or not 1950 <= int(found[1]) <= on.year:
        return None
    if not found[2]:
        return found[1]
    month = int(found[2])
    is_past = 1 <= month <= 12 and (int(found[1]), month) <= (on.year, on.month)
    return f"{found[1]}-{month:02d}" if is_past else None


def with_one_row_more(raw: Raw) -> Raw:
    """The rows as typed and an empty one after them."""
    return _numbered([*_rows_of(raw), ("", "")])


def without_row(raw: Raw, place: int) -> Raw:
    """The rows as typed but the one at `place`."""
    return _numbered([row for number, row in enumerate(_rows_of(raw)) if number != place])


def _rows_of(raw: Raw) -> list[tuple[str, str]]:
    numbers = sorted({int(name.split("-")[1]) for name in raw if re.fullmatch(r"rows-\d+-\w+", name)})
    return [(raw.get(f"rows-{n}-on", [""])[0], raw.get(f"rows-{n}-what", [""])[0]) for n in numbers] or [
        ("", "")
    ] * 3


def _numbered(rows: list[tuple[str, str]]) -> Raw:
    return {
        f"rows-{n}-{name}": [value]
        for n, row in enumerate(rows)
        for name, value in zip(("on", "what"), row, strict=True)
    }
