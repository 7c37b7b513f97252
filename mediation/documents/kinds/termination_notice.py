"""调解终止通知书 (D13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import ALL_BUT_NAMES, Contact, Issuer, Lang, Party, Reason, Route
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CONTACT,
    DISPUTE,
    FILED_AT,
    ISSUER,
    MEDIATOR,
    RARE,
    RESPONDENT,
    ROUTES,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class TerminationNotice:
    """调解终止通知书. `routes` are those that the law demands (人民调解法 art. 26); never empty."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    parties: tuple[Party, ...]
    accepted_on: date | None
    sessions_on: tuple[date, ...]
    reason: Reason
    ended_on: date
    routes: tuple[Route, ...]
    mediators: tuple[str, ...] = ()
    undisputed_facts_attached: bool = False
    filed_at: datetime | None = None
    contact: Contact = Contact()
    lang: Lang = Lang.ZH

    def __post_init__(self) -> None:
        if not self.routes:
            raise ValueError("a termination notice names the routes that stay open (art. 26)")


KIND = Kind(
    DocumentKind.TERMINATION_NOTICE,
    Words("调解终止通知书", "Notice of Termination of Mediation"),
    "终",
    TerminationNotice,
    sample=TerminationNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE, RESPONDENT.name),
        parties=(APPLICANT, RESPONDENT),
        accepted_on=date(2026, 3, 2),
        sessions_on=(date(2026, 3, 9), date(2026, 3, 12)),
        reason=Reason(Words("各方意见差距较大，未能达成协议", "The parties stayed too far apart to agree.")),
        ended_on=date(2026, 3, 16),
        routes=ROUTES,
        mediators=(MEDIATOR,),
        filed_at=FILED_AT,
        contact=CONTACT,
    ),
    omit=ALL_BUT_NAMES,
    form="D13",
    file_place=8,
)
