"""调解记录: one for each session, in the order of the official form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mediation.documents.facts import NARRATIVE
from mediation.documents.kinds.parts import Issuer, Lang, Party
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
    text: str = field(metadata=NARRATIVE)


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
    result_note: str = field(default="", metadata=NARRATIVE)
    others: tuple[str, ...] = ()
    next_at: datetime | None = None
    lang: Lang = Lang.ZH
