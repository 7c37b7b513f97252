"""对账确认书: what the two sides' lists of a period agree on, and how each difference was closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import NARRATIVE, needed
from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import Issuer, Lang
from mediation.documents.kinds.sample_people import COURT, COURT_CASE_NUMBER, ISSUER, MEDIATOR
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference as it was closed: what each side had, and why it is settled."""

    name: str
    what: Words
    ours: Words
    theirs: Words
    reason: Words
    remark: str = field(default="", metadata={NARRATIVE: True})


@dataclass(frozen=True, slots=True)
class ReconciliationStatement:
    """Counts in rows. `unlisted` differences are closed as well but stand only in the system."""

    issuer: Issuer
    case_number: str  # of the reconciliation itself
    counterpart: str
    direction: Words
    from_on: date | None = field(default=None, metadata=needed("起始日期", "From"))
    to_on: date | None = field(default=None, metadata=needed("截止日期", "To"))
    ours_total: int = 0
    theirs_total: int = 0
    matching: int = 0
    closed: int = 0
    differences: tuple[Difference, ...] = ()
    unlisted: int = 0
    list_sha256: str = ""
    signed_off_by: str = field(default="", metadata=needed("核对人", "Signed off by"))
    signed_off_on: date | None = field(default=None, metadata=needed("核对日期", "Signed off on"))
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.RECONCILIATION_STATEMENT,
    Words("对账确认书", "Statement of Reconciliation"),
    "账",
    ReconciliationStatement,
    sample=ReconciliationStatement(
        issuer=ISSUER,
        case_number="厦金对账〔2026〕00003号",
        counterpart=COURT,
        direction=Words("对方移送我方", "from them to us"),
        from_on=date(2026, 2, 1),
        to_on=date(2026, 2, 28),
        ours_total=187,
        theirs_total=188,
        matching=186,
        closed=2,
        differences=(
            Difference(
                COURT_CASE_NUMBER,
                Words("标的额", "amount"),
                Words("12,600.00", "12,600.00"),
                Words("1,260.00", "1,260.00"),
                Words("对方登记有误，由对方更正", "a clerical error of theirs, which they put right"),
                "对方漏填一位数字。",
            ),
            Difference(
                "（2026）演示诉前调99号",
                Words("仅对方有", "theirs only"),
                Words("—", "—"),
                Words("2026-02-28", "2026-02-28"),
                Words("计入下一期", "counted in the next period"),
            ),
        ),
        list_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        signed_off_by=MEDIATOR,
        signed_off_on=date(2026, 3, 3),
    ),
)
