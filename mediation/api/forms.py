"""The shape of what is typed about a token."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import NumberRange

from mediation.api.operations import PER_MINUTE
from mediation.api.scopes import SCOPES
from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, ChoicesField, DayField, LongTextField, TextField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class TokenForm(BaseForm):
    organisation_id = ChoiceField(
        label("发给哪个单位", "For which body"),
        missing=Words("请选择单位。", "Choose the body."),
        coerce=int,
    )
    name = TextField(
        label("哪个系统使用", "Which system uses it"),
        Words("请填写系统名称，例如“诉调对接系统”。", "Name the system, such as “filing system”."),
        hint=Words("会出现在办理经过中，不要写个人姓名。", "It stands in the history: do not name a person."),
        most=60,
    )
    scopes = ChoicesField(
        label("权限", "Scopes"),
        [(code, words) for code, words in SCOPES.items()],
        Words("请至少选一项权限。", "Choose at least one scope."),
    )
    expires_on = DayField(
        label("到期日", "Last day"),
        Words("请填写到期日，最长一年。", "Enter the last day, a year from now at most."),
    )
    addresses = LongTextField(
        label("允许的网络地址（选填）", "Network addresses allowed (optional)"),
        hint=Words(
            "一行一个，例如 10.20.30.0/24。不填则不限制。",
            "One a line, such as 10.20.30.0/24. Leave empty for no limit.",
        ),
        most=1000,
    )
    per_minute = IntegerField(
        label("每分钟最多调用次数", "Calls a minute at most"),
        [
            NumberRange(
                min=10,
                max=6000,
            )
        ],
        default=PER_MINUTE,
    )
