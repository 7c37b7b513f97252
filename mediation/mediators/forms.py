"""The shape of what is typed about a mediator."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import NumberRange

from mediation.mediators.models import LANGUAGES
from mediation.rules.findings import Words
from mediation.rules.vocabulary import PRODUCTS
from mediation.web.fields import ChoicesField, DayField, LongTextField, TextField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class EntryForm(BaseForm):
    badge = TextField(
        label("工作证号", "Badge number"),
        hint=Words(
            "任何人凭姓名和工作证号都可以核实调解员。",
            "By name and badge number anyone can check a mediator.",
        ),
        most=20,
    )
    fields = ChoicesField(label("擅长领域", "Fields"), list(PRODUCTS.items()))
    languages = ChoicesField(label("语言", "Languages"), list(LANGUAGES.items()))
    employed_at = LongTextField(
        label("任职与披露", "Employers to disclose"),
        hint=Words(
            "一行一家机构全称；已离职的在后面空一格写离职日期，例如：某某银行 2025-06-30",
            "One institution a line by its full name; after a space the last day there, if it is over.",
        ),
        most=2000,
    )
    capacity = IntegerField(
        label("同时办理的上限（件）", "Open cases at most"),
        validators=[NumberRange(1, 200, Words("请填 1 到 200 之间的数。", "Enter a number from 1 to 200."))],
    )
    away_from = DayField(label("请假开始", "Away from"))
    away_to = DayField(label("请假结束", "Away until"))
