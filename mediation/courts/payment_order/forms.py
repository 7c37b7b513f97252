"""What is typed about a payment order."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from mediation import clock
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import counties_named, full_name
from mediation.rules.procedures import payment_orders
from mediation.rules.procedures.payment_orders import GROUNDS, MANNERS, Question
from mediation.web.fields import (
    ChoiceField,
    CodeField,
    DayField,
    FilesField,
    LongTextField,
    MoneyField,
    TextField,
)
from mediation.web.forms import VersionedForm

YES_NO = ((payment_orders.YES, Words("是", "Yes")), (payment_orders.NO, Words("否", "No")))
QUESTION = "ask_"


class _ClaimForm(VersionedForm):
    """The claim and the court; the questions of the law stand behind."""

    creditor_side = ChoiceField(
        Words("债权人（申请支付令的一方）", "Creditor (who applies)"),
        missing=Words("请选择哪一方是债权人。", "Choose who is the creditor."),
    )
    amount = MoneyField(
        Words("请求给付的金额（元）", "Sum claimed (yuan)"),
        Words("请填写已到期、尚未支付的金额。", "Enter the sum that is due and not paid."),
    )
    grounds = LongTextField(
        Words("债务怎样形成、何时到期、尚欠多少", "How the debt came about, when due, how much is open"),
        Words("请写明请求所根据的事实。", "Write the facts that the claim rests on."),
        most=3000,
    )
    place = TextField(
        Words("债务人住所地（区、县）", "The debtor's domicile (district or county)"),
        Words("请填写债务人住所地，由此确定法院。", "Enter it: the court follows from it."),
        hint=Words("例如：厦门市思明区", "City and district, in Chinese"),
        most=120,
    )
    body = ChoiceField(Words("受理法院", "Court"), missing=Words("请选择法院。", "Choose the court."))
    place_code = ""

    def validate_place(self, field: TextField) -> None:
        found = place_of(field.data or "", on=clock.today())
        if isinstance(found, Words):
            raise ValidationError(found)
        self.place_code = found


def claim_form(questions: tuple[Question, ...]) -> type[VersionedForm]:
    """The claim, and one question for each condition of the law."""
    asked: dict[str, Any] = {
        f"{QUESTION}{one.code}": ChoiceField(
            one.ask,
            YES_NO,
            Words("请回答是或者否。", "Answer yes or no."),
            hint=Words(one.legal_basis, one.legal_basis),
        )
        for one in questions
    }
    return type("ClaimForm", (_ClaimForm,), asked)


def place_of(text: str, *, on: date) -> str | Words:
    """The division code of a county as typed; else what to write instead."""
    found = counties_named(text, on)
    if len(found) == 1:
        return found[0].code
    if not found:
        return Words(
            "没有找到这个区县，请写到区县一级，例如“厦门市思明区”。",
            "No such county: write the city and the district, in Chinese.",
        )
    names = [full_name(one.code) for one in found[:4]]
    return Words(
        "有几个同名的区县，请连省市一起写：" + "、".join(one.zh for one in names) + "。",
        "Several have this name; write the city too: " + "; ".join(one.zh for one in names),
    )


PAPER = Words("法院文书（扫描件）", "The court's paper (scan)")
PAPER_HINT = Words("法院联络员自行登记的，可以不传。", "The court's own liaison need not upload it.")


class PlainForm(VersionedForm):
    """A step that needs nothing more."""


class ReasonForm(VersionedForm):
    reason = LongTextField(
        Words("理由", "Reason"), Words("请写明理由。", "Write the reason."), least=2, most=1000
    )


class DayForm(VersionedForm):
    day = DayField(Words("日期", "Day"), Words("请填写日期。", "Enter the day."), lean="past")


class PaperForm(DayForm):
    files = FilesField(PAPER, hint=PAPER_HINT)


class AcceptForm(PaperForm):
    number = CodeField(
        Words("支付令案号", "The court's number"),
        Words("请填写法院案号。", "Enter the court's number."),
        hint=Words("例如（2026）闽0203民督12号", "As on the court's paper"),
        most=60,
    )


class RefuseForm(PaperForm, ReasonForm):
    """The court does not take it: its paper and its reason."""


class ObjectionForm(PaperForm):
    manner = ChoiceField(Words("怎样提出", "How"), MANNERS.items(), Words("请选择怎样提出。", "Choose how."))
    ground = ChoiceField(
        Words("说了什么", "What was said"),
        GROUNDS.items(),
        Words("请选择说了什么。", "Choose what was said."),
        hint=Words(
            "口头的、只说没钱或者要求延期的，不产生异议效力，会如实记录，期限照常计算。",
            "By word of mouth, or only about money or time: noted without effect, and the clock runs on.",
        ),
    )


FORMS: dict[str, type[VersionedForm]] = {
    "accept": AcceptForm,
    "refuse": RefuseForm,
    "issue": PaperForm,
    "serve": PaperForm,
    "pay": PaperForm,
    "pay_late": PaperForm,
    "object": ObjectionForm,
    "rule_ended": PaperForm,
    "opt_out": PaperForm,
    "apply_enforcement": PaperForm,
    "withdraw": ReasonForm,
    "give_up": ReasonForm,
}
