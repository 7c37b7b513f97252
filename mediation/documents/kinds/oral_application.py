"""口头申请调解笔录 (D22): the clerk writes, reads back, and the person confirms (人民调解法 art. 28)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CLERK,
    DISPUTE,
    FILED_AT,
    ISSUER,
    NARRATIVE,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class OralApplication:
    """What was said, who wrote it down, and how the person confirmed it after it was read back."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    taken_at: datetime
    narrative: str = field(
        metadata=asked("申请人陈述", "What the applicant said", long=True, must=True, narrative=True)
    )
    requests: tuple[str, ...] = field(
        metadata=asked(
            "申请事项",
            "What is asked for",
            hint=("一行一项。", "One a line."),
            long=True,
            must=True,
            narrative=True,
        )
    )
    place: str = field(default="", metadata=asked("地点或者电话", "Place, or by telephone", must=True))
    confirmed_by: str = field(
        default="",
        metadata=asked(
            "申请人怎样确认",
            "How the applicant confirmed it",
            hint=(
                "签名、按指印，或者录音（写明录音编号）。",
                "Signature, fingerprint, or recording with its number.",
            ),
            must=True,
        ),
    )
    recorder: str = field(default="", metadata=needed("记录人", "Recorder"))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.ORAL_APPLICATION,
    Words("口头申请调解笔录", "Record of an Oral Application"),
    "口申",
    OralApplication,
    sample=OralApplication(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        taken_at=FILED_AT,
        narrative=NARRATIVE,
        requests=("退还权益卡年费1,260元", "删除由此产生的逾期记录"),
        place="中心受理窗口",
        confirmed_by="签名并按指印",
        recorder=CLERK,
    ),
    omit=frozenset({"dispute"}),
    form="D22",
    file_place=1,
    describes_parties=True,
    by_hand=ByHand(
        known={
            "taken_at": Known.FILED_AT,
            "recorder": Known.MAKER,
        },
    ),
)
