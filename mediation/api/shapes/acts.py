"""What each act on a hand-over asks for."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from mediation.api.shapes.base import ONE_LINE, PLAIN, Shape, among, described
from mediation.api.shapes.referrals import MOST_LISTED, MaterialSent
from mediation.rules.findings import Words
from mediation.rules.procedures.court_grounds import all_grounds
from mediation.rules.time.deadlines import CONSENTS
from mediation.rules.vocabulary import HANDOVER_RESULTS

GROUNDS = among(one.code for one in all_grounds())
GROUND_WORDS = Words(
    "法律列明事由的（司法确认、支付令），填事由代码",
    "the code of the ground, where the law lists grounds (confirmation, payment order)",
)
CONSENTS_ASKED = among(CONSENTS)
REASON_WORDS = Words("理由", "the reason")


class Signed(Shape):
    """Who signed for it, and when."""

    signed_by: str = described(
        Words("签收人或者签收部门", "who signed for it, or which office"),
        min_length=1,
        max_length=40,
        pattern=ONE_LINE,
    )
    signed_on: date | None = described(
        Words("签收日，不填为今天，不能晚于今天", "signed for on; today where nothing is said, never later"),
        None,
    )
    sha256: str = described(
        Words("所签收材料包的 SHA-256", "SHA-256 of the package that was received"),
        "",
        pattern="^([0-9a-f]{64})?$",
    )


class FaultFound(Shape):
    """What is wrong with one paper of the list."""

    position: int = described(Words("材料清单中的序号", "its position on the list"), ge=1, le=9999)
    fault: str = described(Words("问题", "what is wrong"), min_length=1, max_length=200, pattern=ONE_LINE)


class SentBack(Shape):
    """Why it is sent back: for the whole, beside the papers, or both."""

    reason: str = described(REASON_WORDS, "", max_length=1000, pattern=PLAIN)
    faults: list[FaultFound] = described(
        Words("逐份材料的问题", "faults, paper by paper"), default_factory=list, max_length=MOST_LISTED
    )


class Corrected(Shape):
    """Sent again, with the papers that were missing."""

    materials: list[MaterialSent] = described(
        Words("补充的材料", "papers added"), default_factory=list, max_length=MOST_LISTED
    )


class Taken(Shape):
    """You take it."""

    their_number: str | None = described(
        Words("立案后的案号或者受理文号", "the number under which you took it"),
        None,
        min_length=1,
        max_length=60,
        pattern=ONE_LINE,
    )


class Refused(Shape):
    """You do not take it."""

    reason: str = described(REASON_WORDS, min_length=2, max_length=1000, pattern=PLAIN)
    ground: Annotated[str, GROUNDS] | None = described(GROUND_WORDS, None)


class Result(Shape):
    """How the matter ended with you."""

    result: Annotated[str, among(HANDOVER_RESULTS)] = described(
        Words("结果，见 /codes", "the result, see /codes")
    )
    result_on: date = described(Words("作出日期，不能晚于今天", "decided on, not later than today"))
    result_number: str = described(
        Words("文书编号，如民特案号", "number of the paper, such as that of a ruling"),
        "",
        max_length=60,
        pattern=ONE_LINE,
    )
    text: str = described(Words("说明", "remarks"), "", max_length=2000, pattern=PLAIN)
    ground: Annotated[str, GROUNDS] | None = described(GROUND_WORDS, None)


class TimeAsked(Shape):
    """You need longer for a complaint."""

    reason: str = described(REASON_WORDS, min_length=2, max_length=1000, pattern=PLAIN)
    consents: list[Annotated[str, CONSENTS_ASKED]] = described(
        Words("已经取得的同意、已经作出的告知", "consents obtained and notices given"),
        default_factory=list,
        max_length=len(CONSENTS_ASKED.codes),
    )


class Nothing(Shape):
    """Nothing more is needed: send {}."""
