"""The shape of what is typed about an issued paper."""

from __future__ import annotations

from mediation.issuing.operations import RESULTS, WAYS
from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, DayField, FilesField, LongTextField, TextField
from mediation.web.forms import BaseForm, VersionedForm
from mediation.web.words import label


class ServiceForm(BaseForm):
    recipient = TextField(
        label("受送达人", "Recipient"), Words("请填写受送达人。", "Enter the recipient."), most=80
    )
    way = ChoiceField(
        label("方式", "How"), list(WAYS.items()), Words("请选择送达方式。", "Choose how it was served.")
    )
    result = ChoiceField(
        label("结果", "Result"), list(RESULTS.items()), Words("请选择结果。", "Choose the result.")
    )
    on = DayField(label("日期", "Day"), Words("请填写日期。", "Enter the day."))
    note = TextField(
        label("说明（可不填）", "Note (optional)"),
        hint=Words("运单号、签收人等。", "Tracking number, who received it."),
        most=200,
    )
    proof = FilesField(
        label("凭证（可不填）", "Proof (optional)"),
        hint=Words("签收回执、运单、截图的照片或 PDF。", "Photo or PDF of the receipt or the waybill."),
        accept="image/*,application/pdf",
    )


class WithdrawForm(VersionedForm):
    reason = LongTextField(
        label("为什么撤销？", "Why is it withdrawn?"),
        Words("请写明撤销的理由，双方都会看到。", "Write why; both sides see it."),
        most=500,
    )


class ReplaceForm(VersionedForm):
    reason = LongTextField(
        label("为什么替换？", "Why is it replaced?"),
        Words("请写明替换的理由，双方都会看到。", "Write why; both sides see it."),
        most=500,
    )
