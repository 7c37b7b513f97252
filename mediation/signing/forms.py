"""The shape of what is typed when signing from afar."""

from __future__ import annotations

from wtforms import HiddenField, ValidationError

from mediation import clock
from mediation.documents.form_checks import Printable
from mediation.documents.kinds.power_of_attorney import MATTERS
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PAPERS, PaperKind, check_paper
from mediation.rules.numbers.phone_numbers import check_mobile
from mediation.rules.vocabulary import SIDES
from mediation.signing.records import CAPACITIES, CONSENT
from mediation.web.fields import (
    ChoiceField,
    ChoicesField,
    CodeField,
    DayField,
    EmailField,
    FilesField,
    LongTextField,
    TextField,
    TickField,
    checked,
)
from mediation.web.forms import BaseForm, VersionedForm
from mediation.web.words import LazyWords, label

_PAPERS = [(kind.value, words) for kind, words in PAPERS.items()]
PAPER_KIND = label("证件种类", "Kind of paper")
PAPER_NUMBER = label("证件号码", "Number of the paper")


class InviteForm(VersionedForm):
    """`who` is a side, for the party itself, or a side and the number of its authority."""

    who = ChoiceField(label("由谁签署", "Who signs"), (), Words("请选择签署人。", "Choose who signs."))
    way = ChoiceField(
        label("链接怎样交给签署人", "How the link reaches the signer"),
        [
            (
                "own",
                Words(
                    "发到经本人核实的手机或邮箱", "To the telephone or e-mail known to be the signer's own"
                ),
            ),
            ("on_site", Words("签署人在场，扫码打开", "The signer is here and scans it")),
        ],
        Words("请选择。", "Choose."),
        option_hints={
            "own": Words("链接和验证码工作人员都看不到。", "The staff see neither link nor code."),
            "on_site": Words(
                "验证码须由另一名工作人员核对证件后告知；只算普通电子签名。",
                "The code comes from another member of staff, who sees the paper; a simple signature.",
            ),
        },
    )


class ReachedForm(BaseForm):
    """Where the holder of an authority is reached, as its document says: one of the two."""

    phone = CodeField(
        label("授权文件写明的手机", "Mobile number in the document"),
        hint=Words("签署链接和验证码只发到这里。", "The link and the codes go there and nowhere else."),
    )
    email = EmailField(label("没有手机的，写明的邮箱", "Without one: the e-mail in the document"))

    def validate_phone(self, field: TextField) -> None:
        if field.data:
            field.data = checked(check_mobile, field.data, clock.today())
        elif not self.email.data:
            raise ValidationError(Words("请填写手机或者邮箱。", "Enter a mobile number or an e-mail."))

    @property
    def reached(self) -> tuple[str, str]:
        """Channel and address."""
        return ("sms", self.phone.data) if self.phone.data else ("email", self.email.data or "")


class AuthorityForm(ReachedForm):
    """An authority to sign, as its document has it."""

    side = ChoiceField(
        label("代表哪一方", "For which side"), list(SIDES.items()), Words("请选择一方。", "Choose a side.")
    )
    person = TextField(
        label("代表人或者代理人姓名", "Name of the representative"),
        Words("请填写姓名。", "Enter the name."),
        most=50,
        validators=[Printable()],
    )
    capacity = ChoiceField(
        label("身份", "Capacity"), list(CAPACITIES.items()), Words("请选择身份。", "Choose the capacity.")
    )
    matters = ChoicesField(
        label("授权文件写明的事项", "Matters that the document names"), list(MATTERS.items())
    )
    paper_kind = ChoiceField(PAPER_KIND, _PAPERS, default=PaperKind.RESIDENT_ID.value)
    paper_number = CodeField(PAPER_NUMBER, Words("请填写证件号码。", "Enter the number."), most=40)
    valid_to = DayField(label("有效期至（没有写明的不填）", "Valid until (empty if not told)"), lean="future")
    document = FilesField(
        label("授权文件扫描件", "Scan of the document"),
        Words("请选择扫描件（照片或 PDF）。", "Choose the scan (photo or PDF)."),
        accept="image/*,application/pdf",
    )
    seal = FilesField(
        label("单位盖章页扫描件（单位填）", "Scan of the page with the organisation's seal (organisations)"),
        accept="image/*,application/pdf",
    )
    no_seal_reason = TextField(
        label("不盖章的理由（印在协议书上）", "Why there is no seal (printed on the agreement)"),
        most=100,
        validators=[Printable()],
    )

    def validate_paper_number(self, field: TextField) -> None:
        if self.paper_kind.data in set(PaperKind):
            kind = PaperKind(self.paper_kind.data)
            number = field.data
            field.data = checked(lambda text, on: check_paper(kind, text, on=on), number or "", clock.today())


class CheckForm(ReachedForm):
    """What another member of the staff reads in the document of an authority."""

    number = CodeField(
        label("证件号码（照授权文件填写）", "Number of the paper (as the document has it)"),
        Words("请填写证件号码。", "Enter the number."),
        most=40,
    )
    agreed = TickField(
        label(
            "我看过授权文件：委托人签名或者盖章齐全，写明可以代为达成并签署协议。",
            "I have read the document: it is signed or sealed and names settling and signing.",
        ),
        Words("请勾选确认。", "Tick to confirm."),
    )


class PaperSeenForm(BaseForm):
    """That somebody is here with an identity paper, whose number is typed from the paper itself."""

    paper_kind = ChoiceField(PAPER_KIND, _PAPERS, default=PaperKind.RESIDENT_ID.value)
    number = CodeField(
        label("证件号码（照证件原件填写）", "Number (from the paper itself)"),
        Words("请照证件原件填写号码。", "Type the number from the paper itself."),
        most=40,
    )
    agreed = TickField(
        label(
            "持证人就在我面前，证件是原件，与本人相符。",
            "The holder is before me, the paper is the original and shows this person.",
        ),
        Words("请勾选确认。", "Tick to confirm."),
    )


class ContactForm(PaperSeenForm):
    contact = ChoiceField(
        label("核实哪一个联系方式", "Which contact"), (), Words("请选择联系方式。", "Choose the contact.")
    )


class SignatureMarkForm(BaseForm):
    """A drawn or a typed signature and the sentence of consent."""

    drawn = HiddenField()
    typed = TextField(
        label("输入姓名代替手写", "Type your name instead of drawing"),
        hint=Words("不能手写时，输入您的完整姓名。", "If you cannot draw, type your full name."),
        most=50,
    )
    consent = TickField(LazyWords(CONSENT), Words("请勾选确认，再签署。", "Tick to confirm, then sign."))


class DeskForm(SignatureMarkForm):
    password = TextField(
        label("您的登录密码", "Your password"), Words("请输入登录密码。", "Enter your password."), most=200
    )


class LinkForm(SignatureMarkForm):
    code = CodeField(
        label("6 位验证码", "6-digit code"),
        Words("请输入 6 位验证码。", "Enter the 6-digit code."),
        most=10,
    )


class IdentityForm(BaseForm):
    number = CodeField(
        label("您的证件号码（填写全文）", "The number of your identity paper (the whole of it)"),
        Words("请输入证件号码。", "Enter the number."),
        hint=Words(
            "用来确认是您本人，例如身份证的 18 位号码。工作人员不会向您索要验证码。",
            "So that we know it is you, such as the 18 characters of a resident card. The staff never ask "
            "for your code.",
        ),
        most=40,
    )


class DeclineForm(BaseForm):
    reason = LongTextField(
        label("为什么不签？", "Why will you not sign?"),
        Words("请简单写明原因。", "Say briefly why."),
        hint=Words("调解员会看到，对方看不到。", "The mediator sees it, the other side does not."),
        most=500,
    )


class DeviceForm(VersionedForm):
    """What a head decides of signatures that came from one device."""

    accepted = ChoiceField(
        label("怎样处理", "Decision"),
        [
            ("yes", Words("可以认可，理由如下", "Accept it, for this reason")),
            ("no", Words("不认可，恢复协商，重新签署", "Refuse it: the talks open again, to sign anew")),
        ],
        Words("请选择。", "Choose."),
    )
    reason = LongTextField(
        label("理由", "Reason"),
        Words("请写明理由。", "Write the reason."),
        hint=Words(
            "例如：双方在中心用各自的手机签署，网络相同。",
            "Such as: both signed here on phones of their own.",
        ),
        most=500,
    )


class PlainForm(BaseForm):
    """An act that needs no particulars."""
