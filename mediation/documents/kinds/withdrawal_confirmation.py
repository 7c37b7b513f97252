"""撤回申请确认书: the applicant went back on the application."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from mediation.documents.asking import NARRATIVE
from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import Contact, Issuer, Lang
from mediation.documents.kinds.sample_people import (
    CASE_NUMBER,
    CONTACT,
    DISPUTE,
    FILED_AT,
    ISSUER,
    RARE,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class WithdrawalConfirmation:
    """撤回申请确认书. `reason` is the applicant's own, where one was given."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    filed_at: datetime
    withdrawn_at: datetime
    channel: Words
    reason: str = field(default="", metadata={NARRATIVE: True})
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.WITHDRAWAL_CONFIRMATION,
    Words("撤回申请确认书", "Confirmation of Withdrawal"),
    "撤",
    WithdrawalConfirmation,
    sample=WithdrawalConfirmation(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE,),
        filed_at=FILED_AT,
        withdrawn_at=datetime(2026, 3, 5, 3, 0, tzinfo=UTC),
        channel=Words("网上", "online"),
        reason="银行已经退款。",
        contact=CONTACT,
    ),
    file_place=8,
)
