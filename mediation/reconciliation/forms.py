"""The shape of what is typed about a reconciliation."""

from __future__ import annotations

from mediation.bulk.received.form_parts import list_field
from mediation.reconciliation.statement import DIRECTIONS
from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, DayField, LongTextField, TextField
from mediation.web.forms import BaseForm, VersionedForm


class BeginForm(BaseForm):
    body = ChoiceField(
        Words("对账单位", "The other body"), missing=Words("请选择对账单位。", "Choose the other body.")
    )
    direction = ChoiceField(
        Words("核对哪些事项", "What is compared"),
        [(code.value, words) for code, words in DIRECTIONS.items()],
        Words("请选择核对哪些事项。", "Choose what is compared."),
    )
    from_on = DayField(Words("期间从", "From"), Words("请填写起始日。", "Enter the first day."), lean="past")
    to_on = DayField(
        Words("至（含当日）", "To, this day included"),
        Words("请填写截止日。", "Enter the last day."),
        hint=Words(
            "对方移送的按签收日，我方移送的按发出日。", "By the day signed for; for ours, the day sent."
        ),
        lean="past",
    )
    files = list_field()


class ListForm(BaseForm):
    files = list_field()


class SettleForm(VersionedForm):
    reason = ChoiceField(Words("处理理由", "Reason"), missing=Words("请选择处理理由。", "Choose the reason."))
    text = LongTextField(
        Words("说明", "Explanation"),
        hint=Words("例如更正台账的步骤、对方经办人。", "Such as the act that put the ledger right."),
        most=500,
    )


class ReasonForm(VersionedForm):
    reason = LongTextField(
        Words("理由", "Reason"), Words("请写明理由。", "Write the reason."), least=2, most=500
    )


class WordForm(VersionedForm):
    reason = LongTextField(
        Words("对这项差异的意见", "Your word on this difference"),
        Words("请写明意见。", "Write your word."),
        least=2,
        most=500,
    )


class ConfirmForm(VersionedForm):
    by = TextField(
        Words("确认人", "Confirmed by"), Words("请填写确认人。", "Enter who confirms it."), most=40
    )


class PlainForm(VersionedForm):
    """An act that needs nothing more."""
