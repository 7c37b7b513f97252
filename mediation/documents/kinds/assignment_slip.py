"""委派（委托）调解函登记和回执 (D18): the court's letter as received; signing for it starts the period."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
from mediation.documents.kinds.parts import DESCRIPTION, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CLERK,
    COURT,
    COURT_CASE_NUMBER,
    DISPUTE,
    ISSUER,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class AssignmentSlip:
    """`received_on` is the day from which 30, 15 or 7 days count (法释〔2016〕14号 art. 27)."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    amount_fen: int | None = None
    letter_number: str = field(default="", metadata=asked("来函文号", "Number of the letter", must=True))
    court: str = field(default="", metadata=asked("法院", "Court", must=True))
    cause: str = field(default="", metadata=asked("案由", "Cause of action", must=True))
    court_case_number: str = field(
        default="", metadata=asked("诉前调案号或者案号", "Court case number", must=True)
    )
    procedure: str = field(
        default="",
        metadata=asked(
            "程序",
            "Procedure",
            hint=(
                "诉前委派、委托（普通程序）或者委托（简易程序）。",
                "Before filing; ordinary; or simplified.",
            ),
            must=True,
        ),
    )
    period: str = field(default="", metadata=asked("调解期限", "Period", must=True))
    materials: tuple[str, ...] = field(
        default=(),
        metadata=asked(
            "随函材料", "Papers with the letter", hint=("一行一件。", "One a line."), long=True, must=True
        ),
    )
    court_contact: str = field(
        default="", metadata=asked("法院联系人和电话", "Contact at the court", must=True)
    )
    letter_on: date | None = field(default=None, metadata=asked("来函日期", "Date of the letter", must=True))
    received_by: str = field(default="", metadata=needed("签收人", "Received by"))
    received_on: date | None = field(default=None, metadata=asked("签收日期", "Received on", must=True))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.ASSIGNMENT_SLIP,
    Words("委派（委托）调解函登记及回执", "Court's Letter of Assignment: Register and Return Slip"),
    "收函",
    AssignmentSlip,
    sample=AssignmentSlip(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        amount_fen=126_000,
        letter_number="（2026）演示委派调函12号",
        court=COURT,
        cause="信用卡纠纷",
        court_case_number=COURT_CASE_NUMBER,
        procedure="诉前委派",
        period="三十日",
        materials=("起诉状副本1份", "证据材料1册12页", "送达地址确认书2份"),
        court_contact="演示法官 0592-0000004",
        letter_on=date(2026, 2, 26),
        received_by=CLERK,
        received_on=date(2026, 2, 27),
    ),
    omit=DESCRIPTION | {"dispute"},
    form="D18",
    file_place=12,
    by_hand=ByHand(
        tracks=frozenset({"assigned", "entrusted", "entrusted_simple"}),
        known={
            "received_by": Known.MAKER,
            "received_on": Known.TODAY,
            "cause": Known.CAUSE,
        },
    ),
)
