"""The shape of an offer, of its answer, and of a note of private talk."""

from __future__ import annotations

from mediation.compromise.operations import ANSWERS
from mediation.rules.findings import Words
from mediation.rules.vocabulary import SIDES
from mediation.web.fields import ChoiceField, DayField, LongTextField, MoneyField, TickField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class OfferForm(BaseForm):
    terms = LongTextField(
        label("方案内容", "What is offered"), Words("请写明方案内容。", "Write what is offered."), most=4000
    )
    amount_fen = MoneyField(label("涉及金额（可不填）", "Amount, if any"))
    valid_until = DayField(label("有效期至（可不填）", "Open until (optional)"), lean="future")
    sealed = TickField(
        label("暂不给对方看，只让调解员知道", "Keep it from the other side: for the mediator alone")
    )


class StaffOfferForm(OfferForm):
    side = ChoiceField(
        label("哪一方提出", "Whose offer"), list(SIDES.items()), Words("请选择是哪一方。", "Choose the side.")
    )


class AnswerForm(BaseForm):
    answer = ChoiceField(
        label("答复", "Answer"), list(ANSWERS.items()), Words("请选择答复。", "Choose the answer.")
    )
    note = LongTextField(label("说明（可不填）", "Remark (optional)"), most=1000)


class CaucusForm(BaseForm):
    side = ChoiceField(
        label("与哪一方", "With which side"),
        list(SIDES.items()),
        Words("请选择是哪一方。", "Choose the side."),
    )
    text = LongTextField(
        label("谈话内容", "What was said"),
        Words("请写下谈话内容。", "Write what was said."),
        hint=Words("只有本案调解员看得到。", "Only the mediator of this case reads it."),
        most=8000,
    )
    shown_to_side = TickField(label("也给这一方看", "Show it to this side as well"))
