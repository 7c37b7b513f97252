"""The one way in which the state of a hand-over changes.

`perform` walks a row of `rules/tables/referral_transitions.csv` (see `acts.walking`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mediation.access.by import By
from mediation.acts import walking
from mediation.acts.walking import Act, Details, Kind, Mailing, Performed
from mediation.deadlines import operations as clocks
from mediation.deadlines.changing import DeadlineChange
from mediation.deadlines.models import FAR_OFF
from mediation.deadlines.operations import Clocked, EventDay
from mediation.documents.models import IssuedDocument
from mediation.referrals import extension_points, issuing
from mediation.referrals.models import Referral
from mediation.rules.procedures import lifecycle, referral_steps
from mediation.rules.time.periods import Unit

TICKET = "C38"

ReferralAct = Act[Referral, Details]


def perform(
    referral: Referral,
    action: str,
    by: By,
    *,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    known: Mapping[str, Any] | None = None,
    starts_on: date | None = None,
    paper: object | None = None,
    change: DeadlineChange | None = None,
) -> Performed:
    """Carry out `action` on a hand-over as its row of the table says.

    `paper` are the facts of the letter where the caller knows them better, for all others see
    `Details`. Raises what `walking.walk` raises, and then has changed nothing.
    """
    details = Details(
        reason=reason,
        facts=facts or {},
        changes=changes or {},
        known=known or {},
        starts_on=starts_on,
        document=paper,
        change=change,
    )
    return walking.walk(REFERRAL, referral, action, by, details)


def clocked(referral: Referral) -> Clocked:
    """The hand-over as a thing on which clocks hang.

    Of the clocks of the work itself only a petition's runs by its own length: the period of a
    mediation hangs on the case, and the sender of a ticket sets the day for its return.
    """
    kind = referral.law
    names = {name: kind.clock(name) for name in ("ANSWER", "PREPARE", "RECEIPT", "DECISION")}
    return Clocked(
        kind="referral",
        thing_id=referral.id,
        law_on=referral.law_on,
        rows=referral.deadlines,
        case_id=referral.case.id if referral.case else None,  # its own column follows only at the flush
        names={
            **names,
            "WORK": _work_code(referral, kind),
            "RESULT": _result_code(referral, kind),
            "AFTER": _after_code(referral, kind),
        },
    )


def _result_code(referral: Referral, kind: referral_steps.Kind) -> str:
    """The clock until the result: at once after a refusal, else on the rung that it has reached."""
    if referral.result in referral_steps.ENDS_AT_ONCE and kind.result in referral_steps.AT_ONCE:
        return referral_steps.AT_ONCE[kind.result]
    longer = referral_steps.LADDER.get(kind.result, "")
    climbed = any(one.code == longer and one.runs for one in referral.deadlines)
    return longer if climbed else kind.result


def _after_code(referral: Referral, kind: referral_steps.Kind) -> str:
    """The clock of the person against the result; none where nothing was decided."""
    return "" if referral.result in referral_steps.UNDECIDED else kind.after


def _work_code(referral: Referral, kind: referral_steps.Kind) -> str:
    if any(one.code == TICKET and one.runs for one in referral.deadlines):
        return TICKET
    return "" if kind.work in {lifecycle.PERIOD, referral_steps.RETURN, TICKET} else kind.work


def situation(referral: Referral, known: Mapping[str, Any] | None = None) -> referral_steps.ReferralFacts:
    """The facts that guards ask about; `known` is what only the caller of an act can tell."""
    case = referral.case
    facts: dict[str, Any] = {
        "body_kinds": frozenset({referral.body.kind, *referral.body.authorities}),
        "their_number": referral.their_number,
        "case_linked": case is not None,
        "case_ended": case is not None and case.ended_at is not None,
        "case_left": case is not None and case.outcome == "transferred",
        "materials": len(referral.materials),
        "signed_for_by": referral.received_by,
        "result": referral.result,
        "ground": referral.ground,
        "on": referral.law_on,
        "body_code": referral.body.court_code,
    }
    return referral_steps.ReferralFacts(kind=referral.law, **(facts | dict(known or {})))


def _starts_on(act: ReferralAct) -> EventDay:
    """The clock of the person against the result counts from the day of the result."""
    return act.details.starts_on or (act.thing.result_on if "AFTER" in act.row.starts else None)


def _settle(act: ReferralAct) -> None:
    referral, row = act.thing, act.row
    if "WORK" in row.starts:
        _start_work(act)
    referral.is_open = referral_steps.is_open(referral.state)
    if row.needs_reason:
        referral.reason = act.details.reason_in_both.zh.strip()
    if row.outcome:
        referral.result, referral.result_on = row.outcome, act.on
    note_nearest(referral, on=act.on)


def note_nearest(referral: Referral, *, on: date) -> None:
    """Keep in the row, for the lists, the nearest deadline that runs; none once nobody is waited for."""
    nearest = clocks.nearest(referral.deadlines) if referral.is_open else None
    referral.due_on = nearest.due_on if nearest else None
    referral.due_code = nearest.code if nearest else ""
    referral.sorts_on = (referral.due_on or FAR_OFF) if referral.is_open else on


def _start_work(act: ReferralAct) -> None:
    """The day by which the sender wants the result, where the sender set one (C38)."""
    days, starts_on = act.thing.return_days, act.details.starts_on
    if days is None or act.clocked is None:
        return
    day = starts_on if isinstance(starts_on, date) else act.on
    clocks.start(act.clocked, TICKET, starts_on=day, length=days, unit=Unit.WORKDAYS)


def _issue(act: ReferralAct) -> tuple[IssuedDocument, ...]:
    return issuing.issue(
        act.thing,
        act.row,
        at=act.at,
        reason=act.details.reason_in_both.zh,
        given=act.details.document,
        issued_by_id=act.by.actor.user_id,
    )


def _facts(act: ReferralAct) -> Mapping[str, Any]:
    referral = act.thing
    return {
        "handover_result": referral.result,
        "by": referral.received_by,
        "case": referral.case.short_number if referral.case else "",
    }


def mailing(referral: Referral) -> Mailing:
    """Letters to the body on the other side, and to the sides of the case where it has one."""
    return Mailing({"number": referral.short_number}, case_id=referral.case_id, body_id=referral.body_id)


def _tell(acts: Sequence[ReferralAct]) -> None:
    extension_points.tell_of_changes([(act.thing, act.before) for act in acts], acts[0].at)
    for act in acts:
        extension_points.tell_of_act(act.thing, act.row, act.at)


REFERRAL: Kind[Referral, referral_steps.ReferralFacts, Details] = Kind(
    machine=referral_steps.REFERRAL,
    situation=lambda act: situation(
        act.thing, {"clock_findings": act.deadline_findings, **act.details.known}
    ),
    mailing=lambda act: mailing(act.thing),
    documents=_issue,
    subject=lambda referral: referral,
    clocked=clocked,
    starts_on=_starts_on,
    settle=_settle,
    facts=_facts,
    tell=_tell,
)
