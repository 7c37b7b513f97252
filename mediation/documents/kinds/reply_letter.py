"""办理结果反馈函: the answer to a regulator, a hotline or a petition office that passed a matter on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import ALL_BUT_NAMES, Contact, Issuer, Lang, Party, Route
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CONTACT,
    DISPUTE,
    ISSUER,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class ReplyLetter:
    """What was asked, what was done, how it ended, and which routes remain where nothing was agreed."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    result: Words
    receiver: str = field(default="", metadata=asked("移送单位", "The body that sent it", must=True))
    their_number: str = field(default="", metadata=asked("来文编号", "Number of their letter or ticket"))
    received_on: date | None = field(default=None, metadata=asked("收到日期", "Received on", must=True))
    asked_for: str = field(
        default="", metadata=asked("来文事由", "What was asked", long=True, must=True, narrative=True)
    )
    done: str = field(default="", metadata=asked("办理经过", "What was done", long=True, must=True))
    agreed: bool = field(default=False, metadata=asked("双方达成调解协议", "Both sides reached an agreement"))
    result_text: str = field(default="", metadata=asked("结果说明", "The result in more words", long=True))
    annexes: tuple[str, ...] = field(
        default=(), metadata=asked("附件", "Annexes", hint=("一行一件。", "One a line."), long=True)
    )
    routes: tuple[Route, ...] = ()
    sent_on: date | None = field(default=None, metadata=needed("发出日期", "Day of sending"))
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.REPLY_LETTER,
    Words("办理结果反馈函", "Letter on the Result of a Matter Passed on"),
    "复",
    ReplyLetter,
    sample=ReplyLetter(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        result=Words("分歧过大", "positions too far apart"),
        receiver="示范金融监管分局（演示）",
        their_number="演示转办〔2026〕12号",
        received_on=date(2026, 2, 27),
        asked_for="投诉人反映银行未经同意收取年费，请求退还。",
        done="2026年3月2日受理，3月9日、3月16日两次调解。",
        result_text="双方对退还金额的分歧较大，未达成协议。",
        annexes=("调解终止书1份",),
        routes=(Route(Words("诉讼", "Court"), Words("可以依法向人民法院起诉。", "Bring an action.")),),
        sent_on=date(2026, 3, 18),
        contact=CONTACT,
    ),
    omit=ALL_BUT_NAMES,
    file_place=12,
    editable=True,
)
