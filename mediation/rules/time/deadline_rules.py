"""The kinds of deadline: rows C01 to C43 of `tables/deadlines.csv`, with the words for their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Annotated

from mediation.rules.dated import Dated, is_in_force, the_one_in_force
from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of
from mediation.rules.time.periods import Period, Unit, period

NO_CAP = -1  # an extension that consent may repeat without end


ENDS = "ends"  # in `on_lapse`: a right is over with its last day, and nobody has anything to do


class Rolls(StrEnum):
    """Whether a last day that is a rest day moves to the next working day (民法典第二百零三条)."""

    YES = "yes"
    NO = "no"  # a duty of an authority or institution: the earlier day is the safe alarm
    UNLESS_AGREED = "unless_agreed"  # 民法典第二百零四条: the parties may agree otherwise


WHO = {
    "authority": Words("行政部门", "the authority"),
    "both_parties": Words("双方当事人共同", "both parties together"),
    "centre": Words("调解中心", "the centre"),
    "clerk": Words("受理人员", "the clerk"),
    "complainant": Words("投诉人", "the complainant"),
    "court": Words("人民法院", "the court"),
    "court_liaison": Words("法院联络人", "the court's liaison"),
    "creditor": Words("债权人", "the creditor"),
    "data_handler": Words("个人信息处理者", "the data handler"),
    "debtor": Words("债务人", "the debtor"),
    "institution": Words("金融机构", "the institution"),
    "mediator": Words("调解员", "the mediator"),
    "organ": Words("有权处理的机关、单位", "the competent organ"),
    "parties": Words("当事人", "the parties"),
    "party": Words("当事人", "the party"),
    "person": Words("信访人", "the petitioner"),
    "petition_office": Words("信访部门", "the petition office"),
    "receiver": Words("接收单位", "the receiving body"),
    "regulator": Words("监管部门", "the regulator"),
}

CONSENTS = {
    "all_parties": Words("各方当事人同意", "consent of all parties"),
    "court_president": Words("法院院长批准", "approval of the court's president"),
    "complainant_told": Words("告知投诉人", "notice to the complainant"),
    "head_approval": Words("负责人批准", "approval of the head"),
    "petitioner_told": Words("告知信访人", "notice to the petitioner"),
    "superior_approval": Words("上级机构或总部高管批准", "approval of the superior or head office"),
    "ticket_source": Words("工单来源同意", "consent of the ticket's source"),
}

PAUSE_REASONS = {
    "appraisal": Words("鉴定或专家咨询", "appraisal or expert consultation"),
    "hearing": Words("听证", "hearing"),
    "limitation": Words("时效中止", "suspension of limitation"),
    "sham": Words("疑似虚假调解，等待法院意见", "suspected sham mediation, the court is asked"),
    "supplement": Words("等待补充材料", "waiting for more material"),
    "ticket_source": Words("工单来源暂停", "stopped by the ticket's source"),
    "unreachable": Words("无法联系当事人", "the person cannot be reached"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule(Dated):
    """One kind of deadline with its dates in force.

    `period` is None where the source of the matter sets the length (C38): give it by `lasting`.
    `extension_max` counts in `extension_unit` and over all extensions together; 0 means that no
    extension exists, NO_CAP that consent may repeat it. `on_lapse` is the action of the thing's
    transition table that follows when the period runs out, ENDS where nothing does; empty where a
    person must act.
    """

    code: str
    words: Words
    start_event: str
    start_words: Annotated[Words, Column("start")]
    period: Annotated[Period | None, Column("length", "unit", read=_period)]
    who: str
    extension_max: Annotated[int, Column("extension_max", read=_extension)] = 0
    extension_unit: Unit = Unit.DAYS
    extension_consents: tuple[str, ...]
    suspends: tuple[str, ...]
    rolls: Rolls
    warn_before: Annotated[tuple[Period, ...], Column("warn_before", read=_periods)]
    on_lapse: str
    note: Words | None

    @property
    def who_must_act(self) -> Words:
        return WHO[self.who]

    @property
    def may_be_extended(self) -> bool:
        return self.extension_max != 0

    def lasting(self, length: int, unit: Unit) -> DeadlineRule:
        """The same rule with the length that the source of the matter sets."""
        return replace(self, period=Period(length, unit))

    def without_rolling(self) -> DeadlineRule:
        """The same rule where the parties agreed that rest days do not move the last day."""
        if self.rolls is not Rolls.UNLESS_AGREED:
            raise ValueError(f"the parties cannot agree on the rolling of {self.code}")
        return replace(self, rolls=Rolls.NO)


@cache
def all_rules() -> Mapping[str, tuple[DeadlineRule, ...]]:
    """All rows by code, each code's rows in table order."""
    rows = groupby(rows_of("deadlines", DeadlineRule), key=lambda rule: rule.code)
    return {code: tuple(group) for code, group in rows}


def rule(code: str, *, on: date) -> DeadlineRule:
    """The rule `code` in force on the day `on`: a matter keeps the law of the day on which it began.

    Raises KeyError for an unknown code, NotInForce when no row holds on that day.
    """
    rows = all_rules()[code]
    if len(rows) == 1 and is_in_force(rows[0], on):
        return rows[0]
    return the_one_in_force(rows, on)


def _extension(text: str) -> int:
    return NO_CAP if text == "*" else int(text)


def _period(length: str, unit: str) -> Period | None:
    return Period(int(length), Unit(unit)) if length else None


def _periods(text: str) -> tuple[Period, ...]:
    return tuple(period(one) for one in text.split())
