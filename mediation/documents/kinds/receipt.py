"""提交回执: what was filed, when, and how to follow it without an account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from mediation.documents.asking import NARRATIVE
from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import Issuer, Lang
from mediation.documents.kinds.sample_people import (
    CASE_NUMBER,
    FILED_AT,
    ISSUER,
    RARE,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """One file that was handed in, as the citizen named it."""

    name: str = field(metadata={NARRATIVE: True})
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`filed_at` interrupts limitation (诉讼时效规定 2020, art. 12): it is what this paper proves.

    `access_code` opens the case together with its number; the QR leads to `tracking_url`, which
    must not contain the code: a photograph of the paper is not yet a key.
    """

    issuer: Issuer
    case_number: str
    access_code: str
    tracking_url: str
    filed_at: datetime
    channel: Words
    applicants: tuple[str, ...]
    respondents: tuple[str, ...]
    product: Words
    amount_fen: int | None = None
    narrative: str = field(default="", metadata={NARRATIVE: True})
    wishes: tuple[str, ...] = field(default=(), metadata={NARRATIVE: True})
    papers: tuple[FiledPaper, ...] = ()
    next_step: Words | None = None
    next_due_on: date | None = None
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.RECEIPT,
    Words("提交回执", "Receipt of Filing"),
    "收",
    Receipt,
    sample=Receipt(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        access_code="4826-7193",
        tracking_url="https://tiaojie.example/track/2026-04817",
        filed_at=FILED_AT,
        channel=Words("网上提交", "Online"),
        applicants=(RARE,),
        respondents=(RESPONDENT.name,),
        product=Words("信用卡年费", "Credit card annual fee"),
        amount_fen=126_000,
        narrative="办卡时说首年免年费。\n后来扣了三次，共1260元，打电话没有人管😀。",
        wishes=("退还年费1260元", "删除逾期记录"),
        papers=(FiledPaper("账单照片.jpg", 2_411_000, "a" * 64), FiledPaper("合同.pdf", 88_000, "b" * 64)),
        next_step=Words("受理员审查您的申请", "An intake clerk examines your application"),
        next_due_on=date(2026, 3, 6),
    ),
    file_place=1,
)
