"""承诺书 (D16): what is handed in is true, and nothing is staged (民事诉讼法 art. 115)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind
from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.documents.kinds.sample_people import APPLICANT, CASE_NUMBER, DISPUTE, ISSUER
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Undertaking:
    """`parties` are those who promise. The sentences are fixed; `more` adds one of their own."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    more: str = field(
        default="", metadata=asked("另外承诺（可以不填）", "Also promised (optional)", long=True)
    )
    promised_on: date | None = field(
        default=None,
        metadata=asked("日期", "Day", hint=("不填则留待签署时写。", "Leave empty to be written at signing.")),
    )
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.UNDERTAKING,
    Words("承诺书", "Undertaking"),
    "诺",
    Undertaking,
    sample=Undertaking(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT,),
        more="本人名下没有其他与该信用卡有关的未了结纠纷。",
        promised_on=date(2026, 3, 2),
    ),
    omit=frozenset({"issuer"}),
    form="D16",
    file_place=11,
    editable=True,
    describes_parties=True,
    by_hand=ByHand(
        one_sided=True,
    ),
)
