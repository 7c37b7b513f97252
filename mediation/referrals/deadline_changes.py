"""Lengthening and stopping the clocks of a hand-over, as far as the rule of each allows.

A ticket's source grants more days (C38); a petition takes 30 more with approval and notice (C34);
an institution climbs the ladder of its complaint, 15, 30 and 30 more days (C26).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mediation.access.by import By
from mediation.acts.walking import Performed
from mediation.clock import day_of
from mediation.deadlines import changing
from mediation.deadlines import operations as clocks
from mediation.deadlines.changing import DeadlineChange
from mediation.deadlines.models import Deadline
from mediation.deadlines.operations import Clocked
from mediation.deadlines.reckoning import rule_of
from mediation.holidays.queries import house_calendar
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.procedures import referral_steps
from mediation.rules.time.deadlines import compute, rule

MORE_DAYS = 30  # of the last rung of a complaint
TOO_LATE = Finding(
    Outcome.BLOCK,
    "time_over",
    Words("办理期限已届满，不能再延长。", "The time is over: it cannot be lengthened any more."),
    "银行业保险业消费投诉处理管理办法（银保监会令2020年第3号）",
)
NO_CLOCK = Finding(
    Outcome.BLOCK,
    "no_clock",
    Words("没有可以延长的办理期限。", "No clock is running that could be lengthened."),
)


def extend(
    referral: Referral, deadline: Deadline, length: int, consents: Sequence[str], reason: str, by: By
) -> Performed:
    """Lengthen a clock by `length` of its rule's unit, before its end and with the consents of its rule."""
    change = changing.lengthened(deadline, length, consents, reason, on=day_of(by.at))
    return perform(referral, "extend_clock", by, reason=reason, change=change)


def pause(referral: Referral, deadline: Deadline, why: str, reason: str, by: By) -> Performed:
    """Stop a clock for `why`, a ground that its rule knows."""
    change = changing.stopped(deadline, why, on=day_of(by.at))
    return perform(referral, "pause_clock", by, reason=reason, change=change)


def resume(referral: Referral, deadline: Deadline, by: By) -> Performed:
    """Let a stopped clock run on; the days between are taken out."""
    change = changing.resumed(deadline, on=day_of(by.at))
    return perform(referral, "resume_clock", by, change=change)


def ask_time(referral: Referral, consents: Sequence[str], reason: str, by: By) -> Performed:
    """The institution takes more time for a complaint, before its time is over.

    From 15 days to 30, counted from the same day; then 30 more with the `consents` of the rule.
    """
    change = _next_rung(referral, consents, reason, on=day_of(by.at))
    return perform(referral, "ask_time", by, reason=reason, change=change)


def _next_rung(referral: Referral, consents: Sequence[str], reason: str, *, on: date) -> DeadlineChange:
    """More time for the first clock that has any to give; where none has, the guard is told so."""
    deadline = next(iter(rungs(referral)), None)
    if deadline is None:
        return DeadlineChange((NO_CLOCK,), lambda _thing: None, NO_CLOCK.words, on)
    longer = referral_steps.LADDER.get(deadline.code)
    if longer is None:
        return changing.lengthened(deadline, MORE_DAYS, consents, reason, on=on)
    return _climbed(deadline, longer, on)


def _climbed(deadline: Deadline, longer: str, on: date) -> DeadlineChange:
    """The next rung of a complaint in place of the present one, counted from the same day."""

    def climb(thing: Clocked) -> None:
        clocks.stop(deadline, on=on)
        clocks.start(thing, longer, starts_on=deadline.start_on)

    next_rung = rule(longer, on=deadline.law_on)
    until = compute(next_rung, start_on=deadline.start_on, calendar=house_calendar(), on=on).due_on
    in_time = on <= deadline.due_on
    return DeadlineChange(() if in_time else (TOO_LATE,), climb, next_rung.words, until)


def rungs(referral: Referral) -> list[Deadline]:
    """The clocks of a complaint with the institution that have a further rung."""
    return [
        one
        for one in referral.deadlines
        if one.status == "running"
        and (
            one.code in referral_steps.LADDER
            or (one.code in referral_steps.LADDER.values() and not one.extensions)
        )
    ]


def extensible(referral: Referral) -> list[Deadline]:
    """The clocks that may be lengthened at all."""
    return [one for one in referral.deadlines if one.status == "running" and rule_of(one).may_be_extended]


def stoppable(referral: Referral) -> list[Deadline]:
    """The clocks that some ground stops."""
    return [one for one in referral.deadlines if one.status == "running" and rule_of(one).suspends]


def stopped(referral: Referral) -> list[Deadline]:
    """The clocks that stand still."""
    return [one for one in referral.deadlines if one.status == "paused"]


CHOICES = {"ask_time": rungs, "extend_clock": extensible, "pause_clock": stoppable, "resume_clock": stopped}


def makes_sense(referral: Referral, action: str) -> bool:
    """Whether there is a clock for the act; true for acts that need none."""
    return action not in CHOICES or bool(CHOICES[action](referral))
