"""What a person adds to what goes back to the court."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import ChoicesField, LongTextField
from mediation.web.forms import VersionedForm


class FailureForm(VersionedForm):
    cost_acts = LongTextField(
        Words(
            "无正当理由增加他方成本的行为（没有请写“无”）",
            "Acts that raised the other side's cost (“none” if none)",
        ),
        Words("请填写，没有请写“无”。", "Fill it in, “none” if there were none."),
        default="无",
        most=2000,
    )
    hints = LongTextField(Words("其他提示事项", "Other hints for the court"), most=2000)
    records = ChoicesField(
        Words("一并移交的调解记录", "Records of sessions that go along"),
        hint=Words(
            "记录中有为达成协议所作的让步的，不能移交（特邀调解规定第22条）。逐件看过、确认没有的才勾选。",
            "A record with concessions made to settle must stay (art. 22). Tick only what you have read.",
        ),
    )
