"""Cases as an institution, a court or an authority sees them: written apart from the staff's view."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from mediation.api.shapes.base import PLAIN, Among, Asked, Both, Moment, Shape, among, described
from mediation.api.shapes.referrals import AMOUNT_WORDS, MOST_LISTED, NUMBER, PaperTold
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle
from mediation.rules.vocabulary import OUTCOMES, PRODUCTS, SENDERS, TURNS

CASE_STATES = Among(tuple(lifecycle.states()))


class CaseFilters(Asked):
    """What narrows the list."""

    state: Annotated[str, CASE_STATES] | None = described(Words("只要这个状态的", "only in this state"), None)
    is_open: bool | None = described(
        Words("true 为未办结，false 为已办结", "true: still open; false: ended"), None
    )
    changed_since: Moment | None = described(
        Words("只要这一时刻起有变化的", "only those changed at this moment or later"), None
    )
    cursor: str | None = described(
        Words("上一页给出的 next", "next, as the page before gave it"), None, max_length=200
    )
    limit: int = described(Words("一页多少条", "how many on a page"), 50, ge=1, le=MOST_LISTED)


class CaseSummary(Shape):
    """A case in a list."""

    number: str = described(Words("案件编号，用在地址里", "its number, as in addresses"), pattern=NUMBER)
    number_text: str = described(Words("印在文书上的编号", "the number as papers bear it"))
    state: Annotated[str, CASE_STATES] = described(Words("状态，见 /codes", "its state, see /codes"))
    is_open: bool = described(Words("是否未办结", "whether it is still open"))
    turn: Annotated[str, among(TURNS)] = described(Words("轮到谁办理", "who must act next"))
    outcome: Annotated[str, among(["", *OUTCOMES])] = described(
        Words("结果，见 /codes", "how it ended, see /codes")
    )
    product: Annotated[str, among(PRODUCTS)] = described(Words("纠纷类型", "kind of dispute"))
    amount_fen: int | None = described(AMOUNT_WORDS)
    applicant: str = described(Words("申请人", "applicant"))
    respondent: str = described(Words("被申请人", "respondent"))
    due_on: date | None = described(Words("最近一项时限的最后一天", "last day of the nearest deadline"))
    changed_at: Moment = described(Words("最近一次变化（UTC）", "when it last changed, in UTC"))


class CasePage(Shape):
    """A page of cases, those that changed longest ago first."""

    items: list[CaseSummary]
    next: str | None = described(
        Words("下一页的 cursor；没有下一页时为 null", "the cursor of the next page, null on the last")
    )


class Progress(Shape):
    """One public sentence of what happened."""

    at: Moment
    words: Both


class CaseDetail(CaseSummary):
    """One case as the other side of it may see it."""

    filed_at: Moment
    accepted_at: Moment | None
    ended_at: Moment | None
    effective_on: date | None = described(Words("协议生效日", "day on which the agreement took effect"))
    mediator: str
    place: Both = described(Words("办理地点", "where it is handled"))
    narrative: str = described(Words("事情经过", "what the applicant says happened"))
    remedies: list[str] = described(Words("诉求代码", "codes of what is asked for"))
    side: str = described(
        Words("贵单位是哪一方；都不是时为空", "which side you are; empty where you are neither")
    )
    progress: list[Progress]
    papers: list[PaperTold]


class MessageSent(Shape):
    """A message to whoever handles the case. The other side does not read it."""

    text: str = described(Words("内容", "what you say"), min_length=1, max_length=3000, pattern=PLAIN)


class MessageTold(Shape):
    """A message between your side and the centre."""

    at: Moment
    sender: Annotated[str, among(SENDERS)]
    text: str


class Messages(Shape):
    items: list[MessageTold]
