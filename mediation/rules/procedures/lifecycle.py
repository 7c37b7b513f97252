"""The dispute's table of transitions, and the guards that it names.

A guard is a pure statement about a `Situation`; it answers with a Finding that says in words
what is missing, or with None when it holds. `acts.walking` walks the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.procedures.machine import Machine, State
from mediation.rules.rows import rows_of

PERIOD = "PERIOD"
STEPS = 5

# Which deadline bounds the mediation, by where the case came from (C03 own intake, C04
# assigned by a court before filing, C05 and C06 entrusted after filing).
PERIOD_BY_TRACK = {"own": "C03", "assigned": "C04", "entrusted": "C05", "entrusted_simple": "C06"}

# What else the table names by a placeholder: until when the mediator confirms the appointment; until
# when the mediator is chosen and the other side is notified, which the rules for court cases alone demand.
CONFIRM, CHOOSE, NOTIFY = "CONFIRM", "CHOOSE", "NOTIFY"
CONFIRM_OWN, CONFIRM_OF_COURT, CHOOSE_OF_COURT, NOTIFY_OF_COURT = "C09_OWN", "C09_MEDIATOR", "C07", "C10"


def named_clocks(track: str) -> dict[str, str]:
    """Which rule each placeholder of the table means for a case of this track; empty for none."""
    own = track == "own"
    return {
        PERIOD: PERIOD_BY_TRACK[track],
        CONFIRM: CONFIRM_OWN if own else CONFIRM_OF_COURT,
        CHOOSE: "" if own else CHOOSE_OF_COURT,
        NOTIFY: "" if own else NOTIFY_OF_COURT,
    }


PLACEHOLDERS = frozenset({PERIOD, CONFIRM, CHOOSE, NOTIFY})


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts that guards ask about, gathered by the caller at the moment of the act."""

    on: date
    unresolved_blocks: int = 0
    place_is_chosen: bool = False
    mediator_is_chosen: bool = False
    mediator_conflicts: tuple[Finding, ...] = ()
    side_acting: str = ""
    sides: frozenset[str] = frozenset({"applicant", "respondent"})
    notified: frozenset[str] = frozenset()
    consented: frozenset[str] = frozenset()
    terms_drafted: bool = False
    terms_blocks: tuple[Finding, ...] = ()
    unsigned: frozenset[str] = frozenset({"applicant", "respondent", "mediator", "organisation"})
    weak_signatures: tuple[Finding, ...] = ()
    one_device: tuple[Finding, ...] = ()  # opposed signers on one device, which no head has explained
    scan_filed: bool = False
    period_due_on: date | None = None
    confirm_by: date | None = None
    notify_by: date | None = None
    extension_findings: tuple[Finding, ...] = ()
    pause_findings: tuple[Finding, ...] = ()
    outcome: str = ""
    at_court: bool = False  # a court examines the agreement
    confirmed: bool = False
    confirm_to: date | None = None  # the last day of an open window for confirmation


Guard = Callable[[Situation], Finding | None]


def _stop(code: str, zh: str, en: str, basis: str = "") -> Finding:
    return Finding(Outcome.BLOCK, code, Words(zh, en), basis)


def findings_resolved(situation: Situation) -> Finding | None:
    if not situation.unresolved_blocks:
        return None
    return _stop(
        "findings_open",
        "还有不宜受理的审查结论。请先写明理由推翻该结论，或者不予受理、移送。",
        "There are findings against acceptance. Override each with a reason, or refuse or transfer.",
    )


def place_chosen(situation: Situation) -> Finding | None:
    if situation.place_is_chosen:
        return None
    return _stop("no_place", "请选择由中心还是哪个驿站办理。", "Choose the centre or a station.")


def mediator_chosen(situation: Situation) -> Finding | None:
    if situation.mediator_is_chosen:
        return None
    return _stop("no_mediator", "请选择调解员。", "Choose a mediator.", "人民调解法第19条")


def mediator_unconflicted(situation: Situation) -> Finding | None:
    return next(iter(situation.mediator_conflicts), None)


def side_notified(situation: Situation) -> Finding | None:
    if situation.side_acting in situation.notified:
        return None
    return _stop(
        "not_notified",
        "请先向这一方告知权利义务，再记录其是否同意。",
        "Explain this side's rights and duties first, then record its answer.",
        "人民调解法第23条",
    )


def all_notified(situation: Situation) -> Finding | None:
    if situation.sides <= situation.notified:
        return None
    return _stop(
        "rights_open",
        "还有一方没有被告知权利义务。",
        "One side's rights and duties have not been explained yet.",
        "人民调解法第23条、第24条",
    )


def all_consented(situation: Situation) -> Finding | None:
    if situation.sides <= situation.consented:
        return None
    return _stop(
        "consent_open",
        "还有一方没有表示同意。当事人不同意的，不得调解。",
        "One side has not consented yet. Without consent there is no mediation.",
        "人民调解法第17条",
    )


def terms_drafted(situation: Situation) -> Finding | None:
    if situation.terms_drafted:
        return None
    return _stop("no_terms", "请先起草调解协议。", "Draft the terms first.", "人民调解法第29条")


def terms_sound(situation: Situation) -> Finding | None:
    return next(iter(situation.terms_blocks), None)


def all_signed(situation: Situation) -> Finding | None:
    if not situation.unsigned:
        return None
    return _stop(
        "signatures_open",
        "签名、盖章还不齐全，协议尚未生效。",
        "Signatures or the seal are still missing; the agreement has not taken effect.",
        "人民调解法第29条",
    )


def signatures_strong(situation: Situation) -> Finding | None:
    return next(iter(situation.weak_signatures), None)


def devices_explained(situation: Situation) -> Finding | None:
    return next(iter(situation.one_device), None)


def scan_filed(situation: Situation) -> Finding | None:
    if situation.scan_filed:
        return None
    return _stop(
        "no_scan",
        "请上传双方签署后的协议扫描件。",
        "Upload the scan of the signed agreement.",
        "人民调解法第27条",
    )


def period_over(situation: Situation) -> Finding | None:
    if situation.period_due_on is not None and situation.period_due_on < situation.on:
        return None
    return _stop(
        "period_running",
        "调解期限还没有届满。",
        "The mediation period has not ended yet.",
        "人民法院在线调解规则第25条",
    )


def appointment_open(situation: Situation) -> Finding | None:
    if situation.confirm_by is not None:
        return None
    return _stop(
        "appointment_settled",
        "调解员已经接受指定，无需再确认。",
        "The mediator has accepted the appointment already.",
        "人民法院在线调解规则第12条",
    )


def appointment_overdue(situation: Situation) -> Finding | None:
    if situation.confirm_by is not None and situation.confirm_by < situation.on:
        return None
    return _stop(
        "appointment_not_overdue",
        "确认接受指定的期限还没有届满。",
        "The time for confirming the appointment has not ended.",
        "人民法院在线调解规则第12条",
    )


def notice_open(situation: Situation) -> Finding | None:
    if situation.notify_by is not None:
        return None
    return _stop(
        "notice_settled",
        "通知对方的期限没有在计算：已经通知，或者本案没有这一期限。",
        "No time for notifying the other side is running: it was notified, or none is set here.",
        "人民法院在线调解规则第15条",
    )


def extension_agreed(situation: Situation) -> Finding | None:
    return next((finding for finding in situation.extension_findings if finding.blocks), None)


def pause_allowed(situation: Situation) -> Finding | None:
    return next((finding for finding in situation.pause_findings if finding.blocks), None)


def left_by_transfer(situation: Situation) -> Finding | None:
    if situation.outcome == "transferred":
        return None
    return _stop(
        "did_not_leave",
        "只有因移送而终止的案件才能回流。",
        "Only a case that ended by transfer can come back.",
        "法释〔2020〕17号第5条",
    )


def court_done(situation: Situation) -> Finding | None:
    if not situation.at_court:
        return None
    return _stop(
        "at_court",
        "法院正在办理本案的司法确认申请，等有了结果再归档。",
        "The court has the application for confirmation: close the file when it has decided.",
        "民事诉讼法第206条",
    )


def window_over(situation: Situation) -> Finding | None:
    if situation.confirm_to is None or situation.on > situation.confirm_to:
        return None
    return _stop(
        "window_open",
        "共同申请司法确认的期限还没有届满。",
        "The time for applying together for confirmation has not ended.",
        "人民调解法第33条",
    )


def agreement_changeable(situation: Situation) -> Finding | None:
    if situation.at_court:
        return _stop(
            "at_court",
            "法院正在办理司法确认申请。要变更协议的，请先撤回申请。",
            "The court has the application for confirmation. Take it back before the agreement is changed.",
            "民诉法解释第357条",
        )
    if situation.confirmed:
        return _stop(
            "confirmed",
            "法院已裁定协议有效，协议可以申请强制执行，不能在这里变更。",
            "The court has confirmed the agreement; it can be enforced and is not changed here.",
            "民事诉讼法第206条",
        )
    return None


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        findings_resolved,
        place_chosen,
        mediator_chosen,
        mediator_unconflicted,
        side_notified,
        all_notified,
        all_consented,
        terms_drafted,
        terms_sound,
        all_signed,
        signatures_strong,
        devices_explained,
        scan_filed,
        period_over,
        appointment_open,
        appointment_overdue,
        notice_open,
        extension_agreed,
        pause_allowed,
        left_by_transfer,
        court_done,
        window_over,
        agreement_changeable,
    )
}


@dataclass(frozen=True, slots=True)
class CaseState(State):
    """A state of a dispute; `next` is what one usually does in it."""

    next: Words


DISPUTE = Machine[Situation](
    "transitions",
    "states",
    Words("这个案件", "This case"),
    Words("尚未提交", "not filed yet"),
    GUARDS,
    clocks=PLACEHOLDERS,
    phases=("screening", "open", "settled", "ended", "closed"),
    state=CaseState,
)
transitions, find, offered_in, refusals = (
    DISPUTE.transitions,
    DISPUTE.find,
    DISPUTE.offered_in,
    DISPUTE.refusals,
)


@cache
def states() -> dict[str, CaseState]:
    """The states, by code, in the order of the table."""
    return {row.code: row for row in rows_of(DISPUTE.states_table, CaseState)}


def is_open(state: str) -> bool:
    """Whether a case in `state` is still before its end."""
    return states()[state].phase in {"screening", "open"}
