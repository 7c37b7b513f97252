"""Values of elements: as text for storing, as data for forms, as words for readers.

Money is whole fen, a day ISO, a rate percent a year, yes or no `yes`/`no`, a choice its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from mediation.rules.agreement.elements import Element, Field, Kind
from mediation.rules.findings import Words
from mediation.rules.money.amounts import figures

Data = int | str | date | Decimal | None

YES_NO: Mapping[str, Words] = {"yes": Words("是", "Yes"), "no": Words("否", "No")}

# Elements that argue, prove or tell a story with its wishes; a fact that nobody disputes is none of them.
NO_FACTS = frozenset({"grounds", "evidence", "other_facts", "course"})


def as_text(data: Data) -> str:
    """A value for storing; empty for none."""
    if data is None:
        return ""
    return data.isoformat() if isinstance(data, date) else str(data).strip()


def as_data(field: Field, text: str) -> Data:
    """The value that `as_text` wrote, as the form's field takes it."""
    if not text:
        return None
    if field.kind in (Kind.MONEY, Kind.DAYS, Kind.NUMBER):
        return int(text)
    if field.kind is Kind.DATE:
        return date.fromisoformat(text)
    return Decimal(text) if field.kind is Kind.PERCENT else text


def said(field: Field, text: str) -> Words:
    """A stored value as a reader sees it."""
    data = as_data(field, text)
    if data is None:
        return Words("", "")
    if field.kind is Kind.YES_NO:
        return YES_NO.get(text, Words(text, text))
    if field.kind is Kind.CHOICE:
        return next((one.words for one in field.choices if one.code == text), Words(text, text))
    if field.kind is Kind.MONEY and isinstance(data, int):
        return Words(f"{figures(data)}元", f"RMB {figures(data)}")
    if isinstance(data, date):
        return Words(f"{data.year}年{data.month}月{data.day}日", f"{data:%Y-%m-%d}")
    if field.kind is Kind.PERCENT:
        return Words(f"{text}%", f"{text}%")
    if field.kind is Kind.DAYS:
        return Words(f"{text}天", f"{text} days")
    return Words(text, text)


def sentence(element: Element, values: Mapping[str, str]) -> Words:
    """The values of an element as one line: 名称：……；编号：……。"""
    parts = [(field, said(field, values[field.code])) for field in element.fields if values.get(field.code)]
    if len(parts) == 1 and len(element.fields) == 1:
        return parts[0][1]
    return Words(
        "；".join(f"{field.words.zh}：{words.zh}" for field, words in parts),
        "; ".join(f"{field.words.en}: {words.en}" for field, words in parts),
    )


def find(elements: Iterable[Element], key: str) -> Element | None:
    """The element with this key."""
    return next((one for one in elements if one.key == key), None)
