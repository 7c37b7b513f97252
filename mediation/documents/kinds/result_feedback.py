"""委派（委托）调解结果反馈函 (D19): what the court must be told (法释〔2016〕14号 art. 26)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
from mediation.documents.kinds.parts import ALL_BUT_NAMES, Contact, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CONTACT,
    COURT,
    COURT_CASE_NUMBER,
    DISPUTE,
    ISSUER,
    MEDIATOR,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class ResultFeedback:
    """`cost_acts` are acts of a party that raised the other side's cost without reason."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    result: Words
    mediators: tuple[str, ...] = field(default=(), metadata=needed("调解员", "Mediators"))
    court: str = field(default="", metadata=asked("法院", "Court", must=True))
    court_case_number: str = field(default="", metadata=asked("法院案号", "Court case number", must=True))
    received_on: date | None = field(default=None, metadata=asked("接收日期", "Received on", must=True))
    days: Words = Words("", "")  # how long it took, an extension apart (法释〔2016〕14号 art. 27)
    failure_reason: str = field(
        default="", metadata=asked("调解不成的原因（不成时填写）", "Why it failed, if it did", long=True)
    )
    cost_acts: str = field(
        default="",
        metadata=asked(
            "无正当理由增加他方成本的行为（没有请写“无”）",
            "Acts that raised the other side's cost (“none” if none)",
            long=True,
            must=True,
        ),
    )
    hints: str = field(default="", metadata=asked("其他提示事项", "Other hints for the court", long=True))
    service_address: bool = field(
        default=False, metadata=asked("附送达地址确认书", "The confirmed address for service is attached")
    )
    to_confirm: bool = field(
        default=False, metadata=asked("双方同意申请司法确认", "Both sides will apply for confirmation")
    )
    annexes: tuple[str, ...] = field(
        default=(),
        metadata=asked("附件", "Annexes", hint=("一行一件。", "One a line."), long=True, must=True),
    )
    sent_on: date | None = field(default=None, metadata=needed("发出日期", "Day of sending"))
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.RESULT_FEEDBACK,
    Words("委派（委托）调解结果反馈函", "Letter on the Result of Assigned Mediation"),
    "馈",
    ResultFeedback,
    sample=ResultFeedback(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        result=Words("分歧过大", "positions too far apart"),
        mediators=(MEDIATOR,),
        court=COURT,
        court_case_number=COURT_CASE_NUMBER,
        received_on=date(2026, 2, 27),
        days=Words(
            "调解期限内15天，经双方同意延长的期间2天（不计入审理期限）",
            "15 days within the period, 2 days of agreed extension (not counted in the time for trial)",
        ),
        failure_reason="双方对退还金额的分歧较大，经两次调解未能达成协议。",
        cost_acts="无",
        hints="申请人行动不便，开庭时可以考虑视频方式。",
        service_address=True,
        annexes=("无争议事实记载书1份", "调解记录2份", "送达地址确认书2份"),
        sent_on=date(2026, 3, 16),
        contact=CONTACT,
    ),
    omit=ALL_BUT_NAMES,
    form="D19",
    file_place=12,
    editable=True,
    by_hand=ByHand(
        frozenset({"settled", "ended"}),
        frozenset({"assigned", "entrusted", "entrusted_simple"}),
        known={
            "result": Known.OUTCOME,
            "sent_on": Known.TODAY,
            "court": Known.SLIP_COURT,
            "court_case_number": Known.SLIP_COURT_CASE_NUMBER,
            "received_on": Known.SLIP_RECEIVED_ON,
        },
    ),
)
