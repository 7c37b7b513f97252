"""Who applies, who fills it in, how to reach them."""

from __future__ import annotations

from wtforms.validators import ValidationError

from mediation.intake.answers import Data
from mediation.intake.forms.base import Scene, StepForm, ensure_printable, tidy_name
from mediation.rules.findings import Words
from mediation.rules.numbers import identifiers
from mediation.rules.numbers.identity_papers import PAPERS, PaperKind
from mediation.rules.vocabulary import HELPERS
from mediation.web.fields import ChoiceField, CodeField, EmailField, TextField, as_choices, checked
from mediation.web.words import label

_CHOOSE = label("请选一项。", "Choose one.")


class WhoFillsInForm(StepForm):
    heading = Words("这份申请由谁填写？", "Who is filling this in?")

    helper = ChoiceField(label("填写人", "Filled in by"), HELPERS.items(), missing=_CHOOSE)
    helper_name = TextField(
        label("填写人姓名（不是本人填写时）", "Name of the person (if not the applicant)"), most=50
    )
    helper_relation = TextField(
        label("与申请人的关系", "Relation to the applicant"),
        hint=label("例如：女儿、邻居、社区网格员", "For example: daughter, neighbour, community worker"),
        most=50,
    )
    helper_phone = CodeField(label("填写人电话", "Telephone of that person"), most=30)

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        by_family = scene.answers.applicant == "family"
        self.helper.choices = as_choices(
            (code, words) for code, words in HELPERS.items() if not (by_family and code == "self")
        )

    @property
    def is_helped(self) -> bool:
        return bool(self.helper.data) and self.helper.data != "self"

    def validate_helper_name(self, field: TextField) -> None:
        field.data = tidy_name(field.data)
        if self.is_helped and len(field.data or "") < 2:
            raise ValidationError(Words("请填写填写人的姓名。", "Enter the name of who fills this in."))
        ensure_printable(field.data or "")

    def validate_helper_relation(self, field: TextField) -> None:
        if self.is_helped and not field.data:
            raise ValidationError(Words("请填写与申请人的关系。", "Enter the relation to the applicant."))

    def validate_helper_phone(self, field: TextField) -> None:
        if self.is_helped:
            field.data = checked(identifiers.check_phone, field.data or "", self.scene.on)

    def answer(self) -> Data:
        if self.is_helped:
            return super().answer()
        return {"helper": self.helper.data, "helper_name": "", "helper_relation": "", "helper_phone": ""}


class AboutYouForm(StepForm):
    heading = Words("申请人是谁？", "Who is the applicant?")
    hint = Words("请按证件填写。", "As on the identity paper.")

    name = TextField(
        label("姓名", "Name"),
        label("请填写姓名。", "Enter the name."),
        least=2,
        most=50,
        render_kw={"autocomplete": "name"},
    )
    paper_kind = ChoiceField(
        label("证件种类", "Kind of paper"),
        [(kind.value, words) for kind, words in PAPERS.items()],
        missing=label("请选择证件种类。", "Choose the kind of paper."),
        default=PaperKind.RESIDENT_ID.value,
    )
    paper_number = CodeField(
        label("证件号码", "Number of the paper"),
        label("请填写证件号码。", "Enter the number of the paper."),
        hint=label(
            "身份证号为 18 位，最后一位可能是 X", "A resident ID has 18 characters; the last may be X"
        ),
        most=40,
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def validate_name(self, field: TextField) -> None:
        field.data = tidy_name(field.data)
        ensure_printable(field.data)

    def validate_paper_number(self, field: TextField) -> None:
        if self.paper_kind.data in set(PaperKind):
            kind = PaperKind(self.paper_kind.data)
            number = field.data
            field.data = checked(
                lambda text, on: identifiers.check_paper(kind, text, on=on), number, self.scene.on
            )


class AboutFirmForm(StepForm):
    heading = Words("申请的企业或者单位", "The company or body that applies")

    name = TextField(
        label("全称", "Full name"),
        label("请填写营业执照上的全称。", "Enter the full name on the business licence."),
        least=2,
        most=100,
        render_kw={"autocomplete": "organization"},
    )
    uscc = CodeField(
        label("统一社会信用代码", "Unified social credit code"),
        label("请填写营业执照上的 18 位代码。", "Enter the 18-character code on the business licence."),
        most=30,
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    legal_representative = TextField(
        label("法定代表人或者经营者", "Legal representative or owner"),
        label("请填写法定代表人或者经营者的姓名。", "Enter the name of the legal representative or owner."),
        most=50,
    )
    contact_name = TextField(
        label("联系人", "Contact person"), label("请填写联系人姓名。", "Enter the contact person."), most=50
    )

    def validate_name(self, field: TextField) -> None:
        field.data = tidy_name(field.data)
        ensure_printable(field.data)

    def validate_uscc(self, field: TextField) -> None:
        field.data = checked(identifiers.check_credit_code, field.data, self.scene.on)

    def validate_legal_representative(self, field: TextField) -> None:
        field.data = tidy_name(field.data)
        ensure_printable(field.data)

    def validate_contact_name(self, field: TextField) -> None:
        field.data = tidy_name(field.data)
        ensure_printable(field.data)


class AboutInstitutionForm(StepForm):
    """The name is known by now; a listed institution need not repeat what we have (PIPL 6)."""

    heading = Words("机构的经办人", "Who acts for the institution")

    contact_name = TextField(
        label("经办人姓名", "Name"),
        label("请填写经办人姓名。", "Enter the name."),
        most=50,
        render_kw={"autocomplete": "name"},
    )
    uscc = CodeField(
        label(
            "统一社会信用代码（不在列表里的机构必填）",
            "Credit code (needed if the institution is not in the list)",
        ),
        most=30,
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    legal_representative = TextField(label("负责人（选填）", "Head of the institution (optional)"), most=50)

    def validate_contact_name(self, field: TextField) -> None:
        field.data = tidy_name(field.data)
        ensure_printable(field.data)

    def validate_uscc(self, field: TextField) -> None:
        is_listed = self.scene.answers.get("institution", "institution") not in ("", "other")
        if field.data or not is_listed:
            field.data = checked(identifiers.check_credit_code, field.data or "", self.scene.on)


class ContactForm(StepForm):
    heading = Words("怎么联系申请人？", "How can we reach the applicant?")
    hint = Words("我们会打电话或者发短信告诉您进展。", "We will call or send messages about the case.")

    phone = CodeField(
        label("电话", "Telephone"),
        label(
            "请填写手机号或者带区号的固定电话。", "Enter a mobile number or a fixed line with its area code."
        ),
        most=30,
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    email = EmailField(
        label("电子邮箱（选填）", "E-mail (optional)"),
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )

    def validate_phone(self, field: TextField) -> None:
        field.data = checked(identifiers.check_phone, field.data, self.scene.on)


class AddressForm(StepForm):
    heading = Words("申请人的地址", "The applicant's address")
    hint = Words("用来就近安排驿站、寄送文书。", "So that we can find a station nearby and send papers.")

    district = ChoiceField(
        label("所在区", "District"), missing=label("请选择所在的区。", "Choose the district.")
    )
    address = TextField(
        label("街道、小区、门牌号", "Street, building and number"),
        label("请填写收得到文书的地址。", "Enter an address where papers reach you."),
        least=4,
        most=200,
        render_kw={"autocomplete": "street-address"},
    )

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        self.district.choices = as_choices(scene.options.get("districts", ()))

    def answer(self) -> Data:
        words = dict(self.scene.options["districts"])[str(self.district.data)]
        assert isinstance(words, Words)
        return {
            "district": self.district.data,
            "district_zh": words.zh,
            "district_en": words.en,
            "address": self.address.data,
        }
