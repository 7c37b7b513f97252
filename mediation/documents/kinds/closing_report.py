"""人民调解结案报告表 (D12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known, led_by_regime
from mediation.documents.kinds.parts import DESCRIPTION, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    DISPUTE,
    ISSUER,
    MEDIATOR,
    NARRATIVE,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """The case on one sheet, for the file and for statistics."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    unit: str
    handlers: tuple[str, ...]
    source: Words
    accepted_on: date | None = None
    closed_on: date | None = field(default=None, metadata=needed("结案时间", "Day of closing"))
    filled_on: date | None = field(default=None, metadata=needed("填表时间", "Day of filling in"))
    narrative: str = field(default="", metadata=asked("简要事实", "Facts in brief", long=True, must=True))
    result: str = field(default="", metadata=asked("处理结果", "Result", long=True, must=True))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.CLOSING_REPORT,
    Words("调解结案报告表", "Closing Report"),
    "结",
    ClosingReport,
    sample=ClosingReport(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        unit="集美枫桥驿站",
        handlers=(MEDIATOR,),
        source=Words("网上", "online"),
        accepted_on=date(2026, 3, 2),
        closed_on=date(2026, 3, 16),
        filled_on=date(2026, 3, 17),
        narrative=NARRATIVE,
        result="调解成功：被申请人分三期退还年费1,260元并报送征信更正，协议自2026年3月16日起生效。",
    ),
    omit=DESCRIPTION,
    form="D12",
    titles=led_by_regime("调解结案报告表", "Closing Report"),
    file_place=12,
    by_hand=ByHand(
        frozenset({"settled", "ended"}),
        known={
            "unit": Known.HANDLING_PLACE,
            "handlers": Known.MEDIATOR_OR_MAKER,
            "source": Known.CHANNEL,
            "accepted_on": Known.ACCEPTED_ON,
            "closed_on": Known.ENDED_ON,
            "filled_on": Known.TODAY,
            "result": Known.RESULT,
        },
    ),
)
