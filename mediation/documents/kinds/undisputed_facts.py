"""无争议事实记载书 (D14): facts that need no proof later (法释〔2021〕23号 arts 18, 22)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    COURT_CASE_NUMBER,
    DISPUTE,
    ISSUER,
    MEDIATOR,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact on which nobody differs: what it is about, and what it is."""

    name: str
    text: str

    @classmethod
    def read(cls, text: str) -> tuple[Fact, ...]:
        """The facts in a text with one a line, 合同签订：…; a line without a name is all text."""
        found = []
        for line in filter(None, (one.strip() for one in text.splitlines())):
            name, mark, said = line.replace(":", "：").partition("：")
            found.append(cls(name.strip(), said.strip()) if mark and len(name) <= 20 else cls("", line))
        return tuple(found)

    def written(self) -> str:
        """As a person types it."""
        return f"{self.name}：{self.text}" if self.name else self.text


@dataclass(frozen=True, slots=True)
class UndisputedFacts:
    """Facts alone: what a party offered or gave up for the sake of agreement has no place here."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    mediators: tuple[str, ...] = field(default=(), metadata=needed("调解员", "Mediators"))
    facts: tuple[Fact, ...] = field(
        default=(),
        metadata=asked(
            "各方无争议的事实",
            "Facts that nobody disputes",
            hint=(
                "一行一条，写成“合同签订：2024年5月6日签订信用卡合约”。不要写让步和调解方案。",
                "One a line, as “Contract: signed on 6 May 2024”. No concessions, no proposals.",
            ),
            long=True,
            must=True,
        ),
    )
    court_case_number: str = field(
        default="", metadata=asked("法院案号（有的话）", "Court case number, if any")
    )
    stated_on: date | None = field(default=None, metadata=needed("日期", "Day"))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.UNDISPUTED_FACTS,
    Words("无争议事实记载书", "Record of Undisputed Facts"),
    "实",
    UndisputedFacts,
    sample=UndisputedFacts(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        mediators=(MEDIATOR,),
        facts=(
            Fact("合同签订", "2024年5月6日，申请人在演示支行办理信用卡一张。"),
            Fact("收费", "2024年6月至2025年12月，被申请人三次扣收权益卡年费，每次420元，共计1,260元。"),
            Fact("逾期", "2025年12月起申请人未偿还上述年费，产生逾期记录一条。"),
        ),
        court_case_number=COURT_CASE_NUMBER,
        stated_on=date(2026, 3, 12),
    ),
    form="D14",
    file_place=7,
    editable=True,
    describes_parties=True,
)
