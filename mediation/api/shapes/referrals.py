"""Hand-overs as a court, an authority or an institution sees and sends them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from mediation.api.shapes.base import (
    MOST_FEN,
    ONE_LINE,
    PLAIN,
    Among,
    Asked,
    Both,
    Moment,
    Shape,
    among,
    described,
)
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PaperKind
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.referral_steps import Direction
from mediation.rules.vocabulary import HANDOVER_RESULTS, OUTCOMES, PRODUCTS, SIDES, TURNS
from mediation.text import email_address

NUMBER = r"^[0-9]{4}-[0-9]{5,6}$"
STATES = Among(tuple(referral_steps.states()))
KIND_CODES = among(kind.code for kind in referral_steps.all_kinds())
COMES_IN = among(kind.code for kind in referral_steps.all_kinds() if kind.direction is Direction.IN)
DIRECTION_CODES = among(one.value for one in Direction)
RESULTS = among([*HANDOVER_RESULTS, *OUTCOMES])
PAPER_KINDS = among(one.value for one in PaperKind)
MOST_LISTED = 200
MOST_PEOPLE = 20

NUMBER_WORDS = Words("本中心的转办编号，用在地址里", "our number of the hand-over, as in addresses")
AMOUNT_WORDS = Words("标的额，单位为分（人民币）", "amount in dispute, in fen of renminbi")


class ReferralFilters(Asked):
    """What narrows the list."""

    state: Annotated[str, STATES] | None = described(Words("只要这个状态的", "only in this state"), None)
    kind: Annotated[str, KIND_CODES] | None = described(Words("只要这个类型的", "only of this kind"), None)
    direction: Annotated[str, DIRECTION_CODES] | None = described(
        Words("in 为贵单位移送来的，out 为中心移送贵单位的", "in: what you sent; out: what was sent to you"),
        None,
    )
    is_open: bool | None = described(
        Words("true 为未办结，false 为已办结", "true: still open; false: ended"), None
    )
    their_number: str | None = described(
        Words("贵单位的案号、文号或者工单号", "your case, letter or ticket number"), None, max_length=60
    )
    changed_since: Moment | None = described(
        Words("只要这一时刻起有变化的", "only those changed at this moment or later"), None
    )
    cursor: str | None = described(
        Words("上一页给出的 next", "next, as the page before gave it"), None, max_length=200
    )
    limit: int = described(Words("一页多少条", "how many on a page"), 50, ge=1, le=MOST_LISTED)


class ReferralSummary(Shape):
    """A hand-over in a list."""

    number: str = described(NUMBER_WORDS, pattern=NUMBER)
    number_text: str = described(Words("印在文书上的编号", "the number as papers bear it"))
    version: int = described(Words("版本，即 ETag 中的数", "its version, which stands in the ETag"))
    kind: Annotated[str, KIND_CODES] = described(Words("类型，见 /codes", "its kind, see /codes"))
    direction: Annotated[str, DIRECTION_CODES] = described(
        Words("in 移送来的，out 移送出去的", "in: to the centre; out: from the centre")
    )
    state: Annotated[str, STATES] = described(Words("状态，见 /codes", "its state, see /codes"))
    is_open: bool = described(Words("是否未办结", "whether somebody is still waited for"))
    turn: Annotated[str, among(["", *TURNS])] = described(Words("轮到谁办理", "who must act next"))
    their_number: str = described(Words("贵单位的编号", "your number"))
    case_number: str | None = described(Words("本中心案件号", "our case's number"))
    applicant: str = described(Words("申请人", "applicant"))
    respondent: str = described(Words("被申请人", "respondent"))
    product: Annotated[str, among(["", *PRODUCTS])] = described(Words("纠纷类型", "kind of dispute"))
    amount_fen: int | None = described(AMOUNT_WORDS)
    sent_on: date | None = described(Words("发出日（北京时间）", "sent on, a day in China"))
    received_on: date | None = described(
        Words("签收日，期限自次日起算", "signed for on; clocks count from the next day")
    )
    due_on: date | None = described(Words("最近一项时限的最后一天", "last day of the nearest deadline"))
    result: Annotated[str, among(["", *RESULTS.codes])] = described(
        Words("结果，见 /codes", "its result, see /codes")
    )
    result_on: date | None = described(Words("结果日期", "day of the result"))
    result_number: str = described(Words("结果文书的编号", "number of the paper with the result"))
    changed_at: Moment = described(Words("最近一次变化（UTC）", "when it last changed, in UTC"))


class ReferralPage(Shape):
    """A page of hand-overs, those that changed longest ago first."""

    items: list[ReferralSummary]
    next: str | None = described(
        Words("下一页的 cursor；没有下一页时为 null", "the cursor of the next page, null on the last")
    )


class PossibleAct(Shape):
    """What you can do with it now."""

    action: str
    words: Both
    needs_reason: bool
    path: str = described(Words("POST 到这个地址", "POST to this address"))


class ReferralDetail(ReferralSummary):
    """One hand-over with all that concerns you."""

    their_contact: str = described(Words("贵单位联系人", "whom to speak to at your body"))
    subject: str = described(Words("事由", "the matter"))
    cause: str = described(Words("案由代码", "code of the cause of action"))
    legal_basis: str = described(Words("依据", "legal basis of its kind"))
    received_by: str = described(Words("签收人", "who signed for it"))
    return_days: int | None = described(
        Words("要求几个工作日内反馈", "working days until the result is wanted")
    )
    reason: str = described(Words("退回、不予接收等的理由", "reason for a return or a refusal"))
    result_text: str = described(Words("结果说明", "remarks on the result"))
    stops_mediation: bool = described(Words("调解是否随之终止", "whether mediation ended with it"))
    acts: list[PossibleAct] = described(Words("现在可以办理的事项", "what you can do now"))


class PersonSent(Shape):
    """A side of the dispute, as you know it."""

    side: Annotated[str, among(SIDES)]
    kind: Annotated[str, among(("person", "organisation"))]
    name: str = described(Words("姓名或者名称", "name"), min_length=1, max_length=80, pattern=ONE_LINE)
    paper_kind: Annotated[str, PAPER_KINDS] | None = described(Words("证件种类", "kind of paper"), None)
    paper_number: str | None = described(
        Words("证件号码", "number of the paper"), None, max_length=30, pattern=ONE_LINE
    )
    uscc: str | None = described(
        Words("统一社会信用代码", "unified social credit code"), None, max_length=18, pattern=ONE_LINE
    )
    phone: str | None = described(Words("电话", "telephone"), None, max_length=30, pattern=ONE_LINE)
    email: Annotated[str, AfterValidator(email_address)] | None = described(
        Words("电子邮箱", "e-mail"), None, max_length=120, pattern=ONE_LINE
    )
    address: str | None = described(Words("住址", "address"), None, max_length=200, pattern=ONE_LINE)


class MaterialSent(Shape):
    """One line of the list of papers that go with it."""

    title: str = described(Words("名称", "title"), min_length=1, max_length=120, pattern=ONE_LINE)
    copies: int = described(Words("份数", "copies"), 1, ge=1, le=999)
    sha256: str = described(
        Words("文件的 SHA-256，没有电子件的留空", "SHA-256 of the file, empty where there is none"),
        "",
        pattern="^([0-9a-f]{64})?$",
    )


class ReferralSent(Shape):
    """What you hand over to the centre."""

    kind: Annotated[str, COMES_IN] = described(Words("类型，见 /codes", "its kind, see /codes"))
    their_number: str = described(
        Words("贵单位的案号、文号或者工单号", "your case, letter or ticket number"),
        max_length=60,
        pattern=ONE_LINE,
    )
    their_contact: str = described(
        Words("贵单位联系人、电话", "your contact and telephone"), "", max_length=60, pattern=ONE_LINE
    )
    subject: str = described(Words("事由", "the matter"), min_length=1, max_length=3000, pattern=PLAIN)
    cause: str = described(
        Words("案由代码", "code of the cause of action"), "", max_length=40, pattern=ONE_LINE
    )
    product: Annotated[str, among(PRODUCTS)] | None = described(Words("纠纷类型", "kind of dispute"), None)
    amount_fen: int | None = described(AMOUNT_WORDS, None, ge=0, le=MOST_FEN)
    people: list[PersonSent] = described(
        Words("当事人，申请人和被申请人各至少一名", "the sides: one of each at least"),
        min_length=2,
        max_length=MOST_PEOPLE,
    )
    sent_on: date | None = described(
        Words("发出日，不填为今天", "sent on; today where nothing is said"), None
    )
    return_days: int | None = described(
        Words("要求几个工作日内反馈", "working days until the result is wanted"), None, ge=1, le=250
    )
    wants: Annotated[str, among(("complaint", "violation", "petition"))] | None = described(
        Words(
            "当事人要办的是投诉、举报还是信访；三种程序不能混用",
            "whether the person wants a complaint, a report or a petition dealt with: never mixed",
        ),
        None,
    )
    materials: list[MaterialSent] = described(
        Words("材料清单", "list of papers"), default_factory=list, max_length=MOST_LISTED
    )


class Material(Shape):
    """One line of the list of papers."""

    position: int
    title: str
    copies: int
    sha256: str
    accepted: bool | None = described(
        Words("对方是否认可；null 为没有表态", "the receiver's word; null: not said")
    )
    fault: str = described(Words("须补正的问题", "what is wrong with it"))
    paper: str | None = described(Words("可下载的文书编号", "number of the paper, to download"))


class Materials(Shape):
    items: list[Material]


class DeadlineTold(Shape):
    """A legal clock, and how its last day was found."""

    code: str
    words: Both
    who: Both = described(Words("由谁办理", "who must act"))
    status: str
    due_on: date = described(Words("最后一天", "last day"))
    provisional: bool = described(
        Words(
            "所在年份的放假安排尚未公布，日期可能变动", "the year's rest days are not announced: it may move"
        )
    )
    legal_basis: str
    steps: list[Both] = described(Words("怎么算出来的", "how it was counted"))


class Deadlines(Shape):
    items: list[DeadlineTold]


class Happening(Shape):
    """One thing that happened."""

    at: Moment
    event: str
    words: Both
    by: Annotated[str, among(("centre", "body", "system"))] = described(
        Words("由中心、贵单位还是系统", "the centre, your body or the system")
    )


class History(Shape):
    items: list[Happening]


class PaperTold(Shape):
    """A paper that you may download."""

    number: str = described(Words("文书编号", "its number"))
    kind: str
    title: Both
    issued_at: Moment
    sha256: str | None = described(
        Words("PDF 的 SHA-256；首次下载前为 null", "of the PDF; null until it is first drawn")
    )
    stands: bool = described(Words("是否现行有效", "whether it still stands"))
    path: str = described(Words("GET 这个地址下载", "GET it at this address"))


class Papers(Shape):
    items: list[PaperTold]
