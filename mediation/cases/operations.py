"""Opening a case, and the one way its state changes.

`perform` walks a row of the transition table: right, version, reason, guards, deadlines, state,
timeline, document, letters. It has no branch by state; nothing else sets a state.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mediation.access.actor import Actor, Role
from mediation.access.table import allows
from mediation.acts.refusals import ChangedMeanwhile, GuardRefused, NotAllowed, ReasonMissing
from mediation.cases import extension_points, timekeeping
from mediation.cases.documents import issuing
from mediation.cases.filing import Filing, PartyFacts
from mediation.cases.models import Case, CaseFinding, Party
from mediation.clock import day_of
from mediation.database import db, lookup_hash
from mediation.deadlines.operations import EventDay
from mediation.documents.models import IssuedDocument
from mediation.documents.uploads import hand_over_files
from mediation.notifications import operations as notifications
from mediation.numbering import next_number
from mediation.organisations.models import Organisation
from mediation.rules.findings import Outcome, Words
from mediation.rules.numbers.own_numbers import format_own
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.machine import Transition
from mediation.timeline import operations as timeline
from mediation.timeline import queries as timeline_queries
from mediation.timeline.models import TimelineEntry

ACCESS_CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Performed:
    """What one act did."""

    row: Transition
    entry: TimelineEntry
    documents: tuple[IssuedDocument, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case just filed. The access code is told here. Kept are its hash, and the code encrypted in the facts
    of the receipt, so that the paper can be drawn."""

    case: Case
    access_code: str
    documents: tuple[IssuedDocument, ...]


def open_case(
    filing: Filing,
    *,
    centre: Organisation,
    actor: Actor,
    at: datetime,
    draft_id: int | None = None,
    entered_by_id: int | None = None,
) -> Opened:
    """File a complaint with `centre`: allot the number, store what was told, perform SUBMIT.

    The files of the draft `draft_id` become the case's evidence. `at` is the filing moment: it
    interrupts limitation (民事案件诉讼时效规定 2020 art. 12) and is never changed, whatever becomes
    of the complaint.
    """
    year = day_of(at).year
    number = next_number(centre.number_word, year)
    number_text = format_own(centre.number_word, year, number)
    access_code = "".join(secrets.choice("0123456789") for _ in range(ACCESS_CODE_DIGITS))
    case = Case(
        year=year,
        number=number,
        number_text=number_text,
        state="",
        turn="centre",
        channel=filing.channel,
        track=filing.track,
        lang=filing.lang,
        law_on=day_of(at),
        product=filing.product,
        district=filing.district,
        amount_fen=filing.amount_fen,
        narrative=filing.narrative,
        occurrences=[{"on": on, "what": what} for on, what in filing.occurrences],
        remedies=list(filing.remedies),
        remedy_text=filing.remedy_text,
        eligibility=dict(filing.eligibility),
        needs=list(filing.needs),
        needs_text=filing.needs_text,
        wished_place_id=filing.wished_place_id,
        wished_time=filing.wished_time,
        consents=dict(filing.consents),
        applicant_name=filing.applicant.name,
        respondent_name=filing.respondent.name,
        centre_id=centre.id,
        institution_id=filing.respondent.organisation_id or filing.applicant.organisation_id,
        referrer_id=filing.referrer_id,
        entered_by_id=entered_by_id,
        filed_at=at,
        changed_at=at,
        access_code_hash=hash_of_code(number_text, access_code),
        parties=[_party("applicant", filing.applicant), _party("respondent", filing.respondent)],
        findings=[
            CaseFinding(
                code=finding.code,
                outcome=finding.outcome.value,
                zh=finding.words.zh,
                en=finding.words.en,
                legal_basis=finding.legal_basis,
                advice_zh=finding.advice.zh if finding.advice else "",
                advice_en=finding.advice.en if finding.advice else "",
            )
            for finding in filing.findings
        ],
    )
    db.session.add(case)
    db.session.flush()
    if draft_id is not None:
        hand_over_files(draft_id=draft_id, case_id=case.id)
    done = perform(
        case, "submit", actor=actor, at=at, facts={"channel": filing.channel}, access_code=access_code
    )
    return Opened(case, access_code, done.documents)


def hash_of_code(number_text: str, access_code: str) -> str:
    """The keyed hash under which an access code is stored; it holds for one case only."""
    return lookup_hash(f"{number_text}/{access_code}")


def _party(side: str, facts: PartyFacts) -> Party:
    return Party(
        side=side,
        kind=facts.kind,
        organisation_id=facts.organisation_id,
        name=facts.name,
        paper_kind=facts.paper_kind,
        paper_number=facts.paper_number or None,
        paper_hash=lookup_hash(facts.paper_number) if facts.paper_number else "",
        gender=facts.gender,
        born_on=facts.born_on,
        uscc=facts.uscc,
        legal_representative=facts.legal_representative,
        contact_name=facts.contact_name,
        phone=facts.phone or None,
        phone_hash=lookup_hash(facts.phone) if facts.phone else "",
        phone_last4=facts.phone[-4:],
        email=facts.email or None,
        address=facts.address or None,
        helper_name=facts.helper_name,
        helper_relation=facts.helper_relation,
        helper_phone=facts.helper_phone or None,
    )


def perform(
    case: Case,
    action: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    reason: str | Words = "",
    facts: Mapping[str, Any] | None = None,
    paper: object | None = None,
    side: str = "",
    changes: Mapping[str, Any] | None = None,
    known: Mapping[str, Any] | None = None,
    letters_to: Sequence[str] | None = None,
    starts_on: EventDay = None,
    stops_on: date | None = None,
    access_code: str = "",
    unwritten: Collection[str] = (),
) -> Performed:
    """Carry out `action` on `case` as its row of the table says.

    `version` is the one that the person saw; `reason` is a person's own words, or the house's in
    both languages; `facts` are those that the row's event declares beside it; `paper` are the facts
    of the row's document where the caller, not the case, knows them; `side` is the side that the act
    concerns; `changes` are columns of the case that the act sets (which mediator); `known` is what
    only the caller can tell the guards; `letters_to` narrows the letters to some sides, or to none,
    `unwritten` names kinds that do not fit;
    `starts_on` is the day of the event from which new deadlines count, where it is not the day of
    the act (by code, where their events differ); `stops_on` the same for those that end.

    Raises NotAllowed, NotPossible, ReasonMissing, ChangedMeanwhile or GuardRefused, and
    then has changed nothing.
    """
    on = day_of(at)
    row = lifecycle.find(action, case.state or None, case.law_on)
    if not allows(row.right, actor, case):
        raise NotAllowed(row.words)
    check_version(case, version)
    said = reason if isinstance(reason, Words) else Words(reason, reason)
    if row.needs_reason and not said.zh.strip():
        raise ReasonMissing(row.words)
    before = case.state
    _apply(case, changes or {}, row, on=on, side=side, known=known or {})

    timekeeping.follow(case, row, on=on, starts_on=starts_on, stops_on=stops_on)
    _settle(case, row, at)
    request = issuing.Request(
        case,
        row,
        at,
        reason=said,
        given=paper,
        side=side,
        facts=facts or {},
        access_code=access_code,
        by_party=actor.has(Role.PARTY),
    )
    documents = issuing.issue(request, issued_by_id=actor.user_id)
    told = _told(row, case, facts or {}, reason, documents)
    entry = timeline.record(case.thread, row.event, told, actor=actor, at=at)
    letters = [kind for kind in row.letters if kind not in unwritten]
    _write_letters(case, letters, told, entry, to=letters_to)
    db.session.flush()
    extension_points.tell_of_change(case, before, at)
    if case.ended_at == at:
        extension_points.tell_of_end(case, at)
    return Performed(row, entry, documents)


def _apply(
    case: Case,
    changes: Mapping[str, Any],
    row: Transition,
    *,
    on: date,
    side: str,
    known: Mapping[str, Any],
) -> None:
    """Set the columns and ask the guards; what a guard refuses is forgotten again."""
    if row.guards:
        db.session.flush()  # what earlier acts of this request added is known to the guards
    with db.session.no_autoflush:
        for name, value in changes.items():
            setattr(case, name, value)
        if not row.guards:
            return
        refusals = lifecycle.refusals(row, situation(case, on=on, side=side, known=known))
        if refusals:
            db.session.expire(case)  # set back by hand, the row would still count as changed
            raise GuardRefused(refusals)


def check_version(case: Case, version: int | None) -> None:
    """Raise ChangedMeanwhile, with what happened since, unless `version` is the case's own."""
    if version is not None and version != case.version:
        behind = max(case.version - version, 1)
        entries = timeline_queries.entries_of(case.thread)[:behind]
        raise ChangedMeanwhile(entries)


def situation(
    case: Case, *, on: date, side: str = "", known: Mapping[str, Any] | None = None
) -> lifecycle.Situation:
    """The facts that guards ask about, from the case and from the rooms above it."""
    period = timekeeping.mediation_period(case)
    facts: dict[str, Any] = {
        "unresolved_blocks": sum(
            finding.outcome == Outcome.BLOCK and not finding.override_reason for finding in case.findings
        ),
        "place_is_chosen": case.station_id is not None,
        "mediator_is_chosen": case.mediator_id is not None,
        "side_acting": side,
        "period_due_on": period.due_on if period else None,
        "confirm_by": timekeeping.runs_to(case, lifecycle.CONFIRM),
        "notify_by": timekeeping.runs_to(case, lifecycle.NOTIFY),
        "outcome": case.outcome,
    }
    for source in extension_points.situation_sources:
        facts |= source(case)
    return lifecycle.Situation(on=on, **(facts | dict(known or {})))


def _settle(case: Case, row: Transition, at: datetime) -> None:
    """Set what the row says of the case itself, with the moments at which a phase began."""
    states = lifecycle.states()
    before = states[case.state].phase if case.state else ""
    case.state = row.state_after(case.state)
    case.outcome = "" if lifecycle.is_open(row.state_after(case.state)) else row.outcome or case.outcome
    case.turn = _turn_after(row, case)
    case.changed_at = at
    case.is_open = lifecycle.is_open(case.state)
    phase = states[case.state].phase
    if phase != before:
        _mark_phase(case, phase, at)
    if case.ended_at is not None:
        case.sorts_on = day_of(case.ended_at)


def _turn_after(row: Transition, case: Case) -> str:
    """Who must act now: a case that the centre handles itself has no station that could."""
    turn = row.turn or case.turn
    return "centre" if turn == "station" and case.station_id in {None, case.centre_id} else turn


def _mark_phase(case: Case, phase: str, at: datetime) -> None:
    if phase == "open":  # at acceptance, or again when a matter that had left comes back
        case.accepted_at = case.accepted_at or at
        case.ended_at = case.closed_at = None
    elif phase in {"settled", "ended"}:
        case.ended_at = at
    elif phase == "closed":
        case.closed_at = at


def _told(
    row: Transition,
    case: Case,
    facts: Mapping[str, Any],
    reason: str | Words,
    documents: tuple[IssuedDocument, ...],
) -> dict[str, Any]:
    """The facts of the event: those given, and those that every act brings with it."""
    number = documents[0].number if documents else ""
    told = list(reason) if isinstance(reason, Words) else reason
    from_act = {"reason": told, "outcome": case.outcome, "document": number}
    return {**timeline.only_declared(row.event, from_act), **facts}


def _write_letters(
    case: Case,
    kinds: Sequence[str],
    told: Mapping[str, Any],
    entry: TimelineEntry,
    *,
    to: Sequence[str] | None,
) -> None:
    if not kinds:
        return
    if to is None and case.accepted_at is None:
        to = ("applicant",)  # the other side does not know of a complaint that was not taken on
    facts = {"number": case.short_number, "reason": "", **timekeeping.named_days(case), **told}
    for kind in kinds:
        key = f"{entry.thread}:{entry.number}"
        notifications.write(kind, case.id, notifications.declared(kind, facts), key=key, at=entry.at, to=to)
