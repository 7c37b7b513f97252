"""人民调解受理登记表 (D02)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked, needed
from mediation.documents.kinds.kind import ByHand, DocumentKind, InFile, Kind, Known, led_by_regime
from mediation.documents.kinds.parts import DESCRIPTION, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CLERK,
    DISPUTE,
    ISSUER,
    NARRATIVE,
    RESPONDENT,
)
from mediation.rules.findings import Words

# The boxes of the form: its own two, and the ways by which a financial case comes in besides.
SOURCES: dict[str, Words] = {
    "party": Words("当事人申请", "application of a party"),
    "own": Words("主动调解", "of our own motion"),
    "court": Words("法院委派（委托）", "sent by a court"),
    "police": Words("公安机关移送", "handed over by the police"),
    "petition": Words("信访部门转办", "sent by a petition office"),
    "regulator": Words("监管部门转办", "sent by a regulator"),
    "hotline": Words("热线转办", "sent by a hotline"),
}


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """`source` is a key of SOURCES."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    source: str
    narrative: str = field(
        metadata=asked("纠纷简要情况", "What happened", long=True, must=True, narrative=True)
    )
    registered_on: date | None = field(default=None, metadata=needed("受理日期", "Day of acceptance"))
    registrar: str = field(default="", metadata=needed("登记人", "Registrar"))
    remark: str = field(default="", metadata=asked("备注", "Remark", narrative=True))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.REGISTER_FORM,
    Words("调解受理登记表", "Register Form"),
    "登",
    RegisterForm,
    sample=RegisterForm(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        source="party",
        narrative=NARRATIVE,
        registered_on=date(2026, 3, 2),
        registrar=CLERK,
        remark="申请人年纪较大，请以电话联系为主。",
    ),
    omit=DESCRIPTION,
    form="D02",
    titles=led_by_regime("调解受理登记表", "Register Form"),
    file_place=1,
    in_file=InFile.REQUIRED,
    by_hand=ByHand(
        frozenset({"open", "settled", "ended"}),
        known={
            "source": Known.SOURCE,
            "registered_on": Known.REGISTERED_ON,
            "registrar": Known.MAKER,
        },
    ),
)
