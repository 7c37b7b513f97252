"""The one way in which the state of a hand-over changes.

`perform` walks a row of `rules/tables/referral_transitions.csv`: right, version, reason, guards,
clocks, state, letter to the other body, paper, timeline. It has no branch by state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.acts.refusals import ChangedMeanwhile, GuardRefused, NotAllowed, ReasonMissing
from mediation.cases.models import FAR_OFF
from mediation.clock import day_of
from mediation.database import db
from mediation.deadlines import operations as clocks
from mediation.deadlines.operations import Clocked
from mediation.documents.models import IssuedDocument
from mediation.notifications import operations as notifications
from mediation.referrals import extension_points, issuing
from mediation.referrals.models import Referral
from mediation.rules.procedures import lifecycle, referral_steps
from mediation.rules.procedures.machine import Transition
from mediation.rules.time.periods import Unit
from mediation.timeline import operations as timeline
from mediation.timeline import queries as timeline_queries
from mediation.timeline.models import TimelineEntry

TICKET = "C38"


@dataclass(frozen=True, slots=True)
class Performed:
    """What one act did."""

    row: Transition
    entry: TimelineEntry
    documents: tuple[IssuedDocument, ...]


def perform(
    referral: Referral,
    action: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    known: Mapping[str, Any] | None = None,
    starts_on: date | None = None,
    paper: object | None = None,
) -> Performed:
    """Carry out `action` on a hand-over as its row of the table says.

    `changes` are columns that the act sets, `known` what only the caller can tell the guards,
    `starts_on` the day of the event from which new clocks count, `paper` the facts of the letter
    where the caller knows them better. Raises NotAllowed, NotPossible, ReasonMissing,
    ChangedMeanwhile or GuardRefused, and then has changed nothing.
    """
    before = referral.state
    done = carry_out(
        referral,
        action,
        actor=actor,
        at=at,
        version=version,
        reason=reason,
        facts=facts,
        changes=changes,
        known=known,
        starts_on=starts_on,
        paper=paper,
    )
    make_known([(referral, before, done)], at)
    return done


def perform_many(
    referrals: Sequence[Referral],
    action: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    known: Mapping[str, Any] | None = None,
) -> None:
    """Carry out the same act on each, as `perform` does, and send it to the database in one go.

    After a refusal the caller rolls back: those before it are done in memory.
    """
    heads = timeline_queries.heads_of([one.thread for one in referrals])
    before = [one.state for one in referrals]
    with db.session.no_autoflush:
        done = [
            carry_out(one, action, actor=actor, at=at, reason=reason, changes=changes, known=known)
            for one in referrals
        ]
    make_known(list(zip(referrals, before, done, strict=True)), at)
    del heads  # held until here, so that the session need not ask for each again


def make_known(acts: Sequence[tuple[Referral, str, Performed]], at: datetime) -> None:
    """Send what was carried out on each, from the state beside it, to the database; tell who must hear."""
    db.session.flush()
    extension_points.tell_of_changes([(referral, before) for referral, before, _done in acts], at)
    for referral, _before, done in acts:
        extension_points.tell_of_act(referral, done.row, at)


def carry_out(
    referral: Referral,
    action: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    known: Mapping[str, Any] | None = None,
    starts_on: date | None = None,
    paper: object | None = None,
) -> Performed:
    """The act, not yet made known."""
    on = day_of(at)
    begins = not referral.state
    row = referral_steps.find(action, referral.state, referral.law_on)
    if not allows(row.right, actor, referral):
        raise NotAllowed(row.words)
    if version is not None and version != referral.version:
        behind = max(referral.version - version, 1)
        raise ChangedMeanwhile(timeline_queries.entries_of(referral.thread)[:behind])
    if row.needs_reason and not reason.strip():
        raise ReasonMissing(row.words)
    _apply(referral, changes or {}, row, known or {})

    begins_on = starts_on or (referral.result_on if "AFTER" in row.starts else None)
    clocks.follow(clocked(referral), row, on=on, starts_on=begins_on)
    if "WORK" in row.starts:
        _start_work(referral, starts_on or on)
    _settle(referral, row, at, reason)
    documents = issuing.issue(referral, row, at=at, reason=reason, given=paper, issued_by_id=actor.user_id)
    told = _told(row, referral, facts or {}, reason, documents)
    entry = timeline.record(referral.thread, row.event, told, actor=actor, at=at, begins=begins)
    for kind in row.letters:
        notifications.write_to_body(
            kind,
            referral.body_id,
            notifications.declared(kind, {"number": referral.short_number, "reason": reason}),
            key=f"{entry.thread}:{entry.number}",
            at=at,
            case_id=referral.case_id,
        )
    return Performed(row, entry, documents)


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
        case_id=referral.case_id,
        names={
            **names,
            "WORK": _work_code(referral),
            "RESULT": _result_code(referral),
            "AFTER": _after_code(referral),
        },
    )


def _result_code(referral: Referral) -> str:
    """The clock until the result: at once after a refusal, else on the rung that it has reached."""
    if referral.result in referral_steps.ENDS_AT_ONCE and referral.law.result in referral_steps.AT_ONCE:
        return referral_steps.AT_ONCE[referral.law.result]
    longer = referral_steps.LADDER.get(referral.law.result, "")
    climbed = any(one.code == longer and one.runs for one in referral.deadlines)
    return longer if climbed else referral.law.result


def _after_code(referral: Referral) -> str:
    """The clock of the person against the result; none where nothing was decided."""
    return "" if referral.result in referral_steps.UNDECIDED else referral.law.after


def _work_code(referral: Referral) -> str:
    if any(one.code == TICKET and one.runs for one in referral.deadlines):
        return TICKET
    return "" if referral.law.work in {lifecycle.PERIOD, referral_steps.RETURN, TICKET} else referral.law.work


def _apply(referral: Referral, changes: Mapping[str, Any], row: Transition, known: Mapping[str, Any]) -> None:
    """Set the columns and ask the guards; what a guard refuses is forgotten again."""
    before = {name: getattr(referral, name) for name in changes}
    with db.session.no_autoflush:
        for name, value in changes.items():
            setattr(referral, name, value)
        refusals = referral_steps.refusals(row, _situation(referral, known))
        if refusals:
            for name, value in before.items():
                setattr(referral, name, value)
            raise GuardRefused(refusals)


def _situation(referral: Referral, known: Mapping[str, Any]) -> referral_steps.HandOver:
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
    return referral_steps.HandOver(kind=referral.law, **(facts | dict(known)))


def _settle(referral: Referral, row: Transition, at: datetime, reason: str) -> None:
    referral.state = row.state_after(referral.state)
    referral.turn = row.turn or referral.turn
    referral.changed_at = at
    referral.is_open = referral_steps.is_open(referral.state)
    if row.needs_reason:
        referral.reason = reason.strip()
    if row.outcome:
        referral.result, referral.result_on = row.outcome, day_of(at)
    note_nearest(referral, on=day_of(at))


def note_nearest(referral: Referral, *, on: date) -> None:
    """Keep in the row, for the lists, the nearest deadline that runs; none once nobody is waited for."""
    running = [one for one in referral.deadlines if one.status == "running" and referral.is_open]
    nearest = min(running, key=lambda one: (one.due_on, one.code), default=None)
    referral.due_on = nearest.due_on if nearest else None
    referral.due_code = nearest.code if nearest else ""
    referral.sorts_on = (referral.due_on or FAR_OFF) if referral.is_open else on


def _start_work(referral: Referral, starts_on: date) -> None:
    """The day by which the sender wants the result, where the sender set one (C38)."""
    if referral.return_days is None:
        return
    clocks.start(
        clocked(referral), TICKET, starts_on=starts_on, length=referral.return_days, unit=Unit.WORKDAYS
    )


def _told(
    row: Transition,
    referral: Referral,
    facts: Mapping[str, Any],
    reason: str,
    documents: Sequence[IssuedDocument],
) -> dict[str, Any]:
    """The facts of the event: those given, and those that every act brings with it."""
    from_row = {
        "reason": reason,
        "handover_result": referral.result,
        "by": referral.received_by,
        "document": documents[0].number if documents else "",
        "case": referral.case.short_number if referral.case else "",
    }
    return {**timeline.only_declared(row.event, from_row), **facts}
