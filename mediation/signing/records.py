"""What is written down of one electronic signature, and its shape as text that never changes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from mediation.documents.facts import canonical, sha256_of
from mediation.rules.agreement.signatures import LEVEL_WORDS, Level
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PAPERS, PaperKind
from mediation.rules.procedures.letter_ladder import CHANNEL_WORDS

CONSENT = Words(
    "我已阅读协议全文，内容是我的真实意思；我同意以电子签名方式签署，与在纸上签名一样受其约束。",
    "I have read the whole agreement and it is what I want. I agree to sign it electronically and am "
    "bound by it as by my signature on paper.",
)

# How a link reaches its signer.
ON_SITE = "on_site"
WAYS = CHANNEL_WORDS | {ON_SITE: Words("当面交给本人", "handed over in person")}

# In what capacity a representative signs.
CAPACITIES = {
    "legal_representative": Words("法定代表人或者负责人", "legal representative or head"),
    "employee": Words("单位工作人员", "employee of the organisation"),
    "lawyer": Words("律师或者法律工作者", "lawyer or legal worker"),
    "relative": Words("近亲属", "close relative"),
    "other": Words("其他代理人", "other agent"),
}
IDENTITY_WORDS = {
    "digits": Words(
        "证件号码或手机号后四位，加个人链接", "last four digits of a paper or telephone, and the link"
    ),
    "paper_number": Words(
        "本人输入证件号码全文，与登记一致", "whole number of the identity paper, typed by the signer"
    ),
    "account": Words("平台账号和密码", "account and password of the platform"),
}
CONFIRMATION_WORDS = {
    "sms": Words("短信验证码", "one-time code by text message"),
    "email": Words("邮件验证码", "one-time code by e-mail"),
    "on_site": Words(
        "第二名工作人员核对证件后当面告知的验证码",
        "one-time code told in person by a second member of the staff, who saw the identity paper",
    ),
    "password": Words("再次输入密码", "password typed again"),
}


@dataclass(frozen=True, slots=True)
class SigningAct:
    """One signature: who, when, from where, on what, how identified, with which hand.

    `origin` is the hash of an Origin, which is forgotten before the record is. `link_channel` is how the
    link came, `witness` who told the code in person on seeing `paper_seen`. A representative signs in a
    `capacity` by the document `authority_sha256`, under the organisation's seal or for a reason without.
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
    invited_by: str = ""
    link_channel: str = ""
    witness: str = ""
    paper_seen: str = ""
    capacity: str = ""
    authority_sha256: str = ""
    seal_sha256: str = ""
    no_seal_reason: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """From where somebody signed. The salt keeps the hash from telling the address by trying all."""

    address: str
    browser: str
    salt: str
    device: str = ""

    @property
    def sha256(self) -> str:
        return sha256_of(canonical(self))

    def is_as(self, other: Origin) -> bool:
        """Whether both signed on one device: by the mark in the browser, else by address and browser."""
        if self.device and self.device == other.device:
            return True
        return bool(self.address) and (self.address, self.browser) == (other.address, other.browser)


def origin_of(address: str, browser: str, device: str) -> Origin:
    """The origin of one signature, cut to what is kept."""
    return Origin(address[:60], browser[:300], secrets.token_hex(16), device)


def notes_of(act: SigningAct) -> tuple[Words, ...]:
    """What is printed beside a signature: its level, by which channel it was confirmed, by whose leave."""
    level, channel = LEVEL_WORDS[Level(act.level)], CONFIRMATION_WORDS[act.confirmed_by]
    notes = [Words(f"{level.zh}，{channel.zh}", f"{level.en}, {channel.en}")]
    if act.witness:
        paper = PAPERS[PaperKind(act.paper_seen)]
        notes.append(Words(f"{act.witness}当面核对{paper.zh}", f"{act.witness} saw the {paper.en} in person"))
    if act.capacity:
        capacity = CAPACITIES[act.capacity]
        notes.append(
            Words(
                f"{capacity.zh}，授权文件 SHA-256 {act.authority_sha256[:16]}",
                f"{capacity.en}, authority SHA-256 {act.authority_sha256[:16]}",
            )
        )
    if act.seal_sha256:
        notes.append(
            Words(f"单位盖章页 SHA-256 {act.seal_sha256[:16]}", f"Sealed page SHA-256 {act.seal_sha256[:16]}")
        )
    elif act.no_seal_reason:
        notes.append(
            Words(
                f"单位未盖章：{act.no_seal_reason}", f"Without the organisation's seal: {act.no_seal_reason}"
            )
        )
    return tuple(notes)
