"""The thirty days for confirmation as every page of the case tells them: the last day, the days left.

Read from the case's own deadlines; only once an application was filed does it ask the ledger, once.
"""

from __future__ import annotations

from datetime import date

from mediation import clock
from mediation.cases.extension_points import Notice
from mediation.cases.models import Case
from mediation.courts.confirmation.queries import latest_of
from mediation.deadlines.models import Deadline
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.confirmation import WINDOW
from mediation.rules.time.periods import day_in_words

PROVISIONAL = Words("（该年放假安排尚未公布，暂算）", " (provisional: that year's holiday notice is not out)")
NOTHING = Words("", "")


def window_of(case: Case) -> Deadline | None:
    """The clock of the window of the agreement that stands, whatever became of it."""
    if case.effective_on is None:
        return None
    return next((one for one in reversed(case.deadlines) if one.code == WINDOW), None)


def is_open(case: Case, *, on: date) -> bool:
    """Whether both sides may still apply on the day `on`."""
    window = window_of(case)
    return window is not None and window.status == "running" and on <= window.due_on


def in_time(case: Case, *, on: date) -> bool:
    """Whether it was filed in time, or still may be on the day `on`."""
    window = window_of(case)
    return window is not None and (window.status == "met" or is_open(case, on=on))


def notice(case: Case) -> Notice | None:
    """The one line about confirmation; None for a case that no court would confirm."""
    window = window_of(case)
    if window is None or window.status == "void":
        return None
    if window.status == "running":
        return _running(window, clock.today())
    filed = latest_of(case.id)
    return _filed(filed.referral) if filed is not None and filed.referral is not None else None


def _running(window: Deadline, on: date) -> Notice:
    last, left = day_in_words(window.due_on), (window.due_on - on).days
    if left < 0:
        words = phrase(
            "司法确认：申请期限已于{last}届满，双方没有申请，申请司法确认的权利已经丧失。协议仍然有约束力；"
            "对方不履行的，可以向法院起诉。",
            "Judicial confirmation: the period ended on {last} without an application, so the right to apply "
            "is lost. The agreement still binds; if the other side does not perform, an action is open.",
            last=last,
        )
        return Notice("lost", words)
    facts = {"last": last, "more": PROVISIONAL if window.provisional else NOTHING, "n": left}
    if left == 0:
        words = phrase(
            "司法确认：今天是双方共同申请的最后一日（{last}）{more}，逾期丧失申请的权利。",
            "Judicial confirmation: today is the last day for both sides to apply together ({last}){more}; "
            "afterwards the right is lost.",
            **facts,
        )
    else:
        words = phrase(
            "司法确认：双方可以共同申请，最后一日是{last}{more}，还剩{n}天，逾期丧失申请的权利。",
            "Judicial confirmation: both sides may apply together until {last}{more}; days left: {n}. "
            "Afterwards the right is lost.",
            **facts,
        )
    return Notice("near" if left <= NEAR_DAYS else "open", words)


NEAR_DAYS = 7


def _filed(referral: Referral) -> Notice:
    court = referral.body.words
    if referral.result == "confirmed":
        words = phrase(
            "司法确认：{court}已裁定协议有效（{number}），可以申请强制执行。",
            "Judicial confirmation: {court} has confirmed the agreement ({number}); it can be enforced.",
            court=court,
            number=referral.result_number or referral.their_number,
        )
        return Notice("done", words)
    if referral.result == "rejected":
        words = phrase(
            "司法确认：{court}裁定驳回申请。双方可以通过调解变更协议或者另行达成协议，也可以向法院起诉。",
            "Judicial confirmation: {court} rejected the application. The agreement may be changed or made "
            "anew by mediation; an action is open as well.",
            court=court,
        )
        return Notice("lost", words)
    words = phrase(
        "司法确认：双方已向{court}申请，目前{state}。",
        "Judicial confirmation: both sides have applied to {court}. Now: {state}.",
        court=court,
        state=referral_steps.states()[referral.state].words,
    )
    return Notice("done", words)
