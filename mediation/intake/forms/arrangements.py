"""Where and when, what a person needs, what they consent to, and how staff took it in."""

from __future__ import annotations

from wtforms.validators import ValidationError

from mediation.intake.answers import Data
from mediation.intake.forms.base import Scene, StepForm
from mediation.rules.acceptance.privacy import consent_lines
from mediation.rules.findings import Words
from mediation.rules.vocabulary import CHANNELS, NEEDS, TIMES
from mediation.web.fields import ChoiceField, ChoicesField, DayField, LongTextField, TextField, as_choices
from mediation.web.words import LazyWords, label

ANY_PLACE = "any"
_CHOOSE = label("请选一项。", "Choose one.")


class StationForm(StepForm):
    heading = Words("希望在哪里、什么时候调解？", "Where and when would you like to meet?")
    hint = Words(
        "只是意愿，最后由中心安排，也可以电话或者视频。",
        "A wish only: the centre arranges it. Telephone and video are possible.",
    )

    place = ChoiceField(label("地点", "Place"), missing=_CHOOSE, default=ANY_PLACE)
    times = ChoicesField(label("方便的时间（可以不选）", "Good times (optional)"), TIMES.items())
    time_text = TextField(label("补充说明（选填）", "Anything else about time (optional)"), most=100)

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        anywhere = (ANY_PLACE, label("由中心就近安排", "The nearest, as the centre arranges"))
        self.place.choices = as_choices([anywhere, *scene.options.get("places", ())])

    def answer(self) -> Data:
        chosen = self.place.data or ANY_PLACE
        words = dict(self.scene.options.get("places", ())).get(chosen)
        name = words if isinstance(words, Words) else None
        return {
            "place": None if chosen == ANY_PLACE else int(chosen),
            "place_zh": name.zh if name else "",
            "place_en": name.en if name else "",
            "times": self.times.data,
            "time_text": self.time_text.data,
        }


class NeedsForm(StepForm):
    heading = Words("需要我们提供什么方便？", "Is there anything you need?")
    hint = Words("没有可以不选。", "Leave this empty if not.")

    needs = ChoicesField(label("可以选多项", "Choose all that apply"), NEEDS.items())
    needs_text = TextField(label("其他需要（选填）", "Anything else (optional)"), most=200)


class ConsentsForm(StepForm):
    """Each line is ticked by itself; none is ticked beforehand (PIPL 14, 23, 29)."""

    heading = Words("您的个人信息怎么用", "How your personal data are used")
    hint = Words(
        "请逐条阅读，同意的打勾。标“必需”的不同意，中心就没法办理；您可以打电话或者到窗口商量。",
        "Read each line and tick what you agree to. Without the lines marked “needed” nobody could handle "
        "the case: call us or come to the counter to talk about it.",
    )

    lines = ChoicesField(label("同意事项", "Consents"))
    consent_by = ChoiceField(
        label("本人怎样表示同意", "How the person gave consent"),
        [
            ("oral", Words("口头，已逐条念给本人听", "Orally, each line read out")),
            ("paper", Words("书面签名", "Signed on paper")),
        ],
    )

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        lines = consent_lines(on=scene.on)
        name = scene.centre_name
        self.lines.choices = as_choices((line.code, line.words.within(centre=name)) for line in lines)
        self.lines.option_hints = {line.code: _marked(line.required, line.detail) for line in lines}
        if not scene.assisted:
            del self.consent_by

    def validate_lines(self, field: ChoicesField) -> None:
        missing = [
            line
            for line in consent_lines(on=self.scene.on)
            if line.required and line.code not in (field.data or ())
        ]
        if missing:
            raise ValidationError(
                Words(
                    f"还有 {len(missing)} 条标“必需”的没有打勾。不同意的，请打电话或者到窗口办理。",
                    f"{len(missing)} needed line(s) are not ticked. If you do not agree, call us "
                    "or come to the counter.",
                )
            )

    def validate_consent_by(self, field: ChoiceField) -> None:
        if not field.data:
            raise ValidationError(Words("请选择本人怎样表示同意。", "Say how the person gave consent."))

    def answer(self) -> Data:
        versions = {line.code: line.version for line in consent_lines(on=self.scene.on)}
        given = {code: versions[code] for code in self.lines.data}
        how = self.consent_by.data if "consent_by" in self else ""
        return {"lines": given, "consent_by": how}


def _marked(required: bool, detail: Words) -> LazyWords:
    zh, en = ("必需。", "Needed. ") if required else ("可选。", "Optional. ")
    return LazyWords(Words(zh + detail.zh, en + detail.en))


class ReceivedForm(StepForm):
    """How a complaint that staff type in reached the centre."""

    heading = Words("这份申请怎么收到的？", "How did this complaint come in?")

    channel = ChoiceField(
        label("渠道", "Channel"),
        [(code, CHANNELS[code]) for code in ("counter", "phone", "paper", "court", "regulator", "hotline")],
        missing=_CHOOSE,
    )
    received_on = DayField(
        label("收到日期", "Received on"),
        label("请填写收到日期。", "Enter the day on which it was received."),
        lean="past",
    )
    referrer = ChoiceField(
        label("转来的单位（法院、监管、热线转来的）", "Sent by (court, regulator, hotline)")
    )
    remark = LongTextField(label("备注（选填）", "Remark (optional)"), most=500)

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        self.referrer.choices = as_choices([("", label("没有", "None")), *scene.options.get("referrers", ())])

    def validate_received_on(self, field: DayField) -> None:
        if field.data and field.data > self.scene.on:
            raise ValidationError(Words("收到日期不能晚于今天。", "The day cannot be after today."))

    def validate_referrer(self, field: ChoiceField) -> None:
        if self.channel.data == "court" and not field.data:
            raise ValidationError(Words("请选择是哪家法院转来的。", "Choose the court that sent it."))
