"""签署存证页: who signed the agreement electronically, when, from where, on what text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import Issuer, Lang
from mediation.documents.kinds.sample_people import CASE_NUMBER, ISSUER, MEDIATOR, RARE
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class RecordedSignature:
    """One hand. `origin` is the hash of the network address and browser, which the centre keeps apart
    and forgets before the paper goes; `strokes` are those of the finger, "x,y x,y;x,y ..." on a field
    of 600 by 200.
    """

    signer: Words
    person: str
    level: Words
    signed_at: datetime
    how: Words
    confirmation: Words
    origin: str
    typed: str
    strokes: str
    proof: str
    invited_by: str = ""
    link: Words | None = None  # how the link came
    notes: tuple[Words, ...] = ()  # witness, authority and seal


@dataclass(frozen=True, slots=True)
class SigningRecord:
    """The record that goes into the file beside the agreement; `on_paper` names who signed there."""

    issuer: Issuer
    case_number: str
    agreement: str
    draft: int
    text_sha256: str
    text_sm3: str
    consent: str
    hands: tuple[RecordedSignature, ...]
    on_paper: tuple[str, ...] = ()
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.SIGNING_RECORD,
    Words("签署存证页", "Record of Electronic Signatures"),
    "存",
    SigningRecord,
    sample=SigningRecord(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        agreement="鹭金调协〔2026〕12号",
        draft=2,
        text_sha256="5f" * 32,
        text_sm3="a7" * 32,
        consent="我已阅读协议全文，同意以电子签名方式签署。",
        hands=(
            RecordedSignature(
                Words("申请人", "applicant"),
                RARE,
                Words("普通电子签名", "simple electronic signature"),
                datetime(2026, 3, 16, 2, 5, tzinfo=UTC),
                Words("个人链接，加证件号码后四位", "personal link and last four digits"),
                Words("短信验证码", "one-time code by text message"),
                "1e" * 32,
                "",
                "60,60 120,40 180,90 240,50;260,120 330,60 400,150;430,40 450,160 520,60",
                "c3" * 32,
                MEDIATOR,
                Words("短信", "text message"),
            ),
            RecordedSignature(
                Words("调解员", "mediator"),
                MEDIATOR,
                Words("普通电子签名", "simple electronic signature"),
                datetime(2026, 3, 16, 6, 30, tzinfo=UTC),
                Words("平台账号和密码", "account and password of the platform"),
                Words("再次输入密码", "password typed again"),
                "2f" * 32,
                MEDIATOR,
                "",
                "d4" * 32,
            ),
        ),
        on_paper=("被申请人",),
    ),
    file_place=8,
)
