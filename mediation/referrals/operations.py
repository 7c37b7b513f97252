"""Entering a hand-over, and the one way its state changes.

`perform` walks a row of `rules/tables/referral_transitions.csv`: right, version, reason, guards,
clocks, state, letter to the other body, paper, timeline. It has no branch by state.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.cases.models import FAR_OFF, Case
from mediation.cases.refusals import ChangedMeanwhile, GuardRefused, NotAllowed, ReasonMissing
from mediation.clock import day_of
from mediation.database import db
from mediation.deadlines import operations as clocks
from mediation.deadlines.operations import Clocked
from mediation.documents.models import IssuedDocument
from mediation.notifications import operations as notifications
from mediation.organisations.models import Organisation
from mediation.referrals import papers, queries, slots
from mediation.referrals.models import Material, Referral
from mediation.referrals.refusals import AlreadyEntered, MaterialFixed
from mediation.rules import handovers, lifecycle
from mediation.rules.case_numbers import check_court_number
from mediation.rules.handovers import Direction
from mediation.rules.machine import Transition
from mediation.rules.own_numbers import format_own
from mediation.rules.periods import Unit
from mediation.rules.refusals import NotValid
from mediation.series import next_number
from mediation.timeline import operations as timeline
from mediation.timeline import queries as timeline_queries
from mediation.timeline.models import TimelineEntry

TICKET = "C38"
NUMBER_WORD = "转"  # in the numbers of the ledger: 厦金转〔2026〕00012号


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a hand-over when it is entered; `people` are the sides as the sender told."""

    kind: str
    their_number: str = ""
    their_contact: str = ""
    subject: str = ""
    cause: str = ""
    product: str = ""
    amount_fen: int | None = None
    applicant_name: str = ""
    respondent_name: str = ""
    people: tuple[Mapping[str, str], ...] = ()
    sent_on: date | None = None
    received_on: date | None = None
    received_by: str = ""
    return_days: int | None = None
    wants: str = ""  # the matter that the person said they want dealt with
    stops: bool | None = None
    begins_on: date | None = None  # of what goes out: the event from which its sending is counted
    materials: tuple[Mapping[str, Any], ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Performed:
    """What one act did."""

    row: Transition
    entry: TimelineEntry
    documents: tuple[IssuedDocument, ...]


def enter(
    entry: Entry,
    body: Organisation,
    *,
    centre: Organisation,
    actor: Actor,
    at: datetime,
    case: Case | None = None,
    batch_id: int | None = None,
) -> Referral:
    """Enter what a body sent (or prepare what goes to it): number, facts, first row of the table.

    `received_on`, the day on which the materials were signed for or taken on the platform, begins
    the clock to answer; where nobody signed yet, the day of entering does.
    Raises AlreadyEntered for a number of theirs that is in the ledger, GuardRefused otherwise.
    """
    on = day_of(at)
    key = _arrival_key(entry, body, on)
    if key and (twin := queries.arrived_as(key)):
        raise AlreadyEntered(twin.number_text)
    number = next_number(_series(centre), on.year)
    referral = _row(entry, body, number, centre=centre, actor=actor, at=at, case=case, batch_id=batch_id)
    db.session.add(referral)
    db.session.flush()
    perform(referral, actor=actor, at=at, **_first_act(referral, entry))
    return referral


def enter_many(
    entries: Sequence[Entry],
    body: Organisation,
    *,
    centre: Organisation,
    actor: Actor,
    at: datetime,
    batch_id: int,
) -> list[Referral]:
    """Enter what came with one list, as `enter` does each, with one block of numbers and few statements.

    None or all: raises AlreadyEntered for the first number that is in the ledger, GuardRefused.
    """
    on = day_of(at)
    keys = [key for entry in entries if (key := _arrival_key(entry, body, on))]
    if twins := queries.arrived_among(keys):
        raise AlreadyEntered(next(iter(twins.values())))
    first = next_number(_series(centre), on.year, many=len(entries)) if entries else 0
    found = [
        _row(entry, body, number, centre=centre, actor=actor, at=at, case=None, batch_id=batch_id)
        for number, entry in enumerate(entries, first)
    ]
    db.session.add_all(found)
    db.session.flush()
    with db.session.no_autoflush:
        done = []
        for referral, entry in zip(found, entries, strict=True):
            set_committed_value(referral, "deadlines", [])  # it is new: nobody need ask
            done.append(_carry_out(referral, actor=actor, at=at, **_first_act(referral, entry)))
    db.session.flush()
    for referral, one in zip(found, done, strict=True):
        slots.tell_of_change(referral, "", at)
        slots.tell_of_act(referral, one.row, at)
    return found


def _series(centre: Organisation) -> str:
    return centre.number_word.removesuffix("调") + NUMBER_WORD


def _their_number(entry: Entry, kind: handovers.Kind, on: date) -> str:
    return _court_number(entry.their_number, on) if kind.court_number else entry.their_number.strip()


def _arrival_key(entry: Entry, body: Organisation, on: date) -> str | None:
    """What makes an arrival the same as another; None for what has no number or goes out."""
    kind = handovers.kind(entry.kind, on=on)
    return arrival_key(body.id, kind, _their_number(entry, kind, on))


def arrival_key(body_id: int, kind: handovers.Kind, their_number: str) -> str | None:
    """The key of `their_number`, in the form in which it is stored, among what this body sends."""
    if kind.direction is not Direction.IN or not their_number:
        return None
    return f"{body_id}/{kind.matter}/{their_number}"


def _row(
    entry: Entry,
    body: Organisation,
    number: int,
    *,
    centre: Organisation,
    actor: Actor,
    at: datetime,
    case: Case | None,
    batch_id: int | None,
) -> Referral:
    """The hand-over before its first act."""
    on = day_of(at)
    kind = handovers.kind(entry.kind, on=on)
    return Referral(
        year=on.year,
        number=number,
        number_text=format_own(_series(centre), on.year, number),
        kind=kind.code,
        direction=kind.direction.value,
        state="",
        law_on=on,
        changed_at=at,
        entered_at=at,
        entered_by_id=actor.user_id,
        body=body,
        their_number=_their_number(entry, kind, on),
        their_contact=entry.their_contact or None,
        arrival_key=_arrival_key(entry, body, on),
        case=case,
        batch_id=batch_id,
        applicant_name=entry.applicant_name or (case.applicant_name if case else ""),
        respondent_name=entry.respondent_name or (case.respondent_name if case else ""),
        people=json.dumps([dict(one) for one in entry.people], ensure_ascii=False) if entry.people else None,
        subject=entry.subject,
        cause=entry.cause or (case.cause if case else ""),
        product=entry.product or (case.product if case else ""),
        amount_fen=entry.amount_fen if entry.amount_fen is not None else (case.amount_fen if case else None),
        stops=kind.stops if entry.stops is None else entry.stops,
        sent_on=entry.sent_on,
        received_on=entry.received_on if kind.direction is Direction.IN else None,
        received_by=entry.received_by,
        return_days=_return_days(entry, kind, body),
        materials=[_material(position, one) for position, one in enumerate(entry.materials, 1)],
    )


def _first_act(referral: Referral, entry: Entry) -> dict[str, Any]:
    """How it begins. What was not signed for yet is answered within the time that its entry begins."""
    kind, on = referral.law, referral.law_on
    return {
        "action": "register" if kind.direction is Direction.IN else "draft",
        "facts": {"kind": list(kind.words), "body": list(referral.body.words)},
        "known": {
            "wants": entry.wants,
            "number_findings": _number_findings(referral.their_number, kind, on),
        },
        "starts_on": referral.received_on or entry.begins_on,
    }


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
    done = _carry_out(
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
    db.session.flush()
    slots.tell_of_change(referral, before, at)
    slots.tell_of_act(referral, done.row, at)
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
            _carry_out(one, action, actor=actor, at=at, reason=reason, changes=changes, known=known)
            for one in referrals
        ]
    db.session.flush()
    del heads  # held until here, so that the session need not ask for each again
    for one, was, act in zip(referrals, before, done, strict=True):
        slots.tell_of_change(one, was, at)
        slots.tell_of_act(one, act.row, at)


def _carry_out(
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
    """The act, not yet sent to the database."""
    on = day_of(at)
    begins = not referral.state
    row = handovers.find(action, referral.state, referral.law_on)
    if not allows(row.right, actor, referral):
        raise NotAllowed(row.words)
    if version is not None and version != referral.version:
        behind = max(referral.version - version, 1)
        raise ChangedMeanwhile(timeline_queries.entries_of(referral.thread)[:behind])
    if row.needs_reason and not reason.strip():
        raise ReasonMissing(row.words)
    _apply(referral, changes or {}, row, known or {})

    clocks.follow(clocked(referral), row, on=on, starts_on=starts_on)
    if "WORK" in row.starts:
        _start_work(referral, starts_on or on)
    _settle(referral, row, at, reason)
    documents = papers.issue(referral, row, at=at, reason=reason, given=paper, issued_by_id=actor.user_id)
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
    names = {name: kind.clock(name) for name in ("ANSWER", "PREPARE", "RECEIPT", "DECISION", "RESULT")}
    return Clocked(
        kind="referral",
        thing_id=referral.id,
        law_on=referral.law_on,
        rows=referral.deadlines,
        case_id=referral.case_id,
        names={**names, "WORK": _work_code(referral), "RESULT": _result_code(referral)},
    )


def _result_code(referral: Referral) -> str:
    """The clock until the result: at once after a refusal, else on the rung that it has reached."""
    if referral.result in handovers.ENDS_AT_ONCE and referral.law.result in handovers.AT_ONCE:
        return handovers.AT_ONCE[referral.law.result]
    longer = handovers.LADDER.get(referral.law.result, "")
    climbed = any(one.code == longer and one.runs for one in referral.deadlines)
    return longer if climbed else referral.law.result


def _work_code(referral: Referral) -> str:
    if any(one.code == TICKET and one.runs for one in referral.deadlines):
        return TICKET
    return "" if referral.law.work in {lifecycle.PERIOD, handovers.RETURN, TICKET} else referral.law.work


def list_material(
    referral: Referral,
    title: str,
    copies: int,
    *,
    document_id: int | None = None,
    file_id: int | None = None,
    sha256: str = "",
) -> Material:
    """Add a line to the list of papers that go with a hand-over not sent yet; raises MaterialFixed."""
    if referral.direction == Direction.OUT and referral.state not in {"drafted", "sent_back"}:
        raise MaterialFixed
    position = max((one.position for one in referral.materials), default=0) + 1
    line = Material(
        position=position, title=title, copies=copies, document_id=document_id, file_id=file_id, sha256=sha256
    )
    referral.materials.append(line)
    return line


def _return_days(entry: Entry, kind: handovers.Kind, body: Organisation) -> int | None:
    """As the letter or ticket says; else as its source always wants it, where the kind leaves that to it."""
    if entry.return_days is not None or kind.work not in {TICKET, handovers.RETURN}:
        return entry.return_days
    return body.return_days


def _apply(referral: Referral, changes: Mapping[str, Any], row: Transition, known: Mapping[str, Any]) -> None:
    """Set the columns and ask the guards; what a guard refuses is forgotten again."""
    before = {name: getattr(referral, name) for name in changes}
    with db.session.no_autoflush:
        for name, value in changes.items():
            setattr(referral, name, value)
        refusals = handovers.refusals(row, _situation(referral, known))
        if refusals:
            for name, value in before.items():
                setattr(referral, name, value)
            raise GuardRefused(refusals)


def _situation(referral: Referral, known: Mapping[str, Any]) -> handovers.HandOver:
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
    return handovers.HandOver(kind=referral.law, **(facts | dict(known)))


def _settle(referral: Referral, row: Transition, at: datetime, reason: str) -> None:
    referral.state = row.state_after(referral.state)
    referral.turn = row.turn or referral.turn
    referral.changed_at = at
    referral.is_open = handovers.is_open(referral.state)
    if row.needs_reason:
        referral.reason = reason.strip()
    if row.outcome:
        referral.result, referral.result_on = row.outcome, day_of(at)
    note_nearest(referral, on=day_of(at))


def note_nearest(referral: Referral, *, on: date) -> None:
    """Keep in the row, for the lists, the nearest deadline that runs."""
    running = [one for one in referral.deadlines if one.status == "running"]
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


def _court_number(typed: str, on: date) -> str:
    """A court's number in the one form in which numbers are compared; what is no number stays as typed."""
    if not typed.strip():
        return ""
    try:
        return check_court_number(typed, on=on)[0].text
    except NotValid:
        return typed.strip()


def _number_findings(number: str, kind: handovers.Kind, on: date) -> tuple[Any, ...]:
    if not kind.court_number or not number:
        return ()
    try:
        return tuple(check_court_number(number, on=on)[1])
    except NotValid as wrong:
        return (handovers.no_number(wrong.words),)


def _material(position: int, facts: Mapping[str, Any]) -> Material:
    return Material(position=position, **facts)
