"""调解员选定（指定）书 (D05): who mediates, how that was settled, what was disclosed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
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
class MediatorChoice:
    """`applicant_choice` and `respondent_choice` are names, or that the choice is left to the centre."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    mediators: tuple[str, ...] = field(default=(), metadata=needed("调解员", "Mediators"))
    candidates: tuple[str, ...] = field(
        default=(),
        metadata=asked(
            "名册候选人", "Candidates on the roster", hint=("一行一人。", "One a line."), long=True
        ),
    )
    applicant_choice: str = field(
        default="",
        metadata=asked(
            "申请人的选择",
            "The applicant's choice",
            hint=("写姓名，或者“委托中心指定”。", "A name, or “left to the centre”."),
            must=True,
        ),
    )
    respondent_choice: str = field(
        default="", metadata=asked("被申请人的选择", "The respondent's choice", must=True)
    )
    appointer: str = ""
    disclosure: str = field(
        default="",
        metadata=asked(
            "调解员的披露",
            "What the mediator disclosed",
            hint=("没有利害关系请写明“无”。", "Write “none” if there is no interest."),
            long=True,
            must=True,
        ),
    )
    opinions: str = field(
        default="",
        metadata=asked("当事人对披露的意见", "What the parties said to it", long=True, narrative=True),
    )
    settled_on: date | None = field(default=None, metadata=needed("日期", "Day"))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.MEDIATOR_CHOICE,
    Words("调解员选定（指定）书", "Choice or Appointment of the Mediator"),
    "选",
    MediatorChoice,
    sample=MediatorChoice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        mediators=(MEDIATOR,),
        candidates=(MEDIATOR, "何清漪", "Ng Wei-Ming"),
        applicant_choice="苏文堃",
        respondent_choice="委托中心指定",
        appointer="中心负责人",
        disclosure="本人与各方当事人、代理人无亲属关系，近三年未在被申请人处任职，与本案无利害关系。",
        opinions="申请人：没有异议。\n被申请人：没有异议。",
        settled_on=date(2026, 3, 4),
    ),
    omit=ALL_BUT_NAMES,
    form="D05",
    file_place=2,
    by_hand=ByHand(
        frozenset({"open"}),
        known={
            "settled_on": Known.TODAY,
            "candidates": Known.CANDIDATES,
        },
    ),
)
