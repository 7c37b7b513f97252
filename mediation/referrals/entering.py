"""Entering a hand-over: its number, what is known of it, the papers that go with it, its first act."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from mediation.access.by import By
from mediation.acts import walking
from mediation.acts.walking import Details
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.numbering import next_number
from mediation.organisations.models import Organisation
from mediation.referrals import operations, queries
from mediation.referrals.models import Material, Referral
from mediation.referrals.operations import TICKET
from mediation.referrals.refusals import AlreadyEntered, MaterialFixed
from mediation.rules.numbers.case_numbers import check_court_number
from mediation.rules.numbers.own_numbers import format_own
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.referral_steps import Direction
from mediation.rules.refusals import NotValid

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


def enter(
    entry: Entry,
    body: Organisation,
    by: By,
    *,
    centre: Organisation,
    case: Case | None = None,
    batch_id: int | None = None,
) -> Referral:
    """Enter what a body sent (or prepare what goes to it): number, facts, first row of the table.

    `received_on`, the day on which the materials were signed for or taken on the platform, begins
    the clock to answer; where nobody signed yet, the day of entering does.
    Raises AlreadyEntered for a number of theirs that is in the ledger, GuardRefused otherwise.
    """
    on = day_of(by.at)
    key = _arrival_key(entry, body, on)
    if key and (twin := queries.arrived_as(key)):
        raise AlreadyEntered(twin.number_text)
    number = next_number(_series(centre), on.year)
    referral = _row(entry, body, number, by, centre=centre, case=case, batch_id=batch_id)
    db.session.add(referral)
    db.session.flush()
    action, details = _first_act(referral, entry)
    walking.walk(operations.REFERRAL, referral, action, by.without_version(), details)
    return referral


def enter_many(
    entries: Sequence[Entry], body: Organisation, by: By, *, centre: Organisation, batch_id: int
) -> list[Referral]:
    """Enter what came with one list, as `enter` does each, with one block of numbers and few statements.

    None or all: raises AlreadyEntered for the first number that is in the ledger, GuardRefused.
    """
    on = day_of(by.at)
    keys = [key for entry in entries if (key := _arrival_key(entry, body, on))]
    if twins := queries.arrived_among(keys):
        raise AlreadyEntered(next(iter(twins.values())))
    first = next_number(_series(centre), on.year, many=len(entries)) if entries else 0
    found = [
        _row(entry, body, number, by, centre=centre, case=None, batch_id=batch_id)
        for number, entry in enumerate(entries, first)
    ]
    db.session.add_all(found)
    db.session.flush()
    for referral in found:
        set_committed_value(referral, "deadlines", [])  # it is new: nobody need ask
    begun = [(one, *_first_act(one, entry)) for one, entry in zip(found, entries, strict=True)]
    walking.walk_many(operations.REFERRAL, begun, by.without_version())
    return found


def _series(centre: Organisation) -> str:
    return centre.number_word.removesuffix("调") + NUMBER_WORD


def _their_number(entry: Entry, kind: referral_steps.Kind, on: date) -> str:
    return court_number(entry.their_number, on) if kind.court_number else entry.their_number.strip()


def _arrival_key(entry: Entry, body: Organisation, on: date) -> str | None:
    """What makes an arrival the same as another; None for what has no number or goes out."""
    kind = referral_steps.kind(entry.kind, on=on)
    return arrival_key(body.id, kind, _their_number(entry, kind, on))


def arrival_key(body_id: int, kind: referral_steps.Kind, their_number: str) -> str | None:
    """The key of `their_number`, in the form in which it is stored, among what this body sends."""
    if kind.direction is not Direction.IN or not their_number:
        return None
    return f"{body_id}/{kind.matter}/{their_number}"


def _row(
    entry: Entry,
    body: Organisation,
    number: int,
    by: By,
    *,
    centre: Organisation,
    case: Case | None,
    batch_id: int | None,
) -> Referral:
    """The hand-over before its first act."""
    on = day_of(by.at)
    kind = referral_steps.kind(entry.kind, on=on)
    return Referral(
        year=on.year,
        number=number,
        number_text=format_own(_series(centre), on.year, number),
        kind=kind.code,
        direction=kind.direction.value,
        state="",
        law_on=on,
        changed_at=by.at,
        entered_at=by.at,
        entered_by_id=by.actor.user_id,
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


def _first_act(referral: Referral, entry: Entry) -> tuple[str, Details]:
    """How it begins. What was not signed for yet is answered within the time that its entry begins."""
    kind, on = referral.law, referral.law_on
    details = Details(
        facts={"kind": list(kind.words), "body": list(referral.body.words)},
        known={
            "wants": entry.wants,
            "number_findings": _number_findings(referral.their_number, kind, on),
        },
        starts_on=referral.received_on or entry.begins_on,
    )
    return "register" if kind.direction is Direction.IN else "draft", details


def _return_days(entry: Entry, kind: referral_steps.Kind, body: Organisation) -> int | None:
    """As the letter or ticket says; else as its source always wants it, where the kind leaves that to it."""
    if entry.return_days is not None or kind.work not in {TICKET, referral_steps.RETURN}:
        return entry.return_days
    return body.return_days


def court_number(typed: str, on: date) -> str:
    """A court's number in the one form in which numbers are compared; what is no number stays as typed."""
    if not typed.strip():
        return ""
    try:
        return check_court_number(typed, on=on)[0].text
    except NotValid:
        return typed.strip()


def _number_findings(number: str, kind: referral_steps.Kind, on: date) -> tuple[Any, ...]:
    if not kind.court_number or not number:
        return ()
    try:
        return tuple(check_court_number(number, on=on)[1])
    except NotValid as wrong:
        return (referral_steps.no_number(wrong.words),)


def _material(position: int, facts: Mapping[str, Any]) -> Material:
    return Material(position=position, **facts)


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
