"""受理通知书 (D03): the complaint is taken on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import Contact, Issuer, Lang
from mediation.documents.kinds.sample_people import (
    CASE_NUMBER,
    CONTACT,
    DISPUTE,
    FILED_AT,
    ISSUER,
    RARE,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class AcceptanceNotice:
    """受理通知书. `mediators` empty: the parties still choose, and the paper says how."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    applicants: tuple[str, ...]
    respondents: tuple[str, ...]
    filed_at: datetime
    accepted_on: date
    mediators: tuple[str, ...] = ()
    choose_by: date | None = None
    due_on: date | None = None
    due_basis: str = ""
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.ACCEPTANCE_NOTICE,
    Words("受理通知书", "Notice of Acceptance"),
    "受",
    AcceptanceNotice,
    sample=AcceptanceNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE, RESPONDENT.name),
        applicants=(RARE,),
        respondents=(RESPONDENT.name,),
        filed_at=FILED_AT,
        accepted_on=date(2026, 3, 2),
        choose_by=date(2026, 3, 9),
        due_on=date(2026, 4, 1),
        due_basis="《人民调解工作若干规定》第三十三条",
        contact=CONTACT,
    ),
    form="D03",
    file_place=1,
)
