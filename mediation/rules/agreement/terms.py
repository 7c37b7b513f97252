"""What the parties agreed: the shape that drafting, the agreement paper and fulfilment all read.

`Terms` are plain frozen facts. They say nothing about whether a court would confirm them:
that is `terms_lint.lint`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mediation.rules.findings import Words


class Act(StrEnum):
    """What a party promises to do in one term. Stored; never renamed."""

    PAY = "pay"
    WAIVE = "waive"
    CORRECT_RECORD = "correct_record"
    CHANGE_CONTRACT = "change_contract"
    END_CONTRACT = "end_contract"
    STOP = "stop"
    HAND_OVER = "hand_over"
    APOLOGISE = "apologise"
    ON_BREACH = "on_breach"
    BEAR_COSTS = "bear_costs"
    OTHER = "other"


ACT_WORDS: Mapping[Act, Words] = {
    Act.PAY: Words("支付款项", "Pay money"),
    Act.WAIVE: Words("减免债务或费用", "Waive a debt or fee"),
    Act.CORRECT_RECORD: Words("更正记录", "Correct a record"),
    Act.CHANGE_CONTRACT: Words("变更合同", "Change a contract"),
    Act.END_CONTRACT: Words("解除合同", "End a contract"),
    Act.STOP: Words("停止某种行为", "Stop doing something"),
    Act.HAND_OVER: Words("交付物品或资料", "Hand over goods or papers"),
    Act.APOLOGISE: Words("致歉或说明", "Apologise or explain"),
    Act.ON_BREACH: Words("违约后果", "What follows a breach"),
    Act.BEAR_COSTS: Words("负担费用", "Bear costs"),
    Act.OTHER: Words("其他", "Other"),
}


class Means(StrEnum):
    """How money is handed over. Stored; never renamed."""

    TRANSFER = "transfer"
    CASH = "cash"
    SAME_ACCOUNT = "same_account"  # credited back to the account or card in dispute
    AT_SIGNING = "at_signing"


MEANS_WORDS: Mapping[Means, Words] = {
    Means.TRANSFER: Words("银行转账", "Bank transfer"),
    Means.CASH: Words("现金", "Cash"),
    Means.SAME_ACCOUNT: Words("退回原账户（卡）", "Credit to the account or card in dispute"),
    Means.AT_SIGNING: Words("签署时当场付清", "Paid on the spot at signing"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One numbered promise. `debtor` owes it; `due_on` is the last day that is still in time.

    A term from the clause library remembers which wording (`clauses.Clause.key`) and what was
    filled in, as stored text by parameter; a free one has neither.
    """

    number: int
    text: str
    act: Act = Act.OTHER
    debtor: str = ""
    due_on: date | None = None
    clause: str = ""
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of the plan, in fen; `due_on` is the last day that is still in time."""

    number: int
    due_on: date
    fen: int


@dataclass(frozen=True, slots=True)
class Account:
    holder: str
    bank: str
    number: str


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest that the terms promise, as percent a year (15.4 is fifteen point four).

    `late_yearly_percent` is what is owed on an amount that is overdue, as interest or as penalty.
    """

    yearly_percent: Decimal = Decimal(0)
    base_fen: int | None = None
    from_on: date | None = None
    late_yearly_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """All that one settlement settles.

    `total_fen` is what `payer` pays `payee` by the plan; 0 where no money moves. A payment in
    one sum is a plan of one instalment. `third_parties` are those whose rights the terms touch
    but who are no party; `third_parties_sign` says that all of them sign too.
    """

    items: tuple[Term, ...]
    drafted_on: date
    total_fen: int = 0
    instalments: tuple[Instalment, ...] = ()
    payer: str = ""
    payee: str = ""
    means: Means = Means.TRANSFER
    account: Account | None = None
    interest: Interest | None = None
    breach_clause: str = ""
    costs: str = ""
    signed_on: date | None = None
    settles_title: bool = False
    third_parties: tuple[str, ...] = ()
    third_parties_sign: bool = False

    @property
    def pays(self) -> bool:
        """Whether money moves under these terms."""
        return self.total_fen > 0 or bool(self.instalments)

    @property
    def breach_words(self) -> str:
        """All that is said about breach: the clause of its own and the terms of that kind."""
        texts = [one.text for one in self.items if one.act is Act.ON_BREACH]
        return "\n".join(text for text in (self.breach_clause.strip(), *texts) if text)

    @property
    def cost_words(self) -> str:
        """All that is said about costs."""
        texts = [one.text for one in self.items if one.act is Act.BEAR_COSTS]
        return "\n".join(text for text in (self.costs.strip(), *texts) if text)

    @property
    def planned_fen(self) -> int:
        """The sum of the instalments, in fen."""
        return sum(instalment.fen for instalment in self.instalments)

    @property
    def last_due_on(self) -> date | None:
        """The last day of performance: of the plan and of every dated term (CPL 250 starts here)."""
        days = [one.due_on for one in self.instalments] + [one.due_on for one in self.items if one.due_on]
        return max(days, default=None)


def to_plain(terms: Terms) -> dict[str, Any]:
    """`terms` as text, numbers, lists and mappings only, for storing as JSON."""
    plain = _plain(asdict(terms))
    assert isinstance(plain, dict)
    return plain


def from_plain(plain: Mapping[str, Any]) -> Terms:
    """The terms that `to_plain` wrote. Raises KeyError or ValueError on anything else."""
    unknown = set(plain) - {field.name for field in fields(Terms)}
    if unknown:
        raise ValueError(f"unknown in terms: {', '.join(sorted(unknown))}")
    account, interest, signed_on = plain.get("account"), plain.get("interest"), plain.get("signed_on")
    return Terms(
        **{
            **plain,
            "items": tuple(_term(one) for one in plain["items"]),
            "drafted_on": date.fromisoformat(plain["drafted_on"]),
            "signed_on": date.fromisoformat(signed_on) if signed_on else None,
            "instalments": tuple(
                Instalment(one["number"], date.fromisoformat(one["due_on"]), one["fen"])
                for one in plain.get("instalments", ())
            ),
            "means": Means(plain.get("means", Means.TRANSFER)),
            "account": Account(**account) if account else None,
            "interest": _interest(interest) if interest else None,
            "third_parties": tuple(plain.get("third_parties", ())),
        }
    )


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Decimal, StrEnum)):
        return str(value)
    return value


def _term(plain: Mapping[str, Any]) -> Term:
    due_on = plain.get("due_on")
    return Term(
        number=plain["number"],
        text=plain["text"],
        act=Act(plain.get("act", Act.OTHER)),
        debtor=plain.get("debtor", ""),
        due_on=date.fromisoformat(due_on) if due_on else None,
        clause=plain.get("clause", ""),
        given=tuple((code, text) for code, text in plain.get("given", ())),
    )


def _interest(plain: Mapping[str, Any]) -> Interest:
    from_on, late = plain.get("from_on"), plain.get("late_yearly_percent")
    return Interest(
        yearly_percent=Decimal(plain["yearly_percent"]),
        base_fen=plain.get("base_fen"),
        from_on=date.fromisoformat(from_on) if from_on else None,
        late_yearly_percent=Decimal(late) if late is not None else None,
    )
