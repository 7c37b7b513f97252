"""A paper says all its facts, and shows them to every reader."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import render_pdf
from tests.documents.conftest import Paper
from tests.documents.examples import AGREEMENT, EXAMPLES, IMPRINT, plan, terms
from tests.documents.reading import (
    POPPLER,
    by_mupdf,
    by_poppler,
    expected_texts,
    glyphs,
    pages_of,
    text_of,
    without_ink,
    without_space,
)

# A volume is numbered by the binder and looked at in test_binding.py.
ALL = [(kind, lang) for kind in DocumentKind if not KINDS[kind].is_bound for lang in ("zh", "en")]
# An emoji in a told text is printed as its number.
PRINTED_AS = {"😀": "〔U+1F600〕"}


def test_every_kind_has_an_example_and_stands_in_the_file_of_its_name() -> None:
    assert set(EXAMPLES) == set(KINDS) == set(DocumentKind)
    assert {kind.code: kind.facts.__module__.rpartition(".")[2] for kind in KINDS.values()} == {
        code: code.value for code in DocumentKind
    }


@pytest.mark.parametrize(("kind", "lang"), ALL)
def test_the_text_read_back_holds_every_fact(kind: DocumentKind, lang: str, paper: Paper) -> None:
    text = text_of(paper(kind, lang), foot=False)
    facts = EXAMPLES[kind]
    own_name = facts.issuer.name_en if lang == "en" else facts.issuer.name
    assert "issuer" in KINDS[kind].omit or without_space(own_name) in text
    if hasattr(facts, "contact"):
        for reach in (facts.issuer.phone, facts.issuer.hours, facts.issuer.address):
            assert without_space(reach) in text
    for expected in expected_texts(facts, lang, KINDS[kind].omit):
        for character, mark in PRINTED_AS.items():
            expected = expected.replace(character, mark)
        assert without_space(expected) in text


@pytest.mark.parametrize(("kind", "lang"), ALL)
def test_every_page_carries_number_code_and_page_number(kind: DocumentKind, lang: str, paper: Paper) -> None:
    pages = pages_of(paper(kind, lang))
    for number, text in enumerate(pages, 1):
        assert IMPRINT.number in text
        assert IMPRINT.code in text
        assert f"—{number}/{len(pages)}—" in text


@pytest.mark.parametrize(("kind", "lang"), ALL)
def test_fonts_are_embedded_subsets_of_our_two_faces(kind: DocumentKind, lang: str, paper: Paper) -> None:
    pdf = paper(kind, lang)
    names = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            names.add(descriptor["/FontName"])
            assert "/FontFile2" in descriptor, "TrueType outlines: CID-keyed ones are blank in MuPDF"
    assert {name.partition("+")[2] for name in names} <= {"Noto-Serif-SC", "Noto-Sans-SC"}
    assert all(len(name.partition("+")[0]) == len("/ABCDEF") for name in names)
    assert len(pdf) < 150_000


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_mupdf_shows_ink_for_every_character(kind: DocumentKind, paper: Paper) -> None:
    pdf = paper(kind, "zh")
    assert without_ink(pdf, by_mupdf(pdf)) == set()


@pytest.mark.skipif(not POPPLER, reason="poppler-utils is not installed")
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_poppler_shows_ink_for_every_character(kind: DocumentKind, paper: Paper, tmp_path: Path) -> None:
    pdf = paper(kind, "zh")
    assert without_ink(pdf, by_poppler(pdf, tmp_path)) == set()


def test_the_test_for_ink_sees_a_blank_page(paper: Paper) -> None:
    pdf = paper(DocumentKind.AGREEMENT, "zh")
    white = [page.point(lambda _: 255) for page in by_mupdf(pdf)]
    assert {"䶮", "㛃", "𬱖"} <= without_ink(pdf, white)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_paper_says_its_language_title_and_day(lang: str, paper: Paper) -> None:
    reader = PdfReader(BytesIO(paper(DocumentKind.AGREEMENT, lang)))
    assert reader.root_object["/Lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert reader.metadata is not None
    assert IMPRINT.number in (reader.metadata.title or "")
    assert reader.metadata.creation_date == IMPRINT.issued_at
    assert reader.root_object["/MarkInfo"]["/Marked"], "tagged, so that it can be read aloud"


def test_the_same_facts_give_the_same_bytes() -> None:
    kind = KINDS[DocumentKind.RECEIPT]
    facts = EXAMPLES[DocumentKind.RECEIPT]
    assert render_pdf(kind, facts, IMPRINT) == render_pdf(kind, facts, IMPRINT)


def test_thirty_instalments_repeat_the_head_of_the_table_on_each_page() -> None:
    facts = replace(AGREEMENT, terms=terms(30))
    pdf = render_pdf(KINDS[DocumentKind.AGREEMENT], facts, IMPRINT)
    pages = [text for text in pages_of(pdf) if "肆佰贰拾元整" in text]
    assert len(pages) >= 2
    assert all("期次最迟付款日金额（元）金额大写" in text for text in pages)
    text = text_of(pdf, foot=False)
    for one in plan(30):
        assert (
            f"{one.number}{one.due_on.year}年{one.due_on.month}月{one.due_on.day}日420.00肆佰贰拾元整" in text
        )
    assert "合计12,600.00壹万贰仟陆佰元整" in text


def test_copies_are_one_for_each_party_and_one_for_the_file() -> None:
    facts = replace(AGREEMENT, parties=(*AGREEMENT.parties, *AGREEMENT.parties))
    text = text_of(render_pdf(KINDS[DocumentKind.AGREEMENT], facts, IMPRINT))
    assert "本协议一式五份" in text


REGIMES = [
    ("RM", "人民调解协议书", "人民调解委员会印章", True, "committee under the People's Mediation Law"),
    ("HY", "调解协议书", "调解组织印章", False, "trade mediation: the parties' hands give effect"),
    ("TY", "调解协议", "调解组织印章", False, "court-invited: 法释〔2016〕14号 art. 24"),
    ("XZ", "行政调解协议书", "行政机关印章", True, "authority; confirmation only where the law says so"),
]


@pytest.mark.parametrize(("regime", "title", "seal", "waits_for_all", "remark"), REGIMES)
def test_title_seal_and_effect_follow_the_regime(
    regime: str, title: str, seal: str, waits_for_all: bool, remark: str
) -> None:
    issuer = replace(AGREEMENT.issuer, regime=regime, name="鹭岛市金融纠纷调解中心")
    pdf = render_pdf(KINDS[DocumentKind.AGREEMENT], replace(AGREEMENT, issuer=issuer), IMPRINT)
    text = text_of(pdf)
    assert text.startswith(f"鹭岛市金融纠纷调解中心{title}编号"), remark
    assert f"（{seal}）" in text
    assert (f"签名并加盖{seal}之日起生效" in text) is waits_for_all


def test_a_very_long_name_stays_inside_the_page() -> None:
    name = "鹭江示范" * 25
    party = replace(AGREEMENT.parties[1], name=name)
    facts = replace(
        AGREEMENT, parties=(AGREEMENT.parties[0], party), dispute="Wertpapierkommissionsgeschäft" * 6
    )
    pdf = render_pdf(KINDS[DocumentKind.AGREEMENT], facts, IMPRINT)
    assert name in text_of(pdf)
    assert all(glyph.box[0] > 70 and glyph.box[2] < 595 - 70 for glyph in glyphs(pdf))


def test_a_copy_for_signature_has_no_number_and_says_so() -> None:
    preview = replace(IMPRINT, number="", code="", verify_url="")
    text = text_of(render_pdf(KINDS[DocumentKind.AGREEMENT], replace(AGREEMENT, effective_on=None), preview))
    assert "签署稿·尚未编号" in text
    assert "待正式出具时编定" in text
    assert "生效日期" not in text
    assert IMPRINT.code not in text


def test_an_english_agreement_says_that_the_chinese_text_holds(paper: Paper) -> None:
    assert without_space("where the two differ, the Chinese text holds") in text_of(
        paper(DocumentKind.AGREEMENT, "en")
    )
