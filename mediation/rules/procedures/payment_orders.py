"""支付令: may it be applied for, at which court, and what follows from each step.

The questions are `tables/payment_order_questions.csv`, the steps `tables/payment_order_transitions.csv`.
The order runs beside its hand-over: the column `handover` names the act on that which goes with a
step. The court's time to answer and to issue (C20, C21) are clocks of the hand-over; from the issue
on the order's own run (C22 to C24, then C19). Sources: 民事诉讼法 225-228; 民诉法解释 23, 427-438.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Finding, Outcome, Words, blocking
from mediation.rules.phrases import listed
from mediation.rules.procedures.confirmation import CourtChoice, Mediated, courts_for
from mediation.rules.procedures.machine import Machine, Transition
from mediation.rules.rows import rows_of
from mediation.rules.vocabulary import HANDOVER_RESULTS

KIND = "court_payment_order"  # of hand-over
TERM, SERVICE, OPT_OUT, ENFORCEMENT = "C22", "C23", "C24", "C19"

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Question(Dated):
    """One row: what is asked, the `right` answer, and what stands against the order with the other."""

    code: str
    right: str
    ask: Words
    words: Words


def all_questions() -> tuple[Question, ...]:
    """Every row, in the order of asking."""
    return rows_of("payment_order_questions", Question)


def questions(*, on: date) -> tuple[Question, ...]:
    """What is asked on the day `on`, in order."""
    return tuple(in_force(all_questions(), on))


def eligibility(answers: Mapping[str, str], *, on: date) -> tuple[Finding, ...]:
    """One finding for each question, with its article: PASS, or BLOCK for a wrong or missing answer."""
    return tuple(_finding(question, answers.get(question.code, "")) for question in questions(on=on))


def _finding(question: Question, answer: str) -> Finding:
    if answer == question.right:
        answered = Words("是", "Yes") if answer == YES else Words("否", "No")
        fine = Words(f"{question.ask.zh}{answered.zh}。", f"{question.ask.en} {answered.en}.")
        return Finding(Outcome.PASS, question.code, fine, question.legal_basis)
    if not answer:
        open_ = Words("还没有回答：" + question.ask.zh, "Not answered yet: " + question.ask.en)
        return Finding(Outcome.BLOCK, question.code, open_, question.legal_basis)
    return Finding(Outcome.BLOCK, question.code, question.words, question.legal_basis)


COURT_BASIS = "民诉法解释第23条、第427条第6项"


def courts_of_debtor(place: str, *, on: date) -> tuple[CourtChoice, ...]:
    """The basic court of the debtor's domicile, whatever the amount; several where the table says so.

    `place` is a six-digit division code. Raises KeyError for an unknown one.
    """
    found = courts_for(Mediated(domiciles=(place,), seats=()), on=on)
    return tuple(
        replace(
            one,
            reason=Words(
                one.reason.zh.replace("当事人住所地", "债务人住所地").removesuffix("。")
                + "，不受债权金额限制。",
                one.reason.en.replace("a party's", "the debtor's").removesuffix(".")
                + ", whatever the amount.",
            ),
            legal_basis=COURT_BASIS,
        )
        for one in found
    )


def court_finding(place: str, court_code: str, *, on: date) -> Finding:
    """Whether the court chosen is that of the debtor's domicile; a warning where a person must check."""
    choices = courts_of_debtor(place, on=on)
    if any(one.code == court_code and one.certain for one in choices):
        return Finding(Outcome.PASS, "court", choices[0].reason, COURT_BASIS)
    named = listed(one.words for one in choices)
    certain = all(one.certain for one in choices)
    return Finding(
        Outcome.BLOCK if certain else Outcome.WARN,
        "court",
        Words(
            f"应当向{named.zh}申请：{choices[0].reason.zh}",
            f"Apply to {named.en}: {choices[0].reason.en}",
        ),
        COURT_BASIS,
    )


MANNERS = {
    "written": Words("书面", "in writing"),
    "oral": Words("口头", "orally"),
}

GROUNDS = {
    "debt": Words("对债务本身有异议", "objects to the debt itself"),
    "cannot_pay": Words("没有异议，只说缺乏清偿能力", "no objection, says only that they cannot pay"),
    "needs_time": Words(
        "没有异议，只要求延期或者变更清偿方式", "no objection, asks only for time or another way to pay"
    ),
}

_VOID = {
    "oral": Words("口头异议无效", "an objection by word of mouth has no effect"),
    "cannot_pay": Words("缺乏清偿能力不是异议", "not being able to pay is no objection"),
    "needs_time": Words("要求延期或者变更清偿方式不是异议", "asking for time is no objection"),
}
TOO_LATE = Words("超过十五日才提出，视为没有异议", "it came after the fifteen days and counts as none")


def why_void(manner: str, ground: str, objected_on: date, due_on: date) -> Words | None:
    """Why what the debtor said does not count as an objection; None where it counts.

    In writing within 15 days of receipt, against the debt itself (民事诉讼法 227; 民诉法解释 436).
    """
    if manner == "oral":
        return _VOID["oral"]
    if ground in _VOID:
        return _VOID[ground]
    return TOO_LATE if objected_on > due_on else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What guards ask about an order: `day` is that of the step, `after` that of the one before."""

    on: date
    day: date | None = None
    after: date | None = None
    findings: tuple[Finding, ...] = ()
    paper_shown: bool = False  # the court enters it itself, or its paper was uploaded
    service_by: date | None = None
    opt_out_by: date | None = None


Guard = Callable[[Standing], Finding | None]


def _stop(code: str, zh: str, en: str, basis: str = "") -> Finding:
    return Finding(Outcome.BLOCK, code, Words(zh, en), basis)


def eligible(facts: Standing) -> Finding | None:
    return next(iter(blocking(facts.findings)), None)


def paper_shown(facts: Standing) -> Finding | None:
    if facts.paper_shown:
        return None
    return _stop(
        "no_paper",
        "请上传法院文书的扫描件；法院联络员自行登记的不需要。",
        "Upload the court's paper; only the court's own liaison may enter it without.",
    )


def day_follows(facts: Standing) -> Finding | None:
    """A step happens neither in the future nor before the one that it follows."""
    if facts.day is None or facts.day > facts.on:
        return _stop("day_wrong", "请填写今天或者以前的日期。", "Enter a day that is not in the future.")
    if facts.after is not None and facts.day < facts.after:
        return _stop(
            "day_too_early",
            f"日期不能早于上一步（{facts.after.isoformat()}）。",
            f"The day cannot be before the step before it ({facts.after.isoformat()}).",
        )
    return None


def served_in_time(facts: Standing) -> Finding | None:
    if facts.service_by is None or facts.day is None or facts.day <= facts.service_by:
        return None
    return _stop(
        "served_too_late",
        f"支付令自发出之日起三十日内（至{facts.service_by.isoformat()}）未送达即失效，不能登记在此之后送达。",
        f"Not served by {facts.service_by.isoformat()}, within 30 days of issue, the order has lapsed.",
        "民诉法解释第430条",
    )


def out_in_time(facts: Standing) -> Finding | None:
    late = facts.opt_out_by is not None and facts.day is not None and facts.day > facts.opt_out_by
    return (
        _stop(
            "opted_out_too_late",
            "七日内没有表示不同意的，案件转入诉讼程序。",
            "Without a word within seven days the case goes on as a suit.",
            "民诉法解释第438条",
        )
        if late
        else day_follows(facts)
    )


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        eligible,
        paper_shown,
        day_follows,
        served_in_time,
        out_in_time,
    )
}


@dataclass(frozen=True, slots=True)
class Step(Transition):
    """A row of the order; `handover` is the act on its hand-over that goes with it."""

    handover: str


ORDER = Machine[Standing](
    "payment_order_transitions",
    "payment_order_states",
    Words("这件支付令", "This payment order"),
    Words("尚未准备", "not prepared yet"),
    GUARDS,
    letters_to="body",
    outcomes=frozenset(HANDOVER_RESULTS),
    phases=("open", "ended", "closed"),
    row=Step,
)
states, transitions = ORDER.states, ORDER.transitions
find, offered_in, refusals = ORDER.find, ORDER.offered_in, ORDER.refusals


@cache
def acts_on_handover() -> Mapping[tuple[str, str], str]:
    """Which act on the hand-over goes with a step, by action and state; steps without one are left out."""
    rows = rows_of(ORDER.table, Step)
    return {(row.action, source): row.handover for row in rows if row.handover for source in row.sources}


def find_words(action: str) -> Words:
    """What a step is called, whatever its state. Raises KeyError for an unknown one."""
    return next(row.words for row in transitions() if row.action == action)
