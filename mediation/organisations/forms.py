"""The shape of what is typed about a body."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional, ValidationError

from mediation.organisations.models import TRADE_WORDS
from mediation.organisations.opening_hours import (
    USUAL_CLOSING,
    USUAL_OPENING,
    USUAL_WEEKDAYS,
    read_time,
    written_time,
)
from mediation.rules.acceptance.authorities import authorities
from mediation.rules.findings import Words
from mediation.rules.numbers.courts_table import courts
from mediation.rules.time.workdays import WEEKDAYS
from mediation.web.fields import ChoiceField, ChoicesField, CodeField, EmailField, TextField, TickField
from mediation.web.forms import BaseForm
from mediation.web.words import label

# Rows of the table that are other kinds of body here.
NOT_AN_AUTHORITY = frozenset({"court", "inviting_court", "institution", "centre"})

NO_TIME = Words("请填写时间，例如 09:00。", "Enter a time such as 09:00.")


def _time_field(zh: str, en: str, usual: str) -> TextField:
    return CodeField(label(zh, en), NO_TIME, most=5, default=usual)


class BodyForm(BaseForm):
    """What every body has."""

    name = TextField(
        label("全称", "Full name (Chinese)"), Words("请填写全称。", "Enter the full name."), most=80
    )
    name_en = TextField(label("英文名称", "Name in English"), most=120)
    phone = CodeField(label("电话", "Telephone"), most=40)
    email = EmailField(
        label("电子邮箱", "E-mail"),
        hint=Words(
            "机构公用邮箱，不要填个人邮箱；给机构的通知同时发到这里。",
            "A post box of the body, not of a person. Letters to the body go there as well.",
        ),
    )
    address = TextField(label("地址", "Address"), most=120)
    address_en = TextField(label("英文地址", "Address in English"), most=160)
    active = TickField(label("启用", "In use"), default=True)
    weekdays = ChoicesField(
        label("每周办公日", "Days of office"),
        [(place, words) for place, words in enumerate(WEEKDAYS)],
        Words("请至少选一天。", "Choose at least one day."),
        hint=Words(
            "提醒只在办公时间发出；法定节假日不发，调休上班日照发。",
            "Reminders go out within these hours only: never on a holiday, always on a make-up working day.",
        ),
        coerce=int,
        default=list(USUAL_WEEKDAYS),
    )
    opens_at = _time_field("开始办公", "Office opens", USUAL_OPENING)
    closes_at = _time_field("结束办公", "Office closes", USUAL_CLOSING)

    def validate_opens_at(self, field: TextField) -> None:
        field.data = _time_typed(field)

    def validate_closes_at(self, field: TextField) -> None:
        field.data = _time_typed(field)
        if not self.opens_at.errors and field.data <= self.opens_at.data:
            raise ValidationError(Words("结束时间要晚于开始时间。", "The office must close after it opens."))


def _time_typed(field: TextField) -> str:
    """The time of day that was typed, in one form."""
    try:
        return written_time(read_time(field.data or ""))
    except ValueError:
        raise ValidationError(NO_TIME) from None


class StationForm(BodyForm):
    hours = TextField(label("对外公布的办公时间", "Office hours as printed"), most=60)
    hours_en = TextField(label("对外公布的英文办公时间", "Office hours as printed in English"), most=80)
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
    hours = TextField(label("对外公布的办公时间", "Office hours as printed"), most=60)
    hours_en = TextField(label("对外公布的英文办公时间", "Office hours as printed in English"), most=80)
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
    uscc = CodeField(label("统一社会信用代码", "Unified social credit code"), most=18)
    legal_representative = TextField(label("法定代表人（负责人）", "Legal representative"), most=50)


class PublicBodyForm(BodyForm):
    """A court or an authority."""

    short_name = TextField(label("简称", "Short name"), most=40)


class CourtForm(PublicBodyForm):
    court_code = CodeField(
        label("法院代码", "Code of the court"),
        hint=Words("案号中法院的代字，例如“闽0203”。", "What stands after the year in its case numbers."),
        most=10,
    )

    def validate_court_code(self, field: TextField) -> None:
        field.data = (field.data or "").strip()
        if field.data and field.data not in courts():
            raise ValidationError(
                Words(
                    "法院代码表中没有这个代字，请核对案号，例如“闽0203”。",
                    "No court has this code. It stands after the year in each of its case numbers.",
                )
            )


class AuthorityForm(PublicBodyForm):
    authorities = ChoicesField(
        label("职能", "What it is"),
        [(one.code, one.words) for one in authorities().values() if one.code not in NOT_AN_AUTHORITY],
        Words("请至少选一项，移送和转办据此选择单位。", "Choose at least one: hand-overs are offered by it."),
        hint=Words("一个单位可以兼有几项职能。", "One body may be several."),
    )
    return_days = IntegerField(
        label("转办事项几个工作日内反馈", "Working days in which it wants a matter back"),
        [Optional(), NumberRange(min=1, max=250)],
        description=Words(
            "来件没有另行要求时按此计算；没有统一要求的，留空。",
            "Counts where a ticket says nothing else; leave empty where there is no rule.",
        ),
    )
