"""Whatever a person types is printed as text or refused in a sentence; it never acts."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Any

import pytest

from mediation.documents import render
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import ReachedOutside, RendererMissing, RenderRefused, html_to_pdf, render_pdf
from mediation.rules.agreement.terms import Term
from tests.documents.examples import AGREEMENT, EXAMPLES, IMPRINT
from tests.documents.reading import text_of, without_space

AS_TEXT = [
    ("<script>alert(1)</script>", "a script"),
    ("</title><h1>伪造标题</h1>", "closing the page's own elements"),
    ("{{ 7 * 7 }} {% raw %} {f.issuer} {0}", "a template inside a text"),
    ('<img src="http://169.254.169.254/latest">', "a picture from outside"),
    ("<style>body{display:none}</style>", "a style that hides the paper"),
    ("@import url(file:///etc/passwd);", "a style that reads the machine"),
    ("a & b &lt; c &#20013;", "entities stay as they were typed"),
    ("' \" ` \\ %s $(id)", "quotes of every shell"),
    ("'; DROP TABLE cases;--", "a database that is spoken to"),
]


@pytest.mark.parametrize(("text", "remark"), AS_TEXT)
def test_hostile_text_is_printed_as_it_was_typed(text: str, remark: str) -> None:
    receipt = replace(EXAMPLES[DocumentKind.RECEIPT], narrative=text, applicants=(text,), wishes=(text,))
    printed = text_of(render_pdf(KINDS[DocumentKind.RECEIPT], receipt, IMPRINT))
    assert printed.count(without_space(text)) >= 4, remark
    assert "提交回执" in printed


def agreement_with(**changes: Any) -> Any:
    return replace(AGREEMENT, **changes)


def party_named(name: str) -> Any:
    return replace(AGREEMENT.parties[0], name=name)


REFUSED = [
    (agreement_with(parties=(party_named("张\U0002a6a5"),)), "当事人1·姓名或名称", "no face has it"),
    (
        agreement_with(parties=(party_named("张\u202e三"),)),
        "当事人1·姓名或名称",
        "turns the reading direction",
    ),
    (agreement_with(main_facts="\x07响铃"), "纠纷主要事实", "a control character"),
    (
        agreement_with(terms=replace(AGREEMENT.terms, items=(Term(1, "退还\u2066100\u2069元"),))),
        "协议内容·条款1·内容",
        "an amount that reads otherwise than it is stored",
    ),
    (agreement_with(mediators=("苏😀",)), "调解员1", "an emoji in a name"),
]


@pytest.mark.parametrize(("facts", "field", "remark"), REFUSED)
def test_an_agreement_with_a_character_that_cannot_be_printed_is_refused_by_field(
    facts: Any, field: str, remark: str
) -> None:
    with pytest.raises(RenderRefused) as refused:
        render_pdf(KINDS[DocumentKind.AGREEMENT], facts, IMPRINT)
    assert f"“{field}”" in refused.value.words.zh, remark
    assert "U+" in refused.value.words.zh
    assert "U+" in refused.value.words.en


def test_a_receipt_is_never_refused_for_a_character() -> None:
    receipt = replace(EXAMPLES[DocumentKind.RECEIPT], applicants=("张\U0002a6a5",), narrative="\u202e反\x00")
    text = text_of(render_pdf(KINDS[DocumentKind.RECEIPT], receipt, IMPRINT))
    assert "张〔U+2A6A5〕" in text
    assert "〔U+202E〕反〔U+0000〕" in text


@pytest.mark.parametrize(
    "source",
    ["http://127.0.0.1:9/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA"],
)
def test_a_paper_that_would_fetch_anything_is_not_made(source: str) -> None:
    with pytest.raises(ReachedOutside, match="may not fetch"):
        html_to_pdf(f'<html lang="zh-CN"><img src="{source}" alt="x">', IMPRINT)


def test_a_glyph_that_slipped_through_still_stops_the_paper() -> None:
    with pytest.raises(RenderRefused, match="U\\+2A6A5"):
        html_to_pdf('<html lang="zh-CN"><p>张\U0002a6a5', IMPRINT)


def test_without_pango_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library(name: str) -> None:
        raise OSError(f"cannot load library 'libgobject-2.0-0' for {name}")

    monkeypatch.setattr(importlib, "import_module", no_library)
    render._renderer.cache_clear()
    try:
        with pytest.raises(RendererMissing) as missing:
            html_to_pdf("<p>x", Imprint(IMPRINT.issued_at, "ab" * 32))
    finally:
        render._renderer.cache_clear()
    assert "libpango-1.0-0" in missing.value.words.zh
    assert "libharfbuzz-subset0" in missing.value.words.en
