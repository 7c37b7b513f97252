"""授权委托书 (D21) with its check-list of matters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from mediation.documents.asking import asked
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
from mediation.documents.kinds.parts import Agent, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import APPLICANT, CASE_NUMBER, DISPUTE, ISSUER, RARER
from mediation.rules.findings import Words

# The check-list of the form, in its order. The third needs the principal's special authority.
MATTERS: dict[str, Words] = {
    "evidence": Words("代为收集、提供证据", "gather and submit evidence"),
    "mediator": Words("选择调解员", "choose the mediator"),
    "claims": Words("承认、变更、放弃请求", "admit, change or give up claims"),
    "sign": Words(
        "参加调解并签署调解记录和调解协议", "take part in mediation and sign its record and the agreement"
    ),
    "papers": Words("领取文书", "receive papers"),
    "other": Words("其他", "other"),
}


@dataclass(frozen=True, slots=True)
class PowerOfAttorney:
    """`parties` is the one principal; `matters` are keys of MATTERS."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    attorney: Agent = field(default=Agent(), metadata=asked("受托人", "Agent", must=True))
    matters: tuple[str, ...] = field(
        default=(), metadata=asked("委托事项", "Matters", must=True, choices=MATTERS)
    )
    other_matter: str = field(default="", metadata=asked("其他事项", "Other matter"))
    valid_from: date | None = field(default=None, metadata=asked("起始日期", "From", must=True))
    valid_to: date | None = field(
        default=None,
        metadata=asked(
            "终止日期", "To", hint=("不填为至本案调解程序终结。", "Empty: to the end of this mediation.")
        ),
    )
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.POWER_OF_ATTORNEY,
    Words("授权委托书", "Power of Attorney"),
    "委",
    PowerOfAttorney,
    sample=PowerOfAttorney(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(replace(APPLICANT, agents=()),),
        attorney=Agent(
            RARER, relation="配偶", authority="特别代理", phone="13900000000", id_number="35020319840611001X"
        ),
        matters=("evidence", "mediator", "claims", "sign", "papers"),
        valid_from=date(2026, 3, 2),
    ),
    omit=frozenset({"issuer"}),
    form="D21",
    file_place=4,
    editable=True,
    describes_parties=True,
    by_hand=ByHand(
        frozenset({"screening", "open", "settled"}),
        known={
            "parties": Known.PRINCIPAL,
            "valid_from": Known.TODAY,
        },
        one_sided=True,
    ),
)
