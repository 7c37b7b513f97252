"""The agreement shows the hands that were set electronically, from its own frozen facts."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

from docx import Document

from mediation.documents.editable import docx_of
from mediation.documents.facts import canonical, thaw
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.agreement import Agreement, ElectronicSignature
from mediation.documents.kinds.parts import Lang
from mediation.documents.render import render_pdf
from tests.documents.examples import AGREEMENT, IMPRINT
from tests.documents.reading import text_of, without_space

KIND = KINDS[DocumentKind.AGREEMENT]
STROKES = "60,60 120,40 180,90 240,50;260,120 330,60 400,150;430,40 450,160 520,60"
AT = datetime(2026, 3, 16, 2, 5, tzinfo=UTC)
DRAWN = ElectronicSignature("applicant", "林雅珍", AT, STROKES, "", "a1b2c3d4e5f60718" * 4)
TYPED = ElectronicSignature("mediator", "陈海燕", AT, "", "陈海燕", "0f1e2d3c4b5a6978" * 4)
SEALED = ElectronicSignature("organisation", "郑主任", AT, "", "郑主任", "99887766554433ff" * 4)


def signed(*hands: ElectronicSignature, lang: Lang = Lang.ZH) -> Agreement:
    return replace(AGREEMENT, hands=hands, lang=lang)


def test_each_place_names_the_hand_the_moment_and_the_code_of_its_proof() -> None:
    text = text_of(render_pdf(KIND, signed(DRAWN, TYPED, SEALED), IMPRINT), foot=False)
    for hand in (DRAWN, TYPED, SEALED):
        said = f"电子签名：{hand.person}2026年3月16日10:05存证码{hand.evidence_code}"
        assert without_space(said) in text
    english = text_of(render_pdf(KIND, signed(DRAWN, lang=Lang.EN), IMPRINT), foot=False)
    assert without_space("Signed electronically: 林雅珍 16 March 2026, 10:05 Evidence a1b2 c3d4") in english


def test_whoever_signs_on_paper_keeps_a_blank_place_to_write() -> None:
    blank = "年月日"
    nobody = text_of(render_pdf(KIND, AGREEMENT, IMPRINT), foot=False).count(blank)
    one = text_of(render_pdf(KIND, signed(DRAWN), IMPRINT), foot=False).count(blank)
    assert nobody - one == 1


def test_the_same_hands_draw_the_same_file_and_another_line_another_one() -> None:
    drawn = render_pdf(KIND, thaw(Agreement, canonical(signed(DRAWN))), IMPRINT)
    assert drawn == render_pdf(KIND, signed(DRAWN), IMPRINT)
    other = replace(DRAWN, strokes=STROKES.replace("60,60", "60,61"))
    assert drawn != render_pdf(KIND, signed(other), IMPRINT)


def test_an_agreement_frozen_before_hands_were_printed_is_still_read() -> None:
    old = canonical(AGREEMENT).replace('"hands":[],', "")
    assert thaw(Agreement, old) == AGREEMENT


def test_the_editable_copy_tells_the_hands_in_words() -> None:
    paper = Document(io.BytesIO(docx_of(KIND, signed(DRAWN, TYPED), IMPRINT)))
    told = [one.text for one in paper.paragraphs if "电子签名" in one.text]
    assert len(told) == 2
    assert all("____" not in one for one in told)
    assert "陈海燕" in told[1]
