"""支付令申请书: the creditor asks the court to order payment (民事诉讼法 art. 225)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind
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
class PaymentOrderApplication:
    """`parties` are the creditor, then the debtor."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    amount_fen: int | None = field(default=None, metadata=needed("金额", "Amount"))
    agreement_number: str = field(default="", metadata=needed("调解协议编号", "Number of the agreement"))
    grounds: str = field(
        default="",
        metadata=asked(
            "事实和理由（债务怎样形成、何时到期、尚欠多少）",
            "Facts and grounds (how the debt came about, when due, how much is open)",
            long=True,
            must=True,
        ),
    )
    evidence: tuple[str, ...] = field(
        default=(),
        metadata=asked("证据", "Evidence", hint=("一行一件。", "One a line."), long=True, must=True),
    )
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


USUAL_ANNEXES = ("调解协议书", "债权人的身份、资格证明", "债务人的身份和住所信息", "送达地址确认书")

KIND = Kind(
    DocumentKind.PAYMENT_ORDER_APPLICATION,
    Words("支付令申请书", "Application for a Payment Order"),
    "支",
    PaymentOrderApplication,
    sample=PaymentOrderApplication(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        amount_fen=126_000,
        agreement_number="鹭金调协〔2026〕12号",
        grounds="双方于2026年3月16日达成调解协议，被申请人应于2026年4月15日前支付1,260元，至今未付。",
        evidence=("调解协议书", "还款账户流水"),
        court=COURT,
        annexes=USUAL_ANNEXES,
    ),
    omit=frozenset({"case_number", "issuer"}),
    file_place=11,
    editable=True,
    describes_parties=True,
    by_hand=ByHand(
        frozenset({"settled"}),
        after=frozenset({DocumentKind.AGREEMENT, DocumentKind.ORAL_AGREEMENT}),
        usual={"annexes": USUAL_ANNEXES},
    ),
)
