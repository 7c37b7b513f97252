"""不予受理通知书 (D03): why not, and which doors stay open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import Contact, Issuer, Lang, Reason, Route
from mediation.documents.kinds.sample_people import (
    CASE_NUMBER,
    CONTACT,
    FILED_AT,
    ISSUER,
    RARER,
    ROUTES,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class NonAcceptanceNotice:
    """不予受理通知书: reasons and the other routes, so that nobody is sent away without a door."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    filed_at: datetime
    decided_on: date
    reasons: tuple[Reason, ...]
    routes: tuple[Route, ...]
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.NON_ACCEPTANCE_NOTICE,
    Words("不予受理通知书", "Notice of Non-acceptance"),
    "不受",
    NonAcceptanceNotice,
    sample=NonAcceptanceNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute="投资理财纠纷",
        addressees=(RARER,),
        filed_at=FILED_AT,
        decided_on=date(2026, 3, 3),
        reasons=(
            Reason(
                Words("人民法院已经受理本纠纷。", "A people's court has already taken up this dispute."),
                "《人民调解法》第十八条",
            ),
        ),
        routes=ROUTES,
        contact=CONTACT,
    ),
    form="D03",
    file_place=1,
)
