"""Editing the texts of letters: what an administrator writes is checked, tried, and kept by version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter

from mediation.access.by import By
from mediation.database import db
from mediation.notifications.facts import EVERYWHERE, SAFE, Fact
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import LetterText
from mediation.notifications.texts import Text, forget_texts, versions_of
from mediation.rules.findings import Words

# What an SMS of a registered template may hold; longer ones are cut into parts and billed so.
SMS_MOST = 200

SAMPLES: Mapping[Fact, object] = {
    Fact.NUMBER: "2026-00001",
    Fact.DAY: "2026-03-05",
    Fact.MOMENT: "2026-03-05 10:00",
    Fact.COUNT: 3,
    Fact.CODE: "482913",
    Fact.WORDS: Words("示例", "an example"),
    Fact.TEXT: Words("请补交银行流水。", "Please add the bank statement."),
}

FIELDS = ("title_zh", "title_en", "body_zh", "body_en", "sms_zh", "sms_en")


class TextRefused(Exception):
    """A text cannot be as typed; `field` is where."""

    def __init__(self, words: Words, field: str) -> None:
        super().__init__(words.en)
        self.words, self.field = words, field


def sample_facts(kind: str) -> dict[str, object]:
    """Facts with which a text is shown and tried."""
    return {name: SAMPLES[type_] for name, type_ in KINDS[kind].facts.items()}


def allowed_in(kind: str, field: str) -> tuple[str, ...]:
    """The places that this field of the text may name."""
    known = {**KINDS[kind].facts, **EVERYWHERE}
    return tuple(name for name, type_ in known.items() if type_ in SAFE or not field.startswith("sms"))


def check(kind: str, typed: Mapping[str, str]) -> None:
    """Raise TextRefused for an empty text, an unknown place, or one that may not stand in an SMS."""
    for field in FIELDS:
        text = typed[field].strip()
        if not text:
            raise TextRefused(Words("请填写这一项，不能留空。", "Fill this in; it cannot be empty."), field)
        _check_places(kind, field, text)
        if field.startswith("sms") and len(text) > SMS_MOST:
            raise TextRefused(
                Words(f"短信最多 {SMS_MOST} 个字，请缩短。", f"An SMS has at most {SMS_MOST} characters."),
                field,
            )


def _check_places(kind: str, field: str, text: str) -> None:
    allowed = allowed_in(kind, field)
    named = "、".join(f"{{{name}}}" for name in allowed)
    listed = named.replace("、", ", ")
    try:
        places = list(_places(text))
    except ValueError:
        raise TextRefused(
            Words(
                f"大括号不成对，或者里面写了别的内容。可用的字段：{named}。",
                f"The braces do not match or hold something else. You can use {listed}.",
            ),
            field,
        ) from None
    for place in places:
        if place in allowed:
            continue
        if place in KINDS[kind].facts:
            raise TextRefused(
                Words(
                    f"短信里不能用字段 {{{place}}}：它可能含有个人信息。可用的字段：{named}。",
                    f"{{{place}}} may not stand in an SMS: it could be personal data. You can use {listed}.",
                ),
                field,
            )
        raise TextRefused(
            Words(
                f"没有叫 {{{place}}} 的字段。可用的字段：{named}。",
                f"There is no field {{{place}}}. You can use {listed}.",
            ),
            field,
        )


def _places(text: str) -> Iterator[str]:
    """The names in braces; raises ValueError for braces that do not match or ask for more than a name."""
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(name)
        yield name


def write_text(kind: str, typed: Mapping[str, str], by: By) -> LetterText:
    """Keep a new version of the text; letters written from now on use it. Raises TextRefused."""
    check(kind, typed)
    return _add(kind, {name: value.strip() for name, value in typed.items()}, False, by)


def return_to_shipped(kind: str, by: By) -> LetterText:
    """Use the shipped text again; what was written stays among the versions."""
    return _add(kind, {}, True, by)


def tried(kind: str, typed: Mapping[str, str], address: str) -> Text:
    """The text with sample facts, as its reader would see it. Raises TextRefused."""
    check(kind, typed)
    text = Text(
        Words(typed["title_zh"], typed["title_en"]),
        Words(typed["body_zh"], typed["body_en"]),
        Words(typed["sms_zh"], typed["sms_en"]),
        Words(typed["sms_template_zh"], typed["sms_template_en"]),
    )
    return text.filled(sample_facts(kind), address)


def _add(kind: str, typed: Mapping[str, str], returned: bool, by: By) -> LetterText:
    before = versions_of(kind)
    row = LetterText(
        kind=kind,
        version=before[0].version + 1 if before else 1,
        returned=returned,
        written_by_id=by.actor.user_id,
        written_by=by.actor.name,
        written_at=by.at,
        **typed,
    )
    db.session.add(row)
    db.session.flush()
    forget_texts()
    return row
