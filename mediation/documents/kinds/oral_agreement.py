"""人民调解口头协议登记表 (D09): not written, but recorded (人民调解法 art. 28)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, InFile, Kind, Known
from mediation.documents.kinds.parts import Issuer, Lang, Party
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
class OralAgreement:
    """An oral agreement takes effect on the day on which it is reached (art. 30)."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    main_facts: str = field(default="", metadata=asked("纠纷主要事实", "Main facts", long=True, must=True))
    disputed: str = field(default="", metadata=asked("争议事项", "Disputed matters", long=True, must=True))
    agreed: tuple[str, ...] = field(
        default=(),
        metadata=asked(
            "协议内容", "What was agreed", hint=("一行一条。", "One a line."), long=True, must=True
        ),
    )
    performance: str = field(
        default="", metadata=asked("履行方式、时限", "Manner and time of performance", long=True, must=True)
    )
    mediators: tuple[str, ...] = field(default=(), metadata=needed("调解员", "Mediators"))
    agreed_on: date | None = field(
        default=None, metadata=asked("达成协议的日期", "Day of the agreement", must=True)
    )
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.ORAL_AGREEMENT,
    Words("人民调解口头协议登记表", "Register of an Oral Agreement"),
    "口协",
    OralAgreement,
    sample=OralAgreement(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        main_facts=NARRATIVE,
        disputed="附属权益卡年费是否经过持卡人明确同意。",
        agreed=("被申请人退还申请人权益卡年费1,260元。", "双方就本案再无其他争议。"),
        performance="当场转账付清。",
        mediators=(MEDIATOR,),
        agreed_on=date(2026, 3, 12),
    ),
    omit=frozenset({"dispute"}),
    form="D09",
    file_place=8,
    in_file=InFile.REQUIRED,
    by_hand=ByHand(
        frozenset({"open", "settled"}),
        regimes=frozenset({"RM"}),
        known={
            "main_facts": Known.NARRATIVE,
            "agreed_on": Known.TODAY,
        },
    ),
)
