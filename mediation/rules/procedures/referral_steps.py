"""Hand-overs between the centre and courts, regulators, hotlines, petition offices and police.

A kind of hand-over (`tables/referral_kinds.csv`) says which way it goes, with whom, what procedure
it belongs to, which clocks run and which letter goes with it. Its life is
`tables/referral_transitions.csv`; ANSWER, WORK, RECEIPT, DECISION and RESULT stand there for the
clocks of the kind, PAPER for its letter; AFTER is the clock of the person, who may ask for
a review once the result is known. Complaint, report of a violation and petition are three
procedures and are never mixed: `matter` tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mediation.rules.dated import Dated, in_force, the_one_in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.numbers.case_numbers import parse_court_number
from mediation.rules.procedures import court_grounds
from mediation.rules.procedures.machine import Machine, Transition
from mediation.rules.refusals import NotValid
from mediation.rules.rows import rows_of
from mediation.rules.vocabulary import HANDOVER_RESULTS

RETURN = "RETURN"  # the day on which the sender wants our result, as the sender set it
PAPER = "PAPER"
SLIP = "SLIP"  # what we give back when we take the matter (D18)
# What the table of transitions calls the clocks of a kind.
PLACEHOLDERS = frozenset({"ANSWER", "WORK", "PREPARE", "RECEIPT", "DECISION", "RESULT", "AFTER"})
SILENCE = "referral.lapse"  # the right by which the house itself notes that nobody answered


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


DIRECTIONS = {
    Direction.IN: Words("转入", "in"),
    Direction.OUT: Words("转出", "out"),
}

# What procedure a hand-over belongs to.
MATTERS = {
    "dispute": Words("民事纠纷", "civil dispute"),
    "complaint": Words("消费投诉", "consumer complaint"),
    "violation": Words("违法行为举报", "report of a violation"),
    "petition": Words("信访事项", "petition"),
    "crime": Words("涉嫌犯罪", "suspected crime"),
    "fundraising": Words("涉嫌非法集资", "suspected illegal fundraising"),
    "unlicensed": Words("无牌经营金融业务", "unlicensed finance"),
    "report": Words("情况报告", "report of the mediator"),
    "record": Words("协议备案", "agreement for the record"),
    "confirmation": Words("司法确认", "judicial confirmation"),
    "payment_order": Words("支付令", "payment order"),
}

# A complaint that proves complicated has 30 days instead of 15, counted from the same day, and 30 more
# with the superior's approval, of which the complainant is told (银保监会令2020年第3号).
LADDER = {"C26": "C26_COMPLEX"}

# A court wants its materials back at once where a side declines or cannot be reached (在线调解规则 art. 15):
# one working day in place of the three for the report.
AT_ONCE = {"C12": "C11"}
ENDS_AT_ONCE = frozenset({"declined", "unreachable"})

# Ends with the receiver that are no decision: there is nothing whose review anybody could ask for
# (银保监会令2020年第3号 art. 15: withdrawn, the procedure is over).
UNDECIDED = frozenset({"withdrawn"})

# Ends with the receiver after which the same dispute may return to mediation.
COMES_BACK = frozenset({"not_filed", "dropped", "acquitted", "unfounded", "rejected"})


@dataclass(frozen=True, slots=True)
class Kind(Dated):
    """One row: a kind of hand-over. Empty clocks do not run for it."""

    code: str
    direction: Direction
    authority: str  # rules/tables/authorities.csv
    matter: str
    track: str  # of the case that an incoming one becomes
    channel: str
    answer: str
    work: str
    prepare: str  # until when what goes out is sent
    receipt: str
    decision: str
    result: str
    after: str  # of the person, against the result
    paper: str
    slip: str
    court_number: bool
    stops: bool  # whether mediation usually ends with it; "refer" and "stop" are set apart
    words: Words

    def clock(self, placeholder: str) -> str:
        """The kind's clock for a placeholder of the table of transitions; empty where none runs.

        The code of a deadline stands for itself.
        """
        return {
            "ANSWER": self.answer,
            "WORK": self.work,
            "PREPARE": self.prepare,
            "RECEIPT": self.receipt,
            "DECISION": self.decision,
            "RESULT": self.result,
            "AFTER": self.after,
        }.get(placeholder, placeholder)

    def letter(self, placeholder: str) -> str:
        """The kind's letter for a placeholder of the table of transitions; empty where it has none.

        A kind of document stands for itself.
        """
        return {PAPER: self.paper, SLIP: self.slip}.get(placeholder, placeholder)


# The type word of the number under which a court takes a matter of its own (案号若干规定, annex).
COURT_TYPES = {"confirmation": "民特", "payment_order": "民督"}


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """The facts about a hand-over that guards ask about."""

    kind: Kind
    body_kinds: frozenset[str] = frozenset()  # authorities that the counterpart may stand for
    their_number: str = ""
    number_findings: tuple[Finding, ...] = ()
    wants: str = ""  # the matter that the person, asked, wants dealt with
    touched: bool = True  # whether anything was done with it since it was entered
    case_linked: bool = False
    case_ended: bool = False
    case_left: bool = False  # the case ended because the matter left mediation
    materials: int = 0
    signed_for_by: str = ""
    result: str = ""
    ground: str = ""  # court_grounds.csv
    on: date = date.max
    body_code: str = ""  # of a court, as in its case numbers
    clock_findings: tuple[Finding, ...] = ()  # of the law book, on lengthening or stopping a clock


Guard = Callable[[ReferralFacts], Finding | None]


def _stop(code: str, zh: str, en: str, basis: str = "") -> Finding:
    return Finding(Outcome.BLOCK, code, Words(zh, en), basis)


def body_fits(facts: ReferralFacts) -> Finding | None:
    if facts.kind.authority in facts.body_kinds:
        return None
    return _stop(
        "body_unfit",
        f"“{facts.kind.words.zh}”的对方单位类别不符，请重新选择单位或者类型。",
        f"This body cannot be the other side of “{facts.kind.words.en}”: choose another body or kind.",
    )


def number_fits(facts: ReferralFacts) -> Finding | None:
    if facts.kind.court_number and facts.kind.direction is Direction.IN and not facts.their_number:
        return _stop(
            "number_missing",
            "请填写法院案号，例如“（2026）闽0203诉前调123号”。",
            "Enter the court's case number, such as “（2026）闽0203诉前调123号”.",
            "人民法院案件案号的若干规定（法〔2015〕137号）",
        )
    return next((finding for finding in facts.number_findings if finding.blocks), None)


def no_number(words: Words) -> Finding:
    """The finding that what was typed is no case number of a court, with the sentence that says so."""
    return Finding(Outcome.BLOCK, "number_wrong", words, "人民法院案件案号的若干规定（法〔2015〕137号）")


def matter_fits(facts: ReferralFacts) -> Finding | None:
    """Complaint, report and petition are three procedures, each with its own clocks and bodies."""
    if not facts.wants or facts.wants == facts.kind.matter:
        return None
    wanted = MATTERS[facts.wants]
    return _stop(
        "procedures_mixed",
        f"当事人要办的是“{wanted.zh}”，不能按“{MATTERS[facts.kind.matter].zh}”登记。请选择对应的类型，分别登记。",
        f"The person wants “{wanted.en}” dealt with; it cannot be entered as "
        f"“{MATTERS[facts.kind.matter].en}”. Choose the matching kind and enter each on its own.",
    )


def untouched(facts: ReferralFacts) -> Finding | None:
    if not facts.touched:
        return None
    return _stop(
        "worked_on",
        "登记之后已经办理过，不能作为登记错误撤销。请按实际情况办理，例如“不接收”。",
        "It was worked on since it was entered and cannot be taken out as a mistake. "
        "Deal with it as it is: decline it, for instance.",
    )


def case_linked(facts: ReferralFacts) -> Finding | None:
    if facts.case_linked:
        return None
    return _stop(
        "no_case",
        "请先立为本中心案件，或者关联已有案件。",
        "Open a case of the centre for it first, or link the case that there is.",
    )


def case_ended(facts: ReferralFacts) -> Finding | None:
    if facts.case_ended or not facts.case_linked:
        return None
    return _stop("case_open", "案件还在办理，尚无结果。", "The case is still open; there is no result yet.")


def case_left(facts: ReferralFacts) -> Finding | None:
    if not facts.case_left:
        return _stop(
            "case_did_not_leave",
            "这件案件没有因移送而终止，无需回流。",
            "The case did not end because of a transfer, so there is nothing to bring back.",
        )
    if facts.result and facts.result not in COMES_BACK:
        return _stop(
            "result_stands",
            f"处理结果为“{HANDOVER_RESULTS[facts.result].zh}”，不能恢复调解。",
            f"With the result “{HANDOVER_RESULTS[facts.result].en}” the matter cannot return to mediation.",
        )
    return None


def materials_listed(facts: ReferralFacts) -> Finding | None:
    if facts.materials:
        return None
    return _stop(
        "no_materials",
        "请先列明随函移送的材料（名称、份数）。",
        "List the papers that go with the letter first (title, copies).",
    )


def receipt_named(facts: ReferralFacts) -> Finding | None:
    if facts.signed_for_by.strip():
        return None
    return _stop("no_signatory", "请填写签收人。", "Enter who signed for it.")


def result_told(facts: ReferralFacts) -> Finding | None:
    if facts.kind.direction is Direction.IN or facts.result:
        return None
    return _stop("no_result", "请选择处理结果。", "Choose how the matter ended.")


def acceptance_numbered(facts: ReferralFacts) -> Finding | None:
    """What a court takes has a number of that court, of the type of the matter."""
    wanted = COURT_TYPES.get(facts.kind.matter)
    if wanted is None:
        return None
    try:
        number = parse_court_number(facts.their_number)
    except NotValid as wrong:
        return no_number(wrong.words)
    if number.case_type != wanted:
        return no_number(
            Words(
                f"“{facts.kind.words.zh}”的案号类型代字应为“{wanted}”，请对照法院文书填写。",
                f"The number of “{facts.kind.words.en}” has the type word {wanted}: compare with the "
                "court's paper.",
            )
        )
    if facts.body_code and number.court != facts.body_code:
        return no_number(
            Words(
                f"案号的法院代字“{number.court}”与受理法院（{facts.body_code}）不符，请核对。",
                f"The court code {number.court} is not that of the court ({facts.body_code}). Please check.",
            )
        )
    return None


def refusal_grounded(facts: ReferralFacts) -> Finding | None:
    return _grounded(facts, court_grounds.REFUSED)


def result_grounded(facts: ReferralFacts) -> Finding | None:
    return _grounded(facts, facts.result)


def _grounded(facts: ReferralFacts, result: str) -> Finding | None:
    """Where the law lists the grounds of this result, one of them is told."""
    listed = court_grounds.grounds(facts.kind.matter, result, on=facts.on)
    if not listed or facts.ground in {one.code for one in listed}:
        return None
    return _stop(
        "no_ground",
        "请选择法院文书上写明的事由。",
        "Choose the ground that the court's paper names.",
        listed[0].legal_basis,
    )


def clock_allows(facts: ReferralFacts) -> Finding | None:
    return next((finding for finding in facts.clock_findings if finding.blocks), None)


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        body_fits,
        number_fits,
        matter_fits,
        untouched,
        case_linked,
        case_ended,
        case_left,
        materials_listed,
        receipt_named,
        result_told,
        acceptance_numbered,
        refusal_grounded,
        result_grounded,
        clock_allows,
    )
}


def all_kinds() -> tuple[Kind, ...]:
    """Every row, in table order."""
    return rows_of("referral_kinds", Kind)


def kind(code: str, *, on: date) -> Kind:
    """The kind `code` by the law of the day `on`. Raises KeyError, NotInForce."""
    rows = [row for row in all_kinds() if row.code == code]
    if not rows:
        raise KeyError(code)
    return the_one_in_force(rows, on)


def kinds(direction: Direction, *, on: date) -> tuple[Kind, ...]:
    """What may be handed over this way on the day `on`, in table order."""
    return tuple(row for row in in_force(all_kinds(), on) if row.direction is direction)


REFERRAL = Machine[ReferralFacts](
    "referral_transitions",
    "referral_states",
    thing=Words("这件转办", "This hand-over"),
    not_begun=Words("尚未登记", "not entered yet"),
    guards=GUARDS,
    clocks=PLACEHOLDERS,
    documents=(PAPER, SLIP),
    letters_to="body",
    phases=("in", "out", "ended", "closed"),
)
states, transitions = REFERRAL.states, REFERRAL.transitions
find, offered_in, refusals = REFERRAL.find, REFERRAL.offered_in, REFERRAL.refusals


def may_begin(action: str, state: str, on: date) -> bool:
    """Whether there is a row for `action` in `state`."""
    return any(row.action == action for row in offered_in(state, on))


def silence_in(state: str, on: date) -> Transition | None:
    """The row that says what it means when nobody answers in time; None where nobody is waited for."""
    return next((row for row in offered_in(state, on) if row.right == SILENCE), None)


def clocks_of(row_codes: Iterable[str], of_kind: Kind) -> tuple[str, ...]:
    """The codes of the clocks that placeholders stand for; those that the kind lacks fall out."""
    return tuple(code for code in (of_kind.clock(name) for name in row_codes) if code)


def is_open(state: str) -> bool:
    """Whether a hand-over in `state` still waits for somebody."""
    return states()[state].phase in {"in", "out"}
