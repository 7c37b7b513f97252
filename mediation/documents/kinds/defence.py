"""民事答辩状（要素式）: the defendant's own paper, with 确认 or 异议 to every element."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mediation.documents.kinds.complaint import FACTS, PROCEDURE, REQUESTS
from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.pleading import Box, Filled, Pleading
from mediation.documents.kinds.sample_people import APPLICANT, CASE_NUMBER, ISSUER, RESPONDENT
from mediation.rules.findings import Words

CONFIRM, OBJECT = Words("确认", "Confirmed"), Words("异议", "Objected")


@dataclass(frozen=True, slots=True)
class Defence(Pleading):
    """Each row holds what the plaintiff states and what the defendant says to it."""


KIND = Kind(
    DocumentKind.DEFENCE,
    Words("民事答辩状", "Statement of Defence"),
    "答",
    Defence,
    sample=Defence(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute="信用卡纠纷",
        plaintiffs=(RESPONDENT,),
        defendants=(APPLICANT,),
        procedure=PROCEDURE,
        requests=tuple(
            replace(
                row,
                answer=(Box(CONFIRM), Box(OBJECT, True)),
                reason="其中三次年费共1,260元不应计入。",
                own=(Filled(Words("尚欠本金", "Still owed"), "11,340.00元"),),
            )
            for row in REQUESTS[:1]
        ),
        facts=tuple(replace(row, answer=(Box(CONFIRM, True), Box(OBJECT))) for row in FACTS),
        court="鹭岛市思明区人民法院",
    ),
    file_place=11,
    editable=True,
)
