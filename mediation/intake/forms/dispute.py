"""With whom, about what, how much, what happened, what is wanted."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from mediation.intake.answers import Data, Raw
from mediation.intake.forms.base import Scene, StepForm, ensure_printable, tidy_name
from mediation.organisations.models import TRADE_WORDS
from mediation.rules.findings import Words
from mediation.rules.numbers import identifiers
from mediation.rules.vocabulary import PRODUCTS, REMEDIES
from mediation.web.fields import (
    ChoiceField,
    ChoicesField,
    CodeField,
    FilesField,
    LongTextField,
    MoneyField,
    TextField,
    as_choices,
    checked,
    tidy,
)
from mediation.web.words import label

NOT_LISTED = "other"
_CHOOSE = label("请选一项。", "Choose one.")


class InstitutionTypeForm(StepForm):
    trade = ChoiceField(
        label("是哪一类机构？", "What kind of institution is it?"), TRADE_WORDS.items(), missing=_CHOOSE
    )

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        if scene.answers.is_institution:
            self.trade.label.text = label("您代表哪一类机构？", "What kind of institution do you act for?")


class InstitutionForm(StepForm):
    """Chosen from the list, or written in full when it is not there."""

    heading = Words("是哪一家机构？", "Which institution is it?")

    institution = ChoiceField(
        label("从列表里选一家", "Choose from the list"),
        missing=label("请选一家，或者选“不在列表里”。", "Choose one."),
    )
    other_name = TextField(label("机构全称", "Full name of the institution"), most=100)

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        not_listed = (NOT_LISTED, label("不在列表里", "Not in the list"))
        found = scene.options.get("institutions", ())
        self.institution.choices = as_choices([*found, not_listed])
        if not found and not self.institution.data:
            self.institution.data = NOT_LISTED

    def validate_other_name(self, field: TextField) -> None:
        if self.institution.data != NOT_LISTED:
            return
        if len(field.data or "") < 2:
            raise ValidationError(
                Words(
                    "请填写机构全称，合同、保单上有。",
                    "Enter the full name: it is on the contract or policy.",
                )
            )
        ensure_printable(field.data)

    def answer(self) -> Data:
        if self.institution.data == NOT_LISTED:
            return {"institution": NOT_LISTED, "name": self.other_name.data, "name_en": ""}
        words = dict(self.scene.options["institutions"])[str(self.institution.data)]
        name = words if isinstance(words, Words) else Words(str(words), str(words))
        return {"institution": self.institution.data, "name": name.zh, "name_en": name.en}


class OtherSideForm(StepForm):
    """The person or firm against whom an institution applies."""

    heading = Words("对方是谁？", "Who is the other side?")

    kind = ChoiceField(
        label("对方是", "The other side is"),
        [
            ("person", Words("个人", "a person")),
            ("organisation", Words("企业或其他单位", "a company or body")),
        ],
        missing=_CHOOSE,
    )
    name = TextField(
        label("姓名或者全称", "Name"),
        label("请填写对方的姓名或者全称。", "Enter the name of the other side."),
        least=2,
        most=100,
    )
    number = CodeField(
        label("身份证号或者统一社会信用代码（选填）", "Resident ID or credit code (optional)"),
        most=40,
    )
    phone = CodeField(label("电话（选填）", "Telephone (optional)"), most=30)
    address = TextField(label("地址（选填）", "Address (optional)"), most=200)

    def validate_name(self, field: TextField) -> None:
        field.data = tidy_name(field.data)
        ensure_printable(field.data)

    def validate_number(self, field: TextField) -> None:
        if not field.data:
            return
        is_person = self.kind.data == "person"
        check = identifiers.check_resident_id if is_person else identifiers.check_credit_code
        field.data = checked(check, field.data, self.scene.on)

    def validate_phone(self, field: TextField) -> None:
        if field.data:
            field.data = checked(identifiers.check_phone, field.data, self.scene.on)


class ProductForm(StepForm):
    product = ChoiceField(label("是哪方面的问题？", "What is it about?"), PRODUCTS.items(), missing=_CHOOSE)


class AmountForm(StepForm):
    heading = Words("您要求退还或者赔偿多少钱？", "How much money is at stake?")
    hint = Words(
        "只写双方有分歧的那部分钱。说不准可以先估一个数，提交以后还能改。",
        "Only the part that you disagree about. An estimate will do: it can be changed later.",
    )

    kind = ChoiceField(
        label("金额", "Amount"),
        [
            ("known", Words("知道大概金额", "I know it roughly")),
            ("unknown", Words("还算不清楚，请调解员帮我核算", "Not clear yet: please help me work it out")),
            (
                "none",
                Words("不涉及金额（例如更正征信、停止催收）", "No money (a credit record, collection calls)"),
            ),
        ],
        missing=label(
            "请选一项；知道大概金额的，写在下面。", "Choose one, and enter the amount if you know it."
        ),
    )
    amount = MoneyField(
        label("争议金额（人民币元）", "Amount in dispute (yuan)"),
        hint=label("例如 12600、12,600.50 或 1.26万", "For example 12600, 12,600.50 or 1.26万"),
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        if not self.kind.data and self.amount.raw_data and self.amount.raw_data[0].strip():
            self.kind.data = "known"  # an amount speaks for itself
        if self.kind.data != "known":
            self.amount.process_errors = ()
        return super().validate(*args, **kwargs)

    def validate_amount(self, field: MoneyField) -> None:
        if self.kind.data != "known" or field.errors:
            return
        if field.data is None:
            raise ValidationError(Words("请填写争议金额，例如 12600。", "Enter the amount, such as 12600."))
        if field.data == 0:
            raise ValidationError(
                Words("金额是 0 的，请选“不涉及金额”。", "For an amount of 0 choose “No money”.")
            )

    def answer(self) -> Data:
        return {"kind": self.kind.data, "amount": self.amount.data if self.kind.data == "known" else None}


class WhatHappenedForm(StepForm):
    narrative = LongTextField(
        label("发生了什么？", "What happened?"),
        label("请写明发生了什么，至少 10 个字。", "Write what happened, at least 10 characters."),
        hint=label(
            "可以照着说：什么时候办的什么业务；哪里不对；机构怎么答复的。用语音输入也可以。",
            "For example: what you took out and when; what went wrong; what the institution answered.",
        ),
        least=10,
        most=3000,
    )


class WhatYouWantForm(StepForm):
    heading = Words("您希望怎么解决？", "What do you want?")

    remedies = ChoicesField(
        label("可以选多项", "Choose all that apply"),
        REMEDIES.items(),
        missing=label("请至少选一项。", "Choose at least one."),
    )
    remedy_text = LongTextField(
        label("具体说明（选“其他”时必填）", "In your own words (needed for “Something else”)"), most=500
    )

    def validate_remedy_text(self, field: LongTextField) -> None:
        if "other" in (self.remedies.data or ()) and not field.data:
            raise ValidationError(Words("请写明您希望怎么解决。", "Write what you want."))


class EvidenceForm(StepForm):
    files = FilesField(
        label("有什么材料？", "What papers or pictures do you have?"),
        hint=label(
            "合同、账单、聊天截图、通话记录都可以。照片、PDF、Word，每个不超过 20 MB，最多 10 个。"
            "没有也能提交。",
            "Contracts, statements, screenshots, call records. Photos, PDF or Word, up to 20 MB each, "
            "at most 10 files. You can file without any.",
        ),
    )

    def answer(self) -> Data:
        return {}


def tidy_raw(raw: Raw) -> Raw:
    """What was typed without characters that no page could show again."""
    return {name: [tidy(value) for value in values] for name, values in raw.items()}
