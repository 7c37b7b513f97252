"""The shape of what is typed about letters."""

from __future__ import annotations

from datetime import date

from mediation.notifications.acts import CALL_OUTCOMES
from mediation.rules.findings import Words
from mediation.web.fields import (
    TOO_EARLY,
    TOO_LATE,
    ChoiceField,
    CodeField,
    DayField,
    LongTextField,
    TextField,
)
from mediation.web.forms import BaseForm
from mediation.web.words import label

_EMPTY = Words("请填写这一项，不能留空。", "Fill this in; it cannot be empty.")


class TextForm(BaseForm):
    title_zh = TextField(label("标题（中文）", "Title in Chinese"), _EMPTY, most=60)
    body_zh = LongTextField(label("正文（中文）", "Text in Chinese"), _EMPTY, most=2000)
    sms_zh = LongTextField(label("短信（中文）", "SMS in Chinese"), _EMPTY, most=400)
    sms_template_zh = TextField(label("中文短信的网关模板号", "Gateway template of the Chinese SMS"), most=60)
    title_en = TextField(label("标题（英文）", "Title in English"), _EMPTY, most=120)
    body_en = LongTextField(label("正文（英文）", "Text in English"), _EMPTY, most=4000)
    sms_en = LongTextField(label("短信（英文）", "SMS in English"), _EMPTY, most=400)
    sms_template_en = TextField(label("英文短信的网关模板号", "Gateway template of the English SMS"), most=60)
    try_to = CodeField(
        label("试发到", "Send a trial to"),
        hint=Words("填写手机号或邮箱，用示例内容试发。", "A mobile number or an e-mail address."),
        most=120,
    )


class CallForm(BaseForm):
    outcome = ChoiceField(
        label("结果", "Outcome"),
        list(CALL_OUTCOMES.items()),
        Words("请选择通话结果。", "Choose how the call went."),
    )
    note = TextField(label("备注（可不填）", "Note (optional)"), most=200)


class OfADay(BaseForm):
    """A form about something that happened on a day, `on`."""

    on: DayField

    def is_between(self, first: date, last: date) -> bool:
        """Whether the day lies between the two; says so beside it when not."""
        typed = self.on.data or last
        if typed < first:
            self.refuse("on", TOO_EARLY.within(day=first.isoformat()))
        elif typed > last:
            self.refuse("on", TOO_LATE.within(day=last.isoformat()))
        return first <= typed <= last


class PostedForm(OfADay):
    number = CodeField(
        label("邮件号", "Posting number"),
        Words("请填写邮局给的邮件号。", "Enter the number that the post office gave."),
        most=40,
    )
    on = DayField(label("寄出日期", "Posted on"), Words("请填写寄出日期。", "Enter the day of posting."))


class BackForm(OfADay):
    """What came back of a posted letter."""

    what = ChoiceField(
        label("结果", "Outcome"),
        [
            ("receipt", Words("收到签收回执", "Signed receipt came back")),
            ("returned_slip", Words("信件退回，附退件单", "Letter came back with the slip of the post")),
            ("returned", Words("信件退回，没有退件单", "Letter came back without a slip")),
        ],
        Words("请选择结果。", "Choose the outcome."),
    )
    on = DayField(label("签收或退回日期", "Signed or returned on"), Words("请填写日期。", "Enter the day."))
    note = TextField(label("退回原因（可不填）", "Why it came back (optional)"), most=200)
