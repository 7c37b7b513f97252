"""The shape of what is typed about a hand-over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from mediation.rules.findings import Words
from mediation.rules.procedures.referral_steps import MATTERS
from mediation.rules.vocabulary import HANDOVER_RESULTS, PRODUCTS
from mediation.web.fields import (
    ChoiceField,
    ChoicesField,
    CodeField,
    DayField,
    FilesField,
    LongTextField,
    MoneyField,
    TextField,
    TickField,
)
from mediation.web.forms import BaseForm, VersionedForm

BODY = Words("请选择对方单位。", "Choose the other body.")
LINES = Words("一行一件，例如：起诉状 ×2", "One paper a line, such as: Statement of claim ×2")


class LetterForm(BaseForm):
    """What every hand-over has."""

    body = ChoiceField(Words("对方单位", "The other body"), missing=BODY)
    their_number = CodeField(
        Words("对方案号、文号或者工单号", "Their case, letter or ticket number"), most=60
    )
    their_contact = TextField(Words("对方联系人、电话", "Their contact and telephone"), most=60)
    materials = LongTextField(Words("材料清单", "List of papers"), hint=LINES, most=3000)


class ArrivalForm(LetterForm):
    """What came in."""

    subject = LongTextField(
        Words("事由", "Matter"), Words("请写明事由。", "Write what it is about."), most=3000
    )
    scans = FilesField(
        Words("来函和材料（扫描件）", "Their letter and papers (scans)"),
        hint=Words(
            "可选多个文件。文件名与清单中的一行相同的，对应到该行；其余按文件名加入清单。",
            "Several files may be chosen. One named like a line of the list belongs to that line; "
            "each of the others becomes a line by its name.",
        ),
    )
    wants = ChoiceField(
        Words("当事人希望怎么处理", "What the person wants"),
        [(code, MATTERS[code]) for code in ("complaint", "violation", "petition")],
        hint=Words(
            "投诉（民事诉求）、举报（违法行为）、信访三种程序不能混用。",
            "Complaint (a civil demand), report of a violation and petition are three procedures.",
        ),
    )
    received_on = DayField(
        Words("签收日", "Signed for on"),
        Words("请填写签收日，期限自次日起算。", "Enter the day; the clocks count from the next one."),
    )
    received_by = TextField(Words("签收人", "Signed for by"), most=40)
    return_days = IntegerField(
        Words("要求几个工作日内反馈", "Working days until the result is wanted"),
        [Optional(), NumberRange(min=1, max=250)],
        description=Words("来文没有要求的，留空。", "Leave empty where the sender sets none."),
    )
    product = ChoiceField(Words("纠纷类型", "Dispute"), PRODUCTS.items())
    amount = MoneyField(Words("标的额（元）", "Amount (yuan)"))
    applicant_name = TextField(
        Words("申请人", "Applicant"), Words("请填写申请人。", "Enter the applicant."), most=80
    )
    applicant_phone = CodeField(Words("申请人电话", "Applicant's telephone"), most=30)
    applicant_paper = CodeField(Words("申请人证件号码", "Applicant's paper number"), most=30)
    respondent_name = TextField(
        Words("被申请人", "Respondent"), Words("请填写被申请人。", "Enter the respondent."), most=80
    )


class DepartureForm(LetterForm, VersionedForm):
    """What leaves a case of the centre."""

    reason = LongTextField(
        Words("事由", "Matter"),
        Words("请写明移送的事由。", "Write why it is handed over."),
        least=2,
        most=3000,
    )
    kind = ChoiceField(
        Words("移送类型", "Kind of hand-over"), missing=Words("请选择移送类型。", "Choose the kind.")
    )
    stops = TickField(
        Words("同时终止调解", "Mediation ends with it"),
        hint=Words(
            "涉嫌犯罪、非法集资等须终止；只是报告情况的，不勾选，调解继续。",
            "A crime or illegal fundraising ends it; leave this open where it is only reported.",
        ),
    )


class PlainForm(VersionedForm):
    """An act that needs nothing more."""


class ReasonForm(VersionedForm):
    reason = LongTextField(
        Words("理由", "Reason"), Words("请写明理由。", "Write the reason."), least=2, most=1000
    )


class NoteForm(VersionedForm):
    text = LongTextField(Words("内容", "Note"), Words("请写内容。", "Write something."), most=500)


class TakeForm(VersionedForm):
    on_platform = ChoiceField(
        Words("怎样接收", "How it is taken"),
        [
            (
                "paper",
                Words("签收纸质材料（期限自签收次日起算）", "Signed for on paper: counts from that day"),
            ),
            (
                "platform",
                Words("在平台确认（期限自今天次日起算）", "Confirmed on the platform: counts from today"),
            ),
        ],
        Words("请选择怎样接收，期限由此起算。", "Choose: the period counts from it."),
    )
    road = ChoiceField(
        Words("接收后先由谁处理", "Who deals with it first"),
        [
            ("mediation", Words("直接进入调解程序", "It goes to mediation")),
            (
                "institution",
                Words(
                    "先转机构处理（15日，复杂的30日），未解决的再调解",
                    "The institution first (15 days, 30 if complicated); mediation if that fails",
                ),
            ),
        ],
        default="mediation",
    )


class ReceiptForm(VersionedForm):
    signed_by = TextField(
        Words("签收人", "Signed for by"), Words("请填写签收人。", "Enter who signed for it."), most=40
    )
    signed_on = DayField(
        Words("签收日", "Signed for on"), Words("请填写签收日。", "Enter the day."), lean="past"
    )
    files = FilesField(Words("签收回执（扫描件）", "The signed receipt (scan)"))


class ResultForm(VersionedForm):
    result = ChoiceField(
        Words("处理结果", "Result"),
        HANDOVER_RESULTS.items(),
        Words("请选择处理结果。", "Choose the result."),
    )
    result_on = DayField(Words("作出日期", "Decided on"), Words("请填写日期。", "Enter the day."))
    result_number = CodeField(
        Words("文书编号（如民特案号）", "Number of their paper (such as 民特)"), most=60
    )
    text = LongTextField(Words("说明", "Remarks"), most=2000)


class ResumeForm(VersionedForm):
    """Which clock an act is about; the choices are those of the hand-over."""

    deadline = ChoiceField(
        Words("哪一项时限", "Which deadline"),
        missing=Words("请选择时限。", "Choose the deadline."),
        coerce=int,
    )


class ExtendForm(ResumeForm, ReasonForm):
    length = IntegerField(
        Words("延长多少天", "By how many days"),
        [NumberRange(min=1, max=365)],
        description=Words("按自然日计算，例如 15。", "In calendar days, such as 15."),
    )
    consents = ChoicesField(
        Words("已经取得", "Already obtained"),
        hint=Words(
            "缺少规定的同意或者告知，不能延长。",
            "Without the consents and notices of its rule it cannot be lengthened.",
        ),
    )


class AskTimeForm(ReasonForm):
    consents = ChoicesField(
        Words("已经取得", "Already obtained"),
        hint=Words(
            "特别复杂的再延长30日，须经上级批准并告知投诉人。",
            "Another 30 days need the superior's approval, and the complainant told.",
        ),
    )


class PauseForm(ResumeForm, ReasonForm):
    why = ChoiceField(
        Words("中止的原因", "Ground"), missing=Words("请选择中止的原因。", "Choose the ground.")
    )


class MoreForm(VersionedForm):
    """Sent or registered again; papers may be added to the list."""

    materials = LongTextField(Words("补充的材料", "Papers added"), hint=LINES, most=3000)


class SuspendForm(ReasonForm):
    materials = LongTextField(
        Words("报告法院时附送的材料", "Papers that go with the report to the court"),
        Words("请至少列一件材料。", "List at least one paper."),
        hint=LINES,
        most=3000,
    )


class ReturnForm(VersionedForm):
    reason = LongTextField(
        Words("总的理由", "Reason for the whole"),
        hint=Words(
            "问题已写在各份材料下面的，可以不填。", "May stay empty where the faults stand beside the papers."
        ),
        most=1000,
    )


def correction_form(papers: Iterable[tuple[int, str]]) -> type[VersionedForm]:
    """The reason for the whole, and one line beside each paper of the list (its id and title)."""
    beside: dict[str, Any] = {
        f"{FAULT}{number}": TextField(
            Words(f"“{title}”的问题", f"What is wrong with “{title}”"),
            hint=Words("没有问题的留空。", "Leave empty where nothing is."),
            most=200,
        )
        for number, title in papers
    }
    return type("CorrectionForm", (ReturnForm,), beside)


FAULT = "fault_"
