"""人民调解回访记录 (D11): how the agreement is being kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known, led_by_regime
from mediation.documents.kinds.parts import ALL_BUT_NAMES, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    DISPUTE,
    ISSUER,
    MEDIATOR,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One visit or call after the agreement."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    agreement_number: str = field(default="", metadata=needed("调解协议编号", "Number of the agreement"))
    visited_on: date | None = field(default=None, metadata=asked("回访时间", "Day", must=True))
    performed: str = field(
        default="", metadata=asked("履行情况", "Performance", long=True, must=True, narrative=True)
    )
    satisfaction: str = field(
        default="", metadata=asked("当事人是否满意", "How content the parties are", must=True, narrative=True)
    )
    lawsuit: str = field(
        default="",
        metadata=asked("有没有起诉或者申请仲裁", "Any lawsuit or arbitration", must=True, narrative=True),
    )
    risks: str = field(
        default="", metadata=asked("隐患和采取的措施", "Risks, and what was done", long=True, narrative=True)
    )
    visitor: str = field(default="", metadata=needed("回访人", "Visitor"))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.FOLLOW_UP,
    Words("调解回访记录", "Record of a Follow-up"),
    "访",
    FollowUp,
    sample=FollowUp(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        agreement_number="鹭金调协〔2026〕12号",
        visited_on=date(2026, 4, 20),
        performed="第一期420元已于2026年4月14日到账，征信更正已报送。",
        satisfaction="申请人表示满意。",
        lawsuit="无",
        risks="无；第二期到期前再次提醒被申请人。",
        visitor=MEDIATOR,
    ),
    omit=ALL_BUT_NAMES,
    form="D11",
    titles=led_by_regime("调解回访记录", "Record of a Follow-up"),
    file_place=10,
    by_hand=ByHand(
        frozenset({"settled"}),
        after=frozenset({DocumentKind.AGREEMENT, DocumentKind.ORAL_AGREEMENT}),
        known={
            "agreement_number": Known.AGREEMENT_NUMBER,
            "visitor": Known.MAKER,
            "visited_on": Known.TODAY,
        },
    ),
)
