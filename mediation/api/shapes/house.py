"""Who one is here, and what the codes mean."""

from __future__ import annotations

from datetime import date

from mediation.api.shapes.base import Both, Moment, Shape, described
from mediation.rules.findings import Words


class Me(Shape):
    """The token that calls, and its body."""

    body: Both
    body_kind: str
    token_name: str
    token_prefix: str
    scopes: list[str]
    per_minute: int = described(Words("每分钟最多多少次", "calls a minute at most"))
    expires_on: date = described(Words("最后有效日", "last day on which it opens"))
    now: Moment = described(Words("系统当前时刻", "the house's clock"))


class Code(Shape):
    """A code and its words. A code never changes; its words may."""

    code: str
    words: Both


class KindTold(Code):
    """A kind of hand-over in force today."""

    direction: str
    authority: str = described(Words("对方是哪类单位", "what kind of body the other side is"))
    matter: str = described(Words("程序", "the procedure it belongs to"))
    court_number: bool = described(Words("是否须有法院案号", "whether it needs a court's case number"))
    for_you: bool = described(Words("贵单位能否使用", "whether your body may use it"))
    legal_basis: str


class StateTold(Code):
    """A state, and who is waited for in it."""

    phase: str


class Codes(Shape):
    """Every code that stands in an answer, with its words and legal basis."""

    kinds: list[KindTold]
    referral_states: list[StateTold]
    matters: list[Code]
    results: list[Code]
    case_states: list[Code]
    outcomes: list[Code]
    products: list[Code]
    turns: list[Code]
    senders: list[Code]
    paper_kinds: list[Code]
