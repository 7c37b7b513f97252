"""主持调解证明: that the organisation presided over the mediation (民诉法解释 art. 354)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
from mediation.documents.kinds.parts import DESCRIPTION, Contact, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    COURT,
    DISPUTE,
    ISSUER,
    MEDIATOR,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class MediationProof:
    """What a court wants to know of the organisation; nothing of what was said in the talks."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    mediators: tuple[str, ...]
    accepted_on: date | None = field(default=None, metadata=needed("受理日期", "Day of acceptance"))
    agreement_number: str = field(default="", metadata=needed("调解协议编号", "Number of the agreement"))
    agreed_on: date | None = field(default=None, metadata=needed("达成协议的日期", "Day of the agreement"))
    court: str = field(default="", metadata=asked("致送法院", "To the court", must=True))
    stated_on: date | None = None
    contact: Contact = field(default_factory=Contact)
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.MEDIATION_PROOF,
    Words("主持调解证明", "Proof of Mediation"),
    "证",
    MediationProof,
    sample=MediationProof(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        mediators=(MEDIATOR,),
        accepted_on=date(2026, 3, 2),
        agreement_number="鹭金调协〔2026〕12号",
        agreed_on=date(2026, 3, 16),
        court=COURT,
        stated_on=date(2026, 3, 18),
        contact=Contact(MEDIATOR, "0592-1234567"),
    ),
    omit=DESCRIPTION,
    file_place=11,
    by_hand=ByHand(
        frozenset({"settled"}),
        after=frozenset({DocumentKind.AGREEMENT, DocumentKind.ORAL_AGREEMENT}),
        known={
            "agreement_number": Known.AGREEMENT_NUMBER,
            "agreed_on": Known.AGREED_ON,
            "accepted_on": Known.ACCEPTED_ON,
            "stated_on": Known.TODAY,
        },
    ),
)
