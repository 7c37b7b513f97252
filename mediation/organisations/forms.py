"""The shape of what is typed about a body."""

from __future__ import annotations

from mediation.organisations.models import TRADE_WORDS
from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, ChoicesField, TextField, TickField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class BodyForm(BaseForm):
    """What every body has."""

    name = TextField(
        label("全称", "Full name (Chinese)"), Words("请填写全称。", "Enter the full name."), most=80
    )
    name_en = TextField(label("英文名称", "Name in English"), most=120)
    phone = TextField(label("电话", "Telephone"), most=40, number=True)
    address = TextField(label("地址", "Address"), most=120)
    address_en = TextField(label("英文地址", "Address in English"), most=160)
    active = TickField(label("启用", "In use"), default=True)


class StationForm(BodyForm):
    hours = TextField(label("办公时间", "Office hours"), most=60)
    hours_en = TextField(label("英文办公时间", "Office hours in English"), most=80)
    districts = ChoicesField(
        label("服务区域", "Districts served"),
        hint=Words(
            "申请人住在这些区的案件优先分派到本站。", "Cases from these districts are proposed to it."
        ),
    )


class CentreForm(BodyForm):
    number_word = TextField(
        label("案号字头", "Word in case numbers"),
        Words("请填写案号字头，例如 厦金调。", 'Enter the word for case numbers, such as "厦金调".'),
        hint=Words(
            "用于案号，如 厦金调〔2026〕00001号。已发出的案号不变。",
            "Numbers already given stay as they are.",
        ),
        most=10,
    )
    regime = ChoiceField(
        label("调解组织的法律性质", "Legal regime of the organisation"),
        missing=Words(
            "请选择法律性质，它决定文书和印章。", "Choose the regime: papers and seal follow from it."
        ),
    )
    hours = TextField(label("办公时间", "Office hours"), most=60)
    hours_en = TextField(label("英文办公时间", "Office hours in English"), most=80)
    icp = TextField(label("ICP 备案号", "ICP number"), most=60)
    police_no = TextField(label("公安备案号", "Public security number"), most=60)
    site_code = TextField(label("网站标识码", "Site code"), most=60)


class InstitutionForm(BodyForm):
    short_name = TextField(label("简称", "Short name"), most=40)
    pinyin = TextField(label("拼音（供搜索）", "Pinyin (for search)"), most=120)
    trade = ChoiceField(
        label("机构类型", "Kind of institution"),
        list(TRADE_WORDS.items()),
        Words("请选择机构类型。", "Choose the kind of institution."),
    )
    uscc = TextField(label("统一社会信用代码", "Unified social credit code"), most=18, number=True)
    legal_representative = TextField(label("法定代表人（负责人）", "Legal representative"), most=50)


class PublicBodyForm(BodyForm):
    """A court or an authority."""

    short_name = TextField(label("简称", "Short name"), most=40)
