"""人民调解申请书 (D01): who asks, against whom, what happened, what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, InFile, Kind, Known, led_by_regime
from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    DISPUTE,
    ISSUER,
    NARRATIVE,
    RESPONDENT,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Application:
    """The application in the order of the official form; the financial particulars follow the requests."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    narrative: str = field(
        metadata=asked("纠纷简要情况", "What happened", long=True, must=True, narrative=True)
    )
    requests: tuple[str, ...] = field(
        metadata={
            **asked(
                "申请事项",
                "What is asked for",
                hint=("一行一项。", "One a line."),
                long=True,
                must=True,
                narrative=True,
            )
        }
    )
    product: Words | None = None
    amount_fen: int | None = None
    contract_number: str = field(default="", metadata=asked("合同（卡）号", "Contract or card number"))
    branch: str = field(default="", metadata=asked("办理业务的网点", "Branch"))
    earlier_complaint: str = field(
        default="",
        metadata=asked("此前的投诉编号和处理结果", "Earlier complaint: number and result", narrative=True),
    )
    other_procedures: str = field(
        default="",
        metadata=asked(
            "有没有诉讼、仲裁或者报案",
            "Any lawsuit, arbitration or police report",
            hint=("没有请写“无”。", "Write “none” if there is none."),
            must=True,
        ),
    )
    service_address: str = field(default="", metadata=asked("文书送达地址", "Address for service", must=True))
    privacy_version: str = ""
    applied_on: date | None = field(default=None, metadata=needed("申请日期", "Day of the application"))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.APPLICATION,
    Words("调解申请书", "Application for Mediation"),
    "申",
    Application,
    sample=Application(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        narrative=NARRATIVE,
        requests=("退还权益卡年费1,260元", "删除由此产生的逾期记录"),
        product=Words("信用卡（费用、分期、利息）", "Credit card (fees, instalments, interest)"),
        amount_fen=126_000,
        contract_number="6200********0001",
        branch="鹭江示范银行演示支行",
        earlier_complaint="TS2026-0117，银行答复不予退还",
        other_procedures="无",
        service_address="鹭岛市思明区莲前街道演示里12号301室",
        privacy_version="2026-03",
        applied_on=date(2026, 2, 27),
    ),
    omit=frozenset({"dispute", "issuer"}),
    form="D01",
    titles=led_by_regime("调解申请书", "Application for Mediation"),
    file_place=1,
    in_file=InFile.REQUIRED,
    editable=True,
    describes_parties=True,
    by_hand=ByHand(
        known={
            "product": Known.PRODUCT,
            "applied_on": Known.FILED_ON,
            "privacy_version": Known.PRIVACY_VERSION,
            "service_address": Known.APPLICANT_ADDRESS,
        },
    ),
)
