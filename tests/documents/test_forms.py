"""The set of forms: order of the fields, archive format, editable copies, and text that tries to act."""

from __future__ import annotations

import io
import re
from dataclasses import fields, replace
from typing import Any

import pikepdf
import pytest
from docx import Document

from mediation.documents.asking import is_needed
from mediation.documents.compose import compose
from mediation.documents.editable import docx_of
from mediation.documents.facts import mapped
from mediation.documents.kinds import KINDS, DocumentKind, InFile, Kind
from mediation.documents.missing import missing, unprintable
from mediation.documents.render import printable, render_pdf
from tests.documents.conftest import Paper
from tests.documents.examples import IMPRINT
from tests.documents.reading import text_of, without_space

ALL = list(KINDS.values())
EDITABLE = [kind for kind in ALL if kind.editable]
HOSTILE = "<img src=file:///etc/passwd>{{ 7*7 }}</p><script>x()</script>"
HAN = re.compile("[\u4e00-\u9fff]")
FORMS = {f"D{number:02}" for number in range(1, 23)}

# law of the forms: what is read in which order.
ORDER = [
    (
        "application",
        "申请人： 被申请人： 纠纷简要情况 申请事项 自愿申请人民调解委员会进行调解 签名盖章或按指印",
    ),
    ("register_form", "受理日期 纠纷双方 纠纷类型 案件来源 纠纷简要情况 登记人 印章）"),
    ("investigation_record", "时间 地点 参加人 被调查人 问： 答： 核对无误 调查人 记录人"),
    ("session_record", "时间 地点 申请人 其他参加人 告知情况 记录 调解结果 核对无误"),
    (
        "agreement",
        "纠纷主要事实 争议事项 自愿达成如下协议 履行方式 一式三份 人民调解员苏文堃（签名） 记录人 印章）",
    ),
    (
        "oral_agreement",
        "当事人 纠纷主要事实 争议事项 协议内容 履行方式、时限 人民调解员苏文堃（签名） 印章）",
    ),
    ("follow_up", "调解协议编号 回访事由 回访时间 履行情况 满意度 起诉 隐患 回访人"),
    ("closing_report", "卷号 填表时间 承办单位 承办人 受案时间 结案时间 案件来源 简要事实 处理结果"),
    ("undisputed_facts", "法院案号 申请人： 人民调解员 合同签订 不包括为达成协议所作妥协 无需举证 （签名"),
    (
        "confirmation_application",
        "请求事项 调解协议有效 事实和理由 没有恶意串通、规避法律 此致 （签名或者盖章） 附件：",
    ),
    (
        "payment_order_application",
        "（债权人） （债务人） 请求事项 发出支付令 事实和理由 没有其他债务纠纷 证据 此致 附件：",
    ),
    ("mediation_proof", "受理并主持调解 申请人 调解员 调解协议 起生效 特此证明 印章）"),
    ("service_address", "案由 案号 告知事项 送达地址 收件人 联系电话 电子送达 一审、二审、再审所有后续程序"),
    (
        "assignment_slip",
        "来函文号 来函法院 案由 标的额 法院案号 程序 调解期限 随函材料 法院联系人 回执 签收人",
    ),
    (
        "result_feedback",
        "接收 调解结果 调解不成的原因 增加他方成本 提示事项 送达地址确认书 司法确认 附件： 印章）",
    ),
    ("power_of_attorney", "委托人： 受托人： 代理权限 收集、提供证据 选择调解员 放弃请求 领取文书 委托期限"),
]


@pytest.mark.parametrize(("code", "marks"), ORDER)
def test_the_fields_stand_in_the_order_of_the_form(code: str, marks: str, paper: Paper) -> None:
    text, place = text_of(paper(DocumentKind(code), "zh")), 0
    for mark in marks.split():
        found = text.find(mark, place)
        assert found >= 0, f"{mark} is not where the form wants it"
        place = found + len(mark)


def test_the_set_is_whole() -> None:
    held = {kind.form_for(regime) for kind in ALL for regime in ("RM", "HY", "SS", "TY")} - {""}
    assert held == FORMS


def test_a_case_file_is_incomplete_without_the_papers_that_the_catalogue_demands() -> None:
    demanded = {kind.file_place for kind in ALL if kind.in_file is InFile.REQUIRED}
    assert demanded >= {1, 2, 7, 8}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: str(kind.code))
def test_a_sample_lacks_nothing_and_an_emptied_one_is_told_field_by_field(kind: Kind) -> None:
    assert missing(kind, kind.sample) == ()
    assert unprintable(kind, kind.sample) == ()
    emptied = mapped(kind.sample, lambda path, text, told: "" if "." not in path else text)
    assert all(gap.words.zh for gap in missing(kind, emptied))


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: str(kind.code))
def test_a_missing_fact_is_called_by_a_name_and_never_by_its_field(kind: Kind) -> None:
    needed = [field.name for field in fields(kind.facts) if is_needed(field)]
    gaps = missing(kind, replace(kind.sample, **dict.fromkeys(needed)))
    assert {gap.path.partition(".")[0] for gap in gaps} == set(needed)
    assert all(HAN.search(gap.words.zh) and "_" not in gap.words.en for gap in gaps)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: str(kind.code))
def test_the_pdf_is_built_as_an_archive_file_of_level_2a(kind: Kind, paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(paper(kind.code, "zh"))) as pdf:
        told = pdf.open_metadata()
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        root = pdf.Root
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/DestOutputProfile" in root.OutputIntents[0]
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert root.Lang == "zh-CN"
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                assert "/ToUnicode" in font
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert not pdf.check_pdf_syntax() if hasattr(pdf, "check_pdf_syntax") else True


@pytest.mark.parametrize("kind", EDITABLE, ids=lambda kind: str(kind.code))
def test_the_editable_copy_says_what_the_pdf_says(kind: Kind, paper: Paper) -> None:
    original = text_of(paper(kind.code, "zh"), foot=False)
    said = [without_space(text).replace("_", "") for text in told_in(docx_of(kind, kind.sample, IMPRINT))]
    assert [text for text in said if text.strip("-") and text not in original] == []
    lost = set(HAN.findall(original)) - set(HAN.findall("".join(said)))
    assert not lost, "each character of the original is in the copy"
    assert docx_of(kind, kind.sample, IMPRINT) == docx_of(kind, kind.sample, IMPRINT)


def told_in(copy: bytes) -> list[str]:
    """The texts of an editable copy, each cell once."""
    document = Document(io.BytesIO(copy))
    cells = {cell._tc: cell for table in document.tables for row in table.rows for cell in row.cells}
    return [one.text for one in (*document.paragraphs, *cells.values())]


def hostile(facts: Any, text: str = HOSTILE) -> Any:
    """The facts with `text` in every field but those that the law book reads."""

    def put(path: str, old: str, told: bool) -> str:
        coded = path in {"issuer.regime", "source"} or path.startswith("matters")
        return old if coded or path.endswith(("drawn", "drawing", "strokes")) else text

    return mapped(facts, put)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: str(kind.code))
def test_markup_in_any_fact_is_text(kind: Kind) -> None:
    html = compose(kind, hostile(kind.sample), IMPRINT)
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;img src=file:///etc/passwd&gt;{{ 7*7 }}" in html


@pytest.mark.parametrize("kind", EDITABLE, ids=lambda kind: str(kind.code))
def test_markup_in_any_fact_is_text_in_the_editable_copy(kind: Kind) -> None:
    said = told_in(docx_of(kind, hostile(kind.sample), IMPRINT))
    assert "<img src=file:///etc/passwd>{{ 7*7 }}" in "".join(said)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: str(kind.code))
def test_control_and_turning_marks_are_printed_as_numbers_never_as_they_are(kind: Kind) -> None:
    shown = printable(hostile(kind.sample, "甲\x07\u202e乙"), strict=False)
    html = compose(kind, shown, IMPRINT)
    assert "\x07" not in html
    assert "\u202e" not in html


def test_ten_thousand_characters_fill_pages_and_stay_inside_them() -> None:
    kind = KINDS[DocumentKind.INVESTIGATION_RECORD]
    long = mapped(
        kind.sample, lambda path, text, told: "鱻" * 10_000 if path == "exchanges.1.answer" else text
    )
    assert text_of(render_pdf(kind, long, IMPRINT), foot=False).count("鱻") == 10_000
