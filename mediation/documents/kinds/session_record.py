"""调解记录: one for each session, in the order of the official form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from mediation.documents.asking import NARRATIVE
from mediation.documents.kinds.kind import DocumentKind, InFile, Kind, led_by_regime
from mediation.documents.kinds.parts import DESCRIPTION, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CLERK,
    DISPUTE,
    HELD_AT,
    ISSUER,
    MEDIATOR,
    RARE,
    RESPONDENT,
)
from mediation.rules.findings import Words


class SessionResult(StrEnum):
    """How a session ended. Stored; never renamed."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    TO_CONTINUE = "to_continue"


RESULT_WORDS = {
    SessionResult.REACHED: Words("达成调解协议", "Agreement reached"),
    SessionResult.NOT_REACHED: Words("未达成调解协议", "No agreement reached"),
    SessionResult.TO_CONTINUE: Words("继续调解", "To be continued"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what; `speaker` empty for what the recorder notes."""

    speaker: str
    text: str = field(metadata={NARRATIVE: True})


INFORMED = Words(
    "调解开始前已再次告知双方权利义务，双方表示清楚。",
    "Before the session both sides were told their rights and duties again and said that they understood.",
)


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """`informed` says what the parties were told at the start and what they answered."""

    issuer: Issuer
    case_number: str
    dispute: str
    session_number: int
    began_at: datetime
    ended_at: datetime
    place: str
    mode: Words
    is_open: bool
    parties: tuple[Party, ...]
    mediators: tuple[str, ...]
    recorder: str
    informed: str
    statements: tuple[Statement, ...]
    result: SessionResult
    result_note: str = field(default="", metadata={NARRATIVE: True})
    others: tuple[str, ...] = ()
    next_at: datetime | None = None
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.SESSION_RECORD,
    Words("调解记录", "Record of Mediation"),
    "录",
    SessionRecord,
    sample=SessionRecord(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        session_number=1,
        began_at=HELD_AT[0],
        ended_at=datetime(2026, 3, 9, 8, 10, tzinfo=UTC),
        place="集美枫桥驿站二号调解室",
        mode=Words("现场", "in person"),
        is_open=False,
        parties=(APPLICANT, RESPONDENT),
        mediators=(MEDIATOR,),
        recorder=CLERK,
        informed="已告知各方权利义务，各方表示清楚，同意调解，不申请回避。",
        statements=(
            Statement("调解员", "现在开始调解。请申请人说明情况。"),
            Statement(RARE, "办卡时没有人告诉我权益卡要收年费。\n我要求全部退还。"),
            Statement("许燊", "同意退还年费，需要走内部流程。"),
        ),
        result=SessionResult.TO_CONTINUE,
        result_note="双方同意下次就付款时间继续协商。",
        others=("欧阳𬱖（申请人配偶）",),
        next_at=HELD_AT[1],
    ),
    omit=DESCRIPTION,
    form="D07",
    titles=led_by_regime("调解记录", "Record of Mediation"),
    file_place=7,
    in_file=InFile.REQUIRED,
    editable=True,
)
