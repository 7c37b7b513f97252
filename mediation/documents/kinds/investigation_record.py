"""人民调解调查记录 (D06): questions and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from mediation.documents.asking import NARRATIVE, asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known, led_by_regime
from mediation.documents.kinds.parts import Issuer, Lang
from mediation.documents.kinds.sample_people import CASE_NUMBER, CLERK, DISPUTE, ISSUER, MEDIATOR
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with its answer."""

    question: str
    answer: str = field(metadata={NARRATIVE: True})

    @classmethod
    def read(cls, text: str) -> tuple[Exchange, ...]:
        """The exchanges in a text of lines 问：… and 答：…; a line without a mark goes on with the last."""
        found: list[list[str]] = []
        for line in filter(None, (one.strip() for one in text.splitlines())):
            mark, said = (line[0].upper(), line[2:].strip()) if line[1:2] in {"：", ":"} else ("", line)
            if mark in {"问", "Q"} or not found:
                found.append([said if mark in {"问", "Q"} else line, ""])
            elif mark in {"答", "A"} and not found[-1][1]:
                found[-1][1] = said
            else:
                found[-1][1] = f"{found[-1][1]}\n{said}".strip()
        return tuple(cls(question, answer) for question, answer in found)

    def written(self) -> str:
        """As a person types it."""
        return f"问：{self.question}\n答：{self.answer}"


@dataclass(frozen=True, slots=True)
class InvestigationRecord:
    """Who was asked what, where, by whom."""

    issuer: Issuer
    case_number: str
    dispute: str
    began_at: datetime | None = field(default=None, metadata=asked("调查时间", "Time", must=True))
    place: str = field(default="", metadata=asked("地点", "Place", must=True))
    attendees: tuple[str, ...] = field(
        default=(), metadata=asked("参加人", "Others present", hint=("一行一人。", "One a line."), long=True)
    )
    person: str = field(default="", metadata=asked("被调查人姓名", "Name of the person asked", must=True))
    person_particulars: str = field(
        default="",
        metadata=asked(
            "被调查人的性别、年龄、职业、单位或住址、联系方式",
            "Sex, age, occupation, address and telephone",
            must=True,
        ),
    )
    relation: str = field(default="", metadata=asked("与当事人的关系", "Relation to the parties", must=True))
    exchanges: tuple[Exchange, ...] = field(
        default=(),
        metadata=asked(
            "记录",
            "Record",
            hint=("一行一句，以“问：”“答：”开头。", "One a line; begin with “Q:” or “A:”."),
            long=True,
            must=True,
            narrative=True,
        ),
    )
    investigators: tuple[str, ...] = field(default=(), metadata=needed("调查人", "Investigator"))
    recorder: str = field(default="", metadata=needed("记录人", "Recorder"))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.INVESTIGATION_RECORD,
    Words("调解调查记录", "Record of Investigation"),
    "查",
    InvestigationRecord,
    sample=InvestigationRecord(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        began_at=datetime(2026, 3, 5, 7, 0, tzinfo=UTC),
        place="鹭江示范银行演示支行会议室",
        attendees=("何清漪（支行副行长）",),
        person="谢翀",
        person_particulars="男，31岁，客户经理，鹭江示范银行演示支行，0592-0000003",
        relation="被申请人的员工，申请人办卡时的经办人",
        exchanges=(
            Exchange("我们是鹭岛市金融纠纷人民调解委员会的调解员，请您如实回答。您清楚吗？", "清楚。"),
            Exchange("办卡时有没有说明权益卡另收年费？", "当时说了首年免年费，权益卡的收费没有单独说明。"),
            Exchange("有没有请客户单独签字确认？", "没有。"),
        ),
        investigators=(MEDIATOR,),
        recorder=CLERK,
    ),
    form="D06",
    titles=led_by_regime("调解调查记录", "Record of Investigation"),
    file_place=5,
    editable=True,
    by_hand=ByHand(
        frozenset({"open"}),
        known={
            "investigators": Known.MEDIATOR_OR_MAKER,
            "recorder": Known.MAKER,
        },
    ),
)
