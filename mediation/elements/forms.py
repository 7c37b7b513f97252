"""The shape of what is typed about elements; the fields follow from the set of elements."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from mediation.elements.queries import Sheet
from mediation.rules.agreement import element_values
from mediation.rules.agreement.elements import Element, Field, Kind
from mediation.rules.findings import Words
from mediation.rules.vocabulary import CHANNELS, NOTICE_CHANNELS, SIDES
from mediation.web.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    MoneyField,
    NumberField,
    PercentField,
    TextField,
)
from mediation.web.forms import BaseForm
from mediation.web.words import label

ANSWERS = {"yes": Words("确认", "Confirm"), "no": Words("异议", "Object")}


class SheetForm(BaseForm):
    """Which set, and who claims."""

    cause = ChoiceField(label("案由", "Cause of action"), [], Words("请选择案由。", "Choose the cause."))
    claimant = ChoiceField(
        label("由哪一方提出请求（起诉时为原告）", "Which side claims (plaintiff in court)"),
        list(SIDES.items()),
        Words("请选择由哪一方提出请求。", "Choose the side."),
    )


class PartForm(BaseForm):
    """What one side says of the elements; `channel` is asked of staff who type for a side."""

    sheet: Sheet  # of which the form was made

    channel = ChoiceField(
        label("这一方怎样告知的", "How this side told it"),
        [(code, CHANNELS[code]) for code in NOTICE_CHANNELS],
    )


class ClaimForm(PartForm):
    """What the claimant says of every element."""

    @property
    def values(self) -> dict[str, dict[str, str]]:
        """What was typed, as stored text by element and field."""
        return {
            line.element.key: {
                field.code: element_values.as_text(self[name_of(line.element, field)].data)
                for field in line.element.fields
            }
            for line in self.sheet.lines
        }


class AnswerForm(PartForm):
    """确认 or 异议 to every element that was claimed, with the other side's own version."""

    @property
    def answers(self) -> dict[str, tuple[bool, str]]:
        """By element: whether it is confirmed, and why not; those left open are not there."""
        return {
            line.element.key: (chosen == "yes", self[f"reason-{slug(line.element)}"].data or "")
            for line in self.sheet.to_answer
            if (chosen := self[f"answer-{slug(line.element)}"].data)
        }

    @property
    def own(self) -> dict[str, dict[str, str]]:
        """The other side's own version, by element and field."""
        return {
            line.element.key: {
                field.code: element_values.as_text(self[name_of(line.element, field, "own-")].data)
                for field in line.element.fields
            }
            for line in self.sheet.to_answer
        }


class FactForm(BaseForm):
    name = TextField(
        label("事实名称", "What it is about"), Words("请写事实名称。", "Name the fact."), most=40
    )
    text = LongTextField(
        label("事实", "The fact"),
        Words("请写明事实。", "Write the fact."),
        hint=Words(
            "只写事实。让步、方案和私下谈的内容不要写在这里。",
            "Facts only: no offers, nothing said in private.",
        ),
        most=2000,
    )


class SideForm(BaseForm):
    """Which side confirmed or consented, and how."""

    side = ChoiceField(
        label("哪一方", "Which side"), list(SIDES.items()), Words("请选择是哪一方。", "Choose the side.")
    )
    channel = ChoiceField(
        label("方式", "How"),
        [(code, CHANNELS[code]) for code in NOTICE_CHANNELS],
        Words("请选择是通过什么方式。", "Choose how."),
    )


def claim_form(sheet: Sheet, **more: Any) -> ClaimForm:
    """The form of the claimant's values, with those that stand."""
    elements = tuple(line.element for line in sheet.lines)
    known = {
        name_of(line.element, field): element_values.as_data(field, line.values.get(field.code, ""))
        for line in sheet.lines
        for field in line.element.fields
    }
    form: ClaimForm = _claim_class(elements)(data=known, **more)
    form.sheet = sheet
    return form


def answer_form(sheet: Sheet, **more: Any) -> AnswerForm:
    """The form of the other side's answers, with those that stand."""
    known: dict[str, Any] = {}
    for line in sheet.to_answer:
        if line.answer is not None:
            known[f"answer-{slug(line.element)}"] = "yes" if line.answer.agrees else "no"
            known[f"reason-{slug(line.element)}"] = line.answer.reason
        for field in line.element.fields:
            own = element_values.as_data(field, line.own_values.get(field.code, ""))
            known[name_of(line.element, field, "own-")] = own
    form: AnswerForm = _answer_class(tuple(line.element for line in sheet.to_answer))(data=known, **more)
    form.sheet = sheet
    return form


def slug(element: Element) -> str:
    """The element in names of fields of a form."""
    return element.key.replace(".", "-")


def name_of(element: Element, field: Field, before: str = "") -> str:
    """The name of the form's field for one field of an element."""
    return f"{before}{slug(element)}-{field.code}"


@cache
def _claim_class(elements: tuple[Element, ...]) -> type[ClaimForm]:
    made = {name_of(one, field): typed(field) for one in elements for field in one.fields}
    return type("FilledClaimForm", (ClaimForm,), made)


@cache
def _answer_class(elements: tuple[Element, ...]) -> type[AnswerForm]:
    made: dict[str, Any] = {}
    for one in elements:
        made[f"answer-{slug(one)}"] = ChoiceField(label(*one.words), list(ANSWERS.items()))
        made[f"reason-{slug(one)}"] = LongTextField(label("异议的理由", "Why you object"), most=1000)
        made |= {name_of(one, field, "own-"): typed(field) for field in one.fields}
    return type("FilledAnswerForm", (AnswerForm,), made)


def typed(field: Field) -> Any:
    """The form's field for one field of an element."""
    words = label(*field.words)
    if field.kind is Kind.CHOICE:
        return ChoiceField(words, [(one.code, one.words) for one in field.choices])
    if field.kind is Kind.YES_NO:
        return ChoiceField(words, list(element_values.YES_NO.items()))
    if field.kind is Kind.TEXT:
        return TextField(words, most=400)
    return _PLAIN[field.kind](words)


_PLAIN: Mapping[Kind, Any] = {
    Kind.LONG_TEXT: LongTextField,
    Kind.MONEY: MoneyField,
    Kind.DATE: DayField,
    Kind.PERCENT: PercentField,
    Kind.DAYS: NumberField,
    Kind.NUMBER: NumberField,
}
