"""The shape of what a mediator types about notices, answers and sessions."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from typing import Any

from wtforms import StringField

from mediation.rules.findings import Words
from mediation.rules.vocabulary import CHANNELS, MODES, NOTICE_CHANNELS, SESSION_RESULTS, SIDES
from mediation.web.fields import ChoiceField, DayField, LongTextField, Missing, Says, TextField, TickField
from mediation.web.forms import VersionedForm
from mediation.web.words import label

_TIME = re.compile(r"(\d{1,2})[:：.时]?(\d{2})?分?")


class TimeField(StringField):
    """A time of day as people write it: 14:30, 1430, 14时30分; `data` is a time, or None."""

    data: time | None

    def __init__(self, label: Says, missing: Says, **more: Any) -> None:
        super().__init__(label, [Missing(missing)], **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = unicodedata.normalize("NFKC", valuelist[0]).strip() if valuelist else ""
        if not typed:
            return
        found = _TIME.fullmatch(typed)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise ValueError(Words("请写成 14:30 这样的时间。", "Write a time such as 14:30."))
        self.data = time(hour, minute)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""


def _side() -> ChoiceField:
    return ChoiceField(
        label("哪一方", "Which side"), list(SIDES.items()), Words("请选择是哪一方。", "Choose the side.")
    )


def _channel() -> ChoiceField:
    return ChoiceField(
        label("方式", "How"),
        [(code, CHANNELS[code]) for code in NOTICE_CHANNELS],
        Words("请选择是通过什么方式。", "Choose how."),
    )


class NoticeForm(VersionedForm):
    side = _side()
    channel = _channel()


class ConsentForm(NoticeForm):
    given_by = TextField(
        label("由谁表示", "Given by"),
        hint=Words(
            "本人可不填；代理人或机构经办人请写姓名。", "Leave empty for the party; else name the agent."
        ),
        most=50,
    )
    remark = LongTextField(label("备注", "Remark"), most=500)


class DeclineForm(NoticeForm):
    given_by = TextField(label("由谁表示", "Given by"), most=50)
    reason = LongTextField(
        label("拒绝的理由", "Reason given"),
        Words("请写明对方怎样表示拒绝，当事人会看到。", "Write how it declined. The parties will read it."),
        most=500,
    )


class BeginForm(VersionedForm):
    """Beginning needs no particulars."""


class BookingForm(VersionedForm):
    day = DayField(label("日期", "Day"), Words("请填写日期。", "Enter the day."), lean="future")
    starts = TimeField(label("开始时间", "From"), Words("请填写开始时间。", "Enter the time."))
    mode = ChoiceField(
        label("调解方式", "How"), list(MODES.items()), Words("请选择调解方式。", "Choose how.")
    )
    place = TextField(label("地点或会议号", "Place or meeting number"), most=120)


class SessionForm(VersionedForm):
    day = DayField(label("调解日期", "Day"), Words("请填写日期。", "Enter the day."))
    starts = TimeField(label("开始时间", "From"), Words("请填写开始时间。", "Enter the time."))
    ends = TimeField(label("结束时间", "To"), Words("请填写结束时间。", "Enter the time."))
    mode = ChoiceField(
        label("调解方式", "How"), list(MODES.items()), Words("请选择调解方式。", "Choose how.")
    )
    place = TextField(label("地点", "Place"), Words("请填写地点或会议号。", "Enter the place."), most=120)
    is_open = TickField(label("公开进行（双方要求时）", "Open to the public (if both sides ask)"))
    present = LongTextField(
        label("到场的其他人", "Others present"), hint=Words("一行一人。", "One a line."), most=1000
    )
    record = LongTextField(
        label("调解记录", "Record"),
        Words("请写下调解的经过。", "Write down what happened."),
        hint=Words(
            "写进正式笔录，双方会看到。私下谈的内容和让步方案不要写在这里。",
            "Both sides will read it. Leave out what was said in private and offers.",
        ),
        most=20000,
    )
    result = ChoiceField(
        label("结果", "Result"), list(SESSION_RESULTS.items()), Words("请选择结果。", "Choose the result.")
    )
    result_note = LongTextField(label("结果说明", "About the result"), most=1000)
