"""The shape of what is typed when signing from afar."""

from __future__ import annotations

from wtforms import HiddenField

from mediation.rules.findings import Words
from mediation.rules.vocabulary import SIDES
from mediation.signing.records import CONSENT
from mediation.web.fields import ChoiceField, CodeField, LongTextField, TextField, TickField
from mediation.web.forms import BaseForm, VersionedForm
from mediation.web.words import LazyWords, label


class InviteForm(VersionedForm):
    signer = ChoiceField(
        label("发给哪一方", "For which side"), list(SIDES.items()), Words("请选择一方。", "Choose a side.")
    )
    person = TextField(
        label("由谁签字", "Who signs"),
        Words("请写明由谁签字。", "Write who signs."),
        hint=Words(
            "本人，或者代理人、单位的代表；签字时要用这个姓名。",
            "The party, an agent, or whoever signs for the organisation; the name is asked for at signing.",
        ),
        most=50,
    )
    digits = CodeField(
        label("签字人证件号码或手机号的后四位", "Last four digits of the signer's paper or telephone"),
        hint=Words(
            "本人签字的不用填，按登记的核对；代表或代理人签字的要填。",
            "Leave empty where the party signs in person; fill in for a representative or agent.",
        ),
        most=10,
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
    digits = CodeField(
        label("您的证件号码或手机号的后四位", "Last four digits of your identity paper or telephone"),
        Words("请输入后四位。", "Enter the last four digits."),
        hint=Words(
            "用来确认是您本人；单位请输入统一社会信用代码的后四位。",
            "So that we know it is you. For an organisation: of its credit code.",
        ),
        most=10,
    )


class DeclineForm(BaseForm):
    reason = LongTextField(
        label("为什么不签？", "Why will you not sign?"),
        Words("请简单写明原因。", "Say briefly why."),
        hint=Words("调解员会看到，对方看不到。", "The mediator sees it, the other side does not."),
        most=500,
    )


class PlainForm(BaseForm):
    """An act that needs no particulars."""
