"""The shape of what is typed about an application for confirmation, and of what the court did with it."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from mediation import clock
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import county_in
from mediation.rules.procedures.confirmation import AGENTS
from mediation.rules.vocabulary import CHANNELS, HANDOVER_RESULTS, NOTICE_CHANNELS, SIDES
from mediation.web.fields import (
    ChoiceField,
    CodeField,
    DayField,
    FilesField,
    LongTextField,
    TextField,
    TickField,
)
from mediation.web.forms import VersionedForm

YES_NO = (
    ("yes", Words("同意共同申请", "Joins the application")),
    ("no", Words("不申请", "Does not join")),
)
SELF = ("", Words("本人（法定代表人、负责人）", "The side itself (its legal representative)"))
BY_AGENT = [SELF, *AGENTS.items()]


class PlaceField(TextField):
    """A place down to the county, as people write it; `code` is its division code, empty where left empty."""

    def __init__(self, label: Words, **more: Any) -> None:
        hint = Words(
            "写到区县，例如“福建省厦门市思明区”；不清楚的留空。",
            "Down to the county, such as “福建省厦门市思明区”; leave empty if unknown.",
        )
        super().__init__(label, hint=hint, most=60, **more)

    @property
    def code(self) -> str:
        return county_in(self.data or "", on=clock.today())

    def pre_validate(self, form: Any) -> None:
        if self.data and not self.code:
            raise ValidationError(
                Words(
                    "找不到这个区县，或者有同名的，请连同省、市一起写。",
                    "No county, or several, have this name: write the province and the city too.",
                )
            )


class AssessForm(VersionedForm):
    applicant_place = PlaceField(Words("申请人住所地", "Domicile of the applicant"))
    respondent_place = PlaceField(Words("被申请人住所地", "Domicile of the respondent"))
    object_place = PlaceField(Words("标的物所在地（有的话）", "Place of the object, if any"))
    seat = PlaceField(Words("调解组织所在地", "Seat of the mediation organisation"))
    intermediate = TickField(
        Words("纠纷应由中级人民法院管辖", "The dispute belongs to an intermediate court")
    )
    touches_property = TickField(
        Words("协议涉及财产权利，须附权利证明", "It touches property rights, whose proof goes with it")
    )
    identity_relation = TickField(
        Words(
            "请求确认身份关系（婚姻、亲子、收养）", "It is about a relation of identity (marriage, descent)"
        )
    )
    other_procedure = TickField(
        Words("应适用其他特别程序、公示催告或者破产程序", "Another special or a bankruptcy procedure applies")
    )
    settles_title = TickField(
        Words("涉及物权、知识产权确权", "It settles title to property or an intellectual right")
    )


class CourtForm(VersionedForm):
    court = ChoiceField(Words("法院", "Court"), missing=Words("请选择法院。", "Choose the court."))
    reason = LongTextField(
        Words("选择的理由", "Why this one"),
        hint=Words("选列在第一的法院可以不写。", "May stay empty for the court listed first."),
        most=300,
    )


class OwnWishForm(VersionedForm):
    """A side says it for itself."""

    joins = ChoiceField(
        Words("是否与对方共同申请司法确认", "Do you apply for confirmation, together with the other side?"),
        YES_NO,
        Words("请选择是否申请。", "Choose."),
    )
    given_by = TextField(
        Words("由谁表示", "Said by"),
        hint=Words("本人可不填；代理人请写姓名。", "Leave empty for yourself; an agent gives their name."),
        most=50,
    )
    agent = ChoiceField(Words("表示人的身份", "In which capacity"), BY_AGENT)


class WishForm(OwnWishForm):
    side = ChoiceField(
        Words("哪一方", "Which side"), SIDES.items(), Words("请选择哪一方。", "Choose the side.")
    )
    said_on = DayField(Words("表示的日期", "Said on"), Words("请填写日期。", "Enter the day."), lean="past")
    channel = ChoiceField(
        Words("方式", "How"),
        [(code, CHANNELS[code]) for code in NOTICE_CHANNELS],
        Words("请选择是通过什么方式表示的。", "Choose how it was said."),
    )


class LineForm(VersionedForm):
    """What stands for one line of the list."""

    piece = ChoiceField(Words("用已有的文书或者材料", "A paper or file of the case"))
    files = FilesField(Words("或者上传", "Or upload one"))
    why_not = LongTextField(Words("或者写明为什么不需要", "Or write why none is needed"), most=300, least=2)


class FileForm(VersionedForm):
    sent_on = DayField(
        Words("提交（寄出）日期", "Handed in, or posted, on"),
        Words("请填写日期。", "Enter the day."),
        hint=Words(
            "在期限内交邮的，以寄出日为准（民事诉讼法第85条）。",
            "What was posted before the end is in time (Civil Procedure Law art. 85).",
        ),
        lean="past",
    )


class ReasonForm(VersionedForm):
    reason = LongTextField(
        Words("理由", "Reason"), Words("请写明理由。", "Write the reason."), least=2, most=500
    )


# What the court did; the liaison enters it, or the centre from the court's paper.

PAPER = Words("法院文书（扫描件）", "The court's paper (scan)")
COURT_NUMBER = Words("法院案号", "The court's case number")
SUCH_AS = Words("例如“（2026）闽0203民特12号”。", "Such as “（2026）闽0203民特12号”.")


class TakenForm(VersionedForm):
    number = CodeField(COURT_NUMBER, Words("请填写法院案号。", "Enter the number."), hint=SUCH_AS, most=60)
    taken_on = DayField(Words("立案日期", "Taken on"), Words("请填写日期。", "Enter the day."), lean="past")
    files = FilesField(PAPER)


class RefusedForm(VersionedForm):
    ground = ChoiceField(
        Words("不予受理的事由", "Ground"), missing=Words("请选择事由。", "Choose the ground.")
    )
    decided_on = DayField(Words("作出日期", "Decided on"), Words("请填写日期。", "Enter the day."))
    reason = LongTextField(
        Words("法院写明的理由", "The reason as the court wrote it"),
        Words("请写明理由。", "Write the reason."),
        least=2,
        most=1000,
    )
    files = FilesField(PAPER)


RULINGS = ("confirmed", "rejected", "withdrawn")


class RulingForm(VersionedForm):
    result = ChoiceField(
        Words("裁定结果", "Ruling"),
        [(code, HANDOVER_RESULTS[code]) for code in RULINGS],
        Words("请选择裁定结果。", "Choose the ruling."),
    )
    ground = ChoiceField(
        Words("驳回的事由（裁定驳回时必选）", "Ground (for a rejection only, and then a must)")
    )
    result_number = CodeField(COURT_NUMBER, hint=SUCH_AS, most=60)
    result_on = DayField(Words("裁定日期", "Day of the ruling"), Words("请填写日期。", "Enter the day."))
    text = LongTextField(Words("说明", "Remarks"), most=1000)
    files = FilesField(PAPER)
