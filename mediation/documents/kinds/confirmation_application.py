"""司法确认申请书 (D15): both sides ask the court together (民事诉讼法 arts 205-206; 人民调解法 art. 33)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    COURT,
    DISPUTE,
    ISSUER,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class ConfirmationApplication:
    """Both parties are applicants; a person and an organisation each keep the block of their own."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    agreement_number: str = field(default="", metadata=needed("调解协议编号", "Number of the agreement"))
    agreed_on: date | None = field(default=None, metadata=needed("达成协议的日期", "Day of the agreement"))
    agreed: tuple[str, ...] = field(default=(), metadata=needed("协议内容", "What was agreed"))
    court: str = field(default="", metadata=asked("受理法院", "Court", must=True))
    annexes: tuple[str, ...] = field(
        default=(),
        metadata=asked("附件", "Annexes", hint=("一行一件。", "One a line."), long=True, must=True),
    )
    applied_on: date | None = field(
        default=None,
        metadata=asked(
            "申请日期", "Day", hint=("不填则留待签署时写。", "Leave empty to be written at signing.")
        ),
    )
    lang: Lang = Lang.ZH


USUAL_ANNEXES = (
    "调解协议书",
    "调解组织主持调解的证明",
    "各方的身份证明、资格证明",
    "与调解协议有关的财产权利证明（有的话）",
    "送达地址确认书",
)

KIND = Kind(
    DocumentKind.CONFIRMATION_APPLICATION,
    Words("司法确认申请书", "Joint Application for Judicial Confirmation"),
    "确",
    ConfirmationApplication,
    sample=ConfirmationApplication(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        agreement_number="鹭金调协〔2026〕12号",
        agreed_on=date(2026, 3, 16),
        agreed=(
            "鹭江示范银行股份有限公司信用卡中心退还陈䶮年费1,260元，分三期付清。",
            "鹭江示范银行股份有限公司信用卡中心向征信机构报送更正。",
        ),
        court=COURT,
        annexes=USUAL_ANNEXES,
    ),
    omit=frozenset({"case_number", "issuer"}),
    form="D15",
    file_place=11,
    editable=True,
    describes_parties=True,
    by_hand=ByHand(
        frozenset({"settled"}),
        after=frozenset({DocumentKind.AGREEMENT, DocumentKind.ORAL_AGREEMENT}),
        known={
            "agreement_number": Known.AGREEMENT_NUMBER,
            "agreed_on": Known.AGREED_ON,
            "agreed": Known.AGREED,
        },
        usual={"annexes": USUAL_ANNEXES},
    ),
)
