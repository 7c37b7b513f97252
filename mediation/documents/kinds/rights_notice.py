"""当事人权利义务告知书 (D04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediation.documents.kinds.kind import DocumentKind, InFile, Kind, led_by_regime
from mediation.documents.kinds.parts import Contact, Issuer, Lang
from mediation.documents.kinds.sample_people import (
    CASE_NUMBER,
    CONTACT,
    DISPUTE,
    ISSUER,
    MEDIATOR,
    RARE,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class RightsNotice:
    """当事人权利义务告知书 (人民调解法 arts 4, 15, 23, 24, 26, 31-33), signed or answered by each party."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    given_on: date
    mediators: tuple[str, ...] = ()
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.RIGHTS_NOTICE,
    Words("当事人权利义务告知书", "Notice of Rights and Duties"),
    "告",
    RightsNotice,
    sample=RightsNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE,),
        given_on=date(2026, 3, 4),
        mediators=(MEDIATOR,),
        contact=CONTACT,
    ),
    form="D04",
    titles=led_by_regime("调解当事人权利义务告知书", "Notice of Rights and Duties"),
    file_place=2,
    in_file=InFile.REQUIRED,
)
