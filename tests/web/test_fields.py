"""What people type into a form, and what the form says back."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from mediation.rules.findings import Words
from mediation.web.days import read_day
from mediation.web.words import speaking, t
from tests.web.conftest import Everything

MONDAY = date(2026, 3, 2)

DAYS = [
    ("2026-03-01", "past", date(2026, 3, 1), "as in tables"),
    ("2026年3月1日", "past", date(2026, 3, 1), "as in letters"),
    ("20260301", "past", date(2026, 3, 1), "figures only"),
    ("２０２６．３．１", "past", date(2026, 3, 1), "full-width figures and points"),
    ("2026/3/1", "past", date(2026, 3, 1), "strokes"),
    (" 2026 - 3 - 1 ", "past", date(2026, 3, 1), "blanks"),
    ("3-1", "past", date(2026, 3, 1), "no year: yesterday"),
    ("11月23日", "past", date(2025, 11, 23), "no year, still to come: last year's"),
    ("11-23", "future", date(2026, 11, 23), "no year: this year's to come"),
    ("1-5", "future", date(2027, 1, 5), "no year, gone by: next year's"),
    ("2026-02-30", "past", None, "there is no such day"),
    ("2026-13-01", "past", None, "there is no such month"),
    ("2026-3", "past", None, "a month is not a day"),
    ("昨天", "past", None, "a word"),
    ("9" * 400, "past", None, "figures without end"),
    ("<script>", "past", None, "markup"),
]


@pytest.mark.parametrize(("typed", "lean", "expected", "remark"), DAYS)
def test_a_typed_day_is_read(typed: str, lean: str, expected: date | None, remark: str) -> None:
    assert read_day(typed, on=MONDAY, lean=lean) == expected, remark


GOOD = {
    "kind": "card",
    "amount": "1.26万",
    "happened_on": "3-1",
    "story": "多收了费用",
    "wishes": "loan",
    "name": " 䶮·买买提 ",
    "paper": "３５０２ ",
    "agreed": "y",
}


def filled(web: Flask, **changes: str | None) -> Everything:
    """The form as posted with good answers, some of them changed; None leaves one away."""
    posted = {name: value for name, value in (GOOD | changes).items() if value is not None}
    web.config["WTF_CSRF_ENABLED"] = False
    with web.test_request_context("/everything", method="POST"):
        form = Everything(MultiDict(posted))
        form.validate()
        return form


def sentences(form: Everything) -> list[tuple[str, str]]:
    return [(anchor, t(sentence)) for anchor, sentence in form.mistakes]


def test_good_answers_become_facts(web: Flask) -> None:
    form = filled(web)
    assert form.mistakes == []
    assert (form.amount.data, form.happened_on.data) == (1_260_000, date(2026, 3, 1))
    assert (form.name.data, form.paper.data) == ("䶮·买买提", "3502"), "blanks go, rare characters stay"
    assert (form.kind.data, form.wishes.data, form.district.data) == ("card", ["loan"], None)


BAD = [
    ("kind", None, "请选一类", "a radio left alone"),
    ("kind", "other", "请从列出的选项中选一项。", "an option that is not on the page"),
    ("wishes", None, "请选一项", "no box ticked"),
    ("wishes", "other", "请从列出的选项中选一项。", "a box that is not on the page"),
    ("district", "other", "请从列出的选项中选一项。", "optional, but then one of the list"),
    ("amount", None, "请填写金额", "no amount"),
    ("amount", "  ", "请填写金额", "blanks are no amount"),
    ("amount", "-1", "金额不能是负数，请填写正数。", "a negative amount"),
    ("happened_on", "昨天", "请填写日期，例如 2026-11-23 或 2026年11月23日。", "not a day"),
    ("happened_on", "2026-03-03", "日期不能晚于 2026-03-02。", "tomorrow"),
    ("story", "短", "至少写 3 个字，现在只有 1 个。", "too short"),
    ("story", "长" * 21, "最多 20 个字，现在有 21 个，请缩短。", "too long"),
    ("name", " \t\n", "请填写姓名", "blanks are no name"),
    ("name", "\x00\x07", "请填写姓名", "neither are control characters"),
    ("agreed", None, "请勾选", "not ticked"),
]


@pytest.mark.parametrize(("name", "typed", "sentence", "remark"), BAD)
def test_a_bad_answer_gets_one_sentence_beside_its_field(
    web: Flask, name: str, typed: str | None, sentence: str, remark: str
) -> None:
    assert sentences(filled(web, **{name: typed})) == [(name, sentence)], remark


def test_what_was_typed_is_shown_again_as_typed(web: Flask) -> None:
    form = filled(web, amount="一百块上下", happened_on="昨天")
    assert (form.amount._value(), form.happened_on._value()) == ("一百块上下", "昨天")


def test_the_sentences_follow_the_readers_language(web: Flask) -> None:
    with speaking("en"):
        assert sentences(filled(web, name="")) == [("name", "Enter your name")]
        assert sentences(filled(web, story="a" * 21)) == [("story", "At most 20 characters; you have 21.")]


def test_a_refusal_of_an_operation_stands_beside_its_field_or_above_all(web: Flask) -> None:
    form = filled(web)
    form.refuse("amount", Words("超过限额", "Over the limit"))
    form.refuse(None, Words("案件已变", "The case has changed"))
    assert sentences(form) == [("", "案件已变"), ("amount", "超过限额")]


def test_stored_facts_are_shown_in_the_form_they_are_typed_in(web: Flask) -> None:
    with web.test_request_context("/everything"):
        form = Everything(amount=1_260_000, happened_on=date(2026, 3, 1))
        assert (form.amount._value(), form.happened_on._value()) == ("12,600.00", "2026-03-01")
