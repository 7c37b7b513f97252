"""移送函 / 转介函 (D20): the matter goes to another body."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from mediation.documents.asking import NARRATIVE, asked
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
from mediation.documents.kinds.parts import Contact, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CONTACT,
    ISSUER,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the list of papers handed over."""

    name: str = field(metadata={NARRATIVE: True})
    copies: int = 1
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class TransferLetter:
    """移送函 / 转介函 with its return slip. `informed` says how the parties were told."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    materials: tuple[Material, ...]
    sent_on: date
    receiver: str = field(default="", metadata=asked("接收单位", "Receiving body", must=True))
    matter: str = field(default="", metadata=asked("事由", "Matter", long=True, must=True))
    legal_basis: str = field(default="", metadata=asked("依据", "Legal basis", must=True))
    informed: str = field(
        default="", metadata=asked("怎样告知了当事人", "What the parties were told", long=True, must=True)
    )
    contact: Contact = Contact()
    reply_by: date | None = field(default=None, metadata=asked("请对方回复的日期", "Reply asked by"))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.TRANSFER_LETTER,
    Words("移送函", "Letter of Transfer"),
    "移",
    TransferLetter,
    sample=TransferLetter(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute="投资理财纠纷",
        receiver="鹭岛市公安局演示分局",
        matter="申请人称某公司以高额利息为诱饵向不特定对象募集资金，涉嫌犯罪。",
        legal_basis="《人民调解法》第二十五条",
        parties=(replace(APPLICANT, agents=()),),
        materials=(Material("调解申请书", 1, 3), Material("转账记录", 2, 12)),
        informed="已于2026年3月3日电话告知申请人。",
        sent_on=date(2026, 3, 4),
        contact=CONTACT,
        reply_by=date(2026, 3, 20),
    ),
    form="D20",
    file_place=8,
    editable=True,
    by_hand=ByHand(
        frozenset({"screening", "open", "settled", "ended"}),
        known={
            "materials": Known.MATERIALS,
            "sent_on": Known.TODAY,
        },
    ),
)
