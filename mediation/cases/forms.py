"""What people type on the desk: filters of the list, and the particulars of each act."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import NumberRange

from mediation import clock
from mediation.documents.form_checks import Printable
from mediation.rules.findings import Words
from mediation.rules.numbers.credit_codes import check_credit_code
from mediation.rules.numbers.phone_numbers import check_phone
from mediation.rules.time.deadlines import CONSENTS, PAUSE_REASONS
from mediation.rules.vocabulary import CHANNELS, NOTICE_CHANNELS, SIDES
from mediation.web.fields import (
    ChoiceField,
    ChoicesField,
    CodeField,
    DayField,
    FilesField,
    LongTextField,
    TextField,
    checked,
)
from mediation.web.forms import BaseForm, VersionedForm

CHOOSE_SIDE = Words("请选择哪一方。", "Choose a side.")


class ActForm(VersionedForm):
    """An act without particulars."""


class ReasonForm(ActForm):
    reason = LongTextField(
        Words("理由", "Reason"),
        Words("请写明理由。", "Write the reason."),
        hint=Words("当事人会看到，请写事实，不写评价。", "The parties will read it: facts, no judgement."),
        most=2000,
    )


class CorrectionForm(ActForm):
    reason = LongTextField(
        Words("需要补充什么", "What is needed"),
        Words(
            "请写明需要补充什么，例如：分期合同或者账单截图。", "Say what is needed, such as the contract."
        ),
        hint=Words("申请人会照着准备，请逐项写。", "The applicant will follow it: one item a line."),
        most=2000,
    )


class SupplyForm(ActForm):
    """Additions that the applicant brought to the counter or sent on paper."""

    files = FilesField(Words("补充的材料（可以不传）", "What was added (optional)"))


class PlaceForm(ActForm):
    place = ChoiceField(
        Words("由哪里办理", "Handled by"), missing=Words("请选择由哪里办理。", "Choose a place."), coerce=int
    )
    reason = LongTextField(
        Words("分派理由", "Reason for the routing"),
        Words("请写明分派理由。", "Write the reason for the routing."),
        hint=Words("已按分派规则填好，可以修改。", "Filled in by the routing rules; you may change it."),
        most=500,
    )


class MediatorForm(ActForm):
    mediator = ChoiceField(
        Words("调解员", "Mediator"), missing=Words("请选择一位调解员。", "Choose a mediator."), coerce=int
    )
    reason = LongTextField(
        Words("理由", "Reason"),
        Words("请写明选择这位调解员的理由。", "Write why this mediator was chosen."),
        most=500,
    )


class PauseForm(ReasonForm):
    why = ChoiceField(
        Words("中止的原因", "Ground for the pause"),
        PAUSE_REASONS.items(),
        Words("请选择中止的原因。", "Choose the ground."),
    )


class ExtendForm(ReasonForm):
    length = IntegerField(
        Words("延长多少天", "By how many days"),
        [NumberRange(min=1, max=365)],
        description=Words("按自然日计算，例如 15。", "In calendar days, such as 15."),
    )
    consents = ChoicesField(
        Words("已经取得", "Already obtained"),
        CONSENTS.items(),
        hint=Words(
            "缺少法律要求的同意，不能延长。",
            "Without the consents that the law demands it cannot be extended.",
        ),
    )


class ProofForm(ActForm):
    """By what it is known that the other side was reached."""

    channel = ChoiceField(
        Words("方式", "How"),
        [(code, CHANNELS[code]) for code in NOTICE_CHANNELS],
        Words("请选择是通过什么方式。", "Choose how."),
    )
    on = DayField(
        Words("哪一天收到", "Received on"),
        Words("请填写收到的日期。", "Enter the day on which it was received."),
    )
    basis = TextField(
        Words("凭证", "Proof"),
        Words("请写明凭证，例如：挂号信回执。", "Name the proof, such as the postal receipt."),
        most=200,
    )


class ProofOfSideForm(ProofForm):
    side = ChoiceField(Words("哪一方", "Which side"), SIDES.items(), CHOOSE_SIDE)


class NoteForm(BaseForm):
    text = LongTextField(
        Words("内容", "Note"),
        Words("请写内容。", "Write something."),
        hint=Words("只有工作人员能看到。", "Only staff will see it."),
        most=5000,
    )


class PartyForm(ActForm):
    """What the official forms ask of a party; a field left empty changes nothing."""

    side = ChoiceField(Words("哪一方", "Which side"), SIDES.items(), CHOOSE_SIDE)
    address = TextField(
        Words("住址或者住所地", "Address or seat"),
        hint=Words("不填的项目保持不变。", "A field left empty stays as it is."),
        validators=[Printable()],
    )
    phone = CodeField(Words("联系电话", "Telephone"))
    ethnicity = TextField(Words("民族", "Ethnicity"), most=20, validators=[Printable()])
    occupation = TextField(Words("职业或职务", "Occupation or post"), most=50, validators=[Printable()])
    uscc = CodeField(Words("统一社会信用代码（单位）", "Unified social credit code (bodies)"))
    legal_representative = TextField(
        Words("法定代表人或负责人（单位）", "Legal representative (bodies)"),
        most=50,
        validators=[Printable()],
    )
    representative_title = TextField(
        Words("法定代表人的职务（单位）", "Post of the representative (bodies)"),
        most=50,
        validators=[Printable()],
    )
    lines = (
        *("address", "phone", "ethnicity", "occupation"),
        *("uscc", "legal_representative", "representative_title"),
    )

    def validate_phone(self, field: TextField) -> None:
        if field.data:
            field.data = checked(check_phone, field.data, clock.today())

    def validate_uscc(self, field: TextField) -> None:
        if field.data:
            field.data = checked(check_credit_code, field.data, clock.today())

    @property
    def told(self) -> dict[str, str]:
        """What was filled in, by the columns of the party."""
        return {name: self[name].data for name in self.lines if self[name].data}


class MessageForm(BaseForm):
    side = ChoiceField(Words("发给谁", "To whom"), SIDES.items(), CHOOSE_SIDE)
    text = LongTextField(
        Words("内容", "Message"),
        Words("请写内容。", "Write something."),
        hint=Words("另一方看不到。", "The other side does not see it."),
        most=5000,
    )


class EvidenceForm(BaseForm):
    side = ChoiceField(Words("谁提供的", "Whose files"), SIDES.items(), CHOOSE_SIDE)
    files = FilesField(
        Words("材料", "Files"),
        Words("请选择要上传的文件。", "Choose the files to upload."),
        hint=Words(
            "照片、PDF 或者 Word（docx），每个不超过 20 MB。", "Photos, PDF or Word (docx), 20 MB each."
        ),
    )


class OverrideForm(BaseForm):
    reason = LongTextField(
        Words("推翻的理由", "Reason for setting it aside"),
        Words("请写明推翻这条结论的理由。", "Write why this finding is set aside."),
        most=2000,
    )
