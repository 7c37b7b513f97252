"""民事起诉状（要素式）: the plaintiff's own paper, filled from the elements when mediation has failed."""

from __future__ import annotations

from dataclasses import dataclass

from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.pleading import Box, Filled, Pleading, Row
from mediation.documents.kinds.sample_people import APPLICANT, CASE_NUMBER, ISSUER, RESPONDENT
from mediation.rules.findings import Words

YES, NO = Words("是", "Yes"), Words("否", "No")


@dataclass(frozen=True, slots=True)
class Complaint(Pleading):
    """Each row holds what the plaintiff states."""


PROCEDURE = (
    Row(
        1,
        Words("约定管辖", "Agreement on court or arbitration"),
        (Filled(Words("有无约定", "Agreed"), "", (Box(YES), Box(NO, True))),),
    ),
    Row(
        3,
        Words("是否了解、考虑先行调解", "Mediation before trial"),
        (
            Filled(Words("是否了解", "Knows of it"), "", (Box(YES, True), Box(NO))),
            Filled(Words("是否考虑", "Considers it"), "", (Box(YES), Box(NO, True))),
        ),
    ),
)
REQUESTS = (
    Row(1, Words("透支本金", "Overdraft"), (Filled(Words("尚欠本金", "Still owed"), "12,600.00元"),)),
    Row(7, Words("标的总额", "Total claimed"), (Filled(Words("金额", "Amount"), "13,020.50元"),)),
)
FACTS = (
    Row(
        1,
        Words("办卡情况", "The card"),
        (
            Filled(Words("卡号", "Number"), "6200 0000 0000 0018"),
            Filled(Words("办卡时间", "Opened on"), "2024年5月6日"),
            Filled(Words("办卡行", "Bank"), "鹭江示范银行演示支行"),
        ),
    ),
    Row(5, Words("逾期未还情况", "What is overdue"), (Filled(Words("逾期时间", "Since")),)),
)

KIND = Kind(
    DocumentKind.COMPLAINT,
    Words("民事起诉状", "Complaint"),
    "诉",
    Complaint,
    sample=Complaint(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute="信用卡纠纷",
        plaintiffs=(RESPONDENT,),
        defendants=(APPLICANT,),
        procedure=PROCEDURE,
        requests=REQUESTS,
        facts=FACTS,
        court="鹭岛市思明区人民法院",
    ),
    file_place=11,
    editable=True,
)
