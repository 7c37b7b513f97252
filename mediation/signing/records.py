"""What is written down of one electronic signature, and its shape as text that never changes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from mediation.documents.facts import canonical, sha256_of
from mediation.rules.findings import Words

CONSENT = Words(
    "我已阅读协议全文，内容是我的真实意思；我同意以电子签名方式签署，与在纸上签名一样受其约束。",
    "I have read the whole agreement and it is what I want. I agree to sign it electronically and am "
    "bound by it as by my signature on paper.",
)

IDENTITY_WORDS = {
    "digits": Words(
        "证件号码或手机号后四位，加个人链接", "last four digits of a paper or telephone, and the link"
    ),
    "account": Words("平台账号和密码", "account and password of the platform"),
}
CONFIRMATION_WORDS = {
    "sms": Words("短信验证码", "one-time code by text message"),
    "email": Words("邮件验证码", "one-time code by e-mail"),
    "on_site": Words("工作人员当面告知的验证码", "one-time code handed over by the staff"),
    "password": Words("再次输入密码", "password typed again"),
}


@dataclass(frozen=True, slots=True)
class SigningAct:
    """One signature: who, when, from where, on what, how identified, with which hand.

    `origin` is the hash of an Origin, which is forgotten before the record is.
    `drawn` are the strokes of the finger, "x,y x,y;x,y ..." on a field of 600 by 200; empty where
    the name was typed.
    """

    case_number: str
    signer: str
    person: str
    draft: int
    pdf_sha256: str
    pdf_sm3: str
    identified_by: str
    confirmed_by: str
    code_sent_at: datetime | None
    signed_at: datetime
    origin: str
    consent: str
    typed: str
    drawn: str
    level: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Origin:
    """From where somebody signed. The salt keeps the hash from telling the address by trying all."""

    address: str
    browser: str
    salt: str

    @property
    def sha256(self) -> str:
        return sha256_of(canonical(self))


def origin_of(address: str, browser: str) -> Origin:
    """The origin of one signature, cut to what is kept."""
    return Origin(address[:60], browser[:300], secrets.token_hex(16))
