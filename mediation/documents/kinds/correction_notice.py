"""补正通知书: what is still missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

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
class CorrectionItem:
    """One thing to add or put right, and why it is needed."""

    what: Words
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """补正通知书. `remark` is what the clerk adds in their own words."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    filed_at: datetime
    asked_on: date
    items: tuple[CorrectionItem, ...]
    due_on: date | None = None
    remark: str = field(default="", metadata={NARRATIVE: True})
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.CORRECTION_NOTICE,
    Words("补正通知书", "Notice to Complete"),
    "补",
    CorrectionNotice,
    sample=CorrectionNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE,),
        filed_at=FILED_AT,
        asked_on=date(2026, 3, 3),
        items=(
            CorrectionItem(
                Words("补交信用卡账单", "Hand in the card statement"),
                Words("核对扣费日期", "to check the dates of the charges"),
            ),
            CorrectionItem(Words("写明被申请人的完整名称", "Give the full name of the respondent")),
        ),
        due_on=date(2026, 3, 12),
        remark="账单可以在手机银行里截图。",
        contact=CONTACT,
    ),
    file_place=1,
)
