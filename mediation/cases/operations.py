"""Opening a case, and the one way its state changes.

`perform` walks a row of the transition table (see `acts.walking`); nothing else sets a state.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mediation.access.by import By
from mediation.access.roles import Role
from mediation.acts import walking
from mediation.acts.walking import Act, Details, Kind, Mailing, Performed
from mediation.cases import extension_points, party_contacts, timekeeping
from mediation.cases.documents import issuing
from mediation.cases.filing import Filing, PartyFacts
from mediation.cases.models import Case, CaseFinding, Party
from mediation.clock import day_of
from mediation.database import db, lookup_hash
from mediation.deadlines.changing import DeadlineChange
from mediation.deadlines.operations import Clocked, EventDay
from mediation.documents.models import IssuedDocument
from mediation.documents.uploads import hand_over_files
from mediation.numbering import next_number
from mediation.organisations.models import Organisation
from mediation.rules.findings import Outcome, Words
from mediation.rules.numbers.own_numbers import format_own
from mediation.rules.procedures import lifecycle

ACCESS_CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Opened:
    """A case just filed. The access code is told here. Kept are its hash, and the code encrypted in the facts
    of the receipt, so that the paper can be drawn."""

    case: Case
    access_code: str
    documents: tuple[IssuedDocument, ...]


def open_case(
    filing: Filing,
    by: By,
    *,
    centre: Organisation,
    draft_id: int | None = None,
    entered_by_id: int | None = None,
) -> Opened:
    """File a complaint with `centre`: allot the number, store what was told, perform SUBMIT.

    The files of the draft `draft_id` become the case's evidence. The moment of filing, `by.at`,
    interrupts limitation (民事案件诉讼时效规定 2020 art. 12) and is never changed, whatever becomes
    of the complaint.
    """
    year = day_of(by.at).year
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
        law_on=day_of(by.at),
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
        filed_at=by.at,
        changed_at=by.at,
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
    party_contacts.remember_filed(case, by, entered_by_id=entered_by_id)
    if draft_id is not None:
        hand_over_files(draft_id=draft_id, case_id=case.id)
    done = perform(
        case, "submit", by.without_version(), facts={"channel": filing.channel}, access_code=access_code
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


@dataclass(frozen=True, slots=True)
class CaseDetails(Details):
    """What the caller says of an act on a case: the side that it concerns, the code told on its receipt."""

    side: str = ""
    access_code: str = ""


CaseAct = Act[Case, CaseDetails]


def perform(
    case: Case,
    action: str,
    by: By,
    *,
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
    change: DeadlineChange | None = None,
) -> Performed:
    """Carry out `action` on `case` as its row of the table says.

    `paper` are the facts of the row's document where the caller, not the case, knows them; for all
    others see `Details`. Raises what `walking.walk` raises, and then has changed nothing.
    """
    details = CaseDetails(
        reason=reason,
        facts=facts or {},
        changes=changes or {},
        known=known or {},
        starts_on=starts_on,
        stops_on=stops_on,
        document=paper,
        letters_to=letters_to,
        unwritten=unwritten,
        change=change,
        side=side,
        access_code=access_code,
    )
    return walking.walk(CASE, case, action, by, details)


def check_version(case: Case, version: int | None) -> None:
    """Raise ChangedMeanwhile, with what happened since, unless `version` is the case's own."""
    walking.check_version(CASE, case, version)


def situation(
    case: Case, *, on: date, side: str = "", known: Mapping[str, Any] | None = None
) -> lifecycle.Situation:
    """The facts that guards ask about, from the case and from the packages above."""
    return _situation(case, timekeeping.clocked(case), on=on, side=side, known=known or {})


def _situation(
    case: Case, clocked: Clocked, *, on: date, side: str, known: Mapping[str, Any]
) -> lifecycle.Situation:
    facts: dict[str, Any] = {
        "unresolved_blocks": sum(
            finding.outcome == Outcome.BLOCK and not finding.override_reason for finding in case.findings
        ),
        "place_is_chosen": case.station_id is not None,
        "mediator_is_chosen": case.mediator_id is not None,
        "side_acting": side,
        "period_due_on": clocked.runs_to(lifecycle.PERIOD),
        "confirm_by": clocked.runs_to(lifecycle.CONFIRM),
        "notify_by": clocked.runs_to(lifecycle.NOTIFY),
        "outcome": case.outcome,
    }
    for source in extension_points.situation_sources:
        facts |= source(case)
    return lifecycle.Situation(on=on, **(facts | dict(known)))


def _situation_of(act: CaseAct) -> lifecycle.Situation:
    assert act.clocked is not None, "deadlines hang on every case"
    findings = {"extension_findings": act.deadline_findings, "pause_findings": act.deadline_findings}
    known = findings | dict(act.details.known)
    return _situation(act.thing, act.clocked, on=act.on, side=act.details.side, known=known)


def _settle(act: CaseAct) -> None:
    """The columns that follow from deadlines and state, with the moments at which a phase began."""
    case, row, states = act.thing, act.row, lifecycle.states()
    before = states[act.before].phase if act.before else ""
    case.is_open = lifecycle.is_open(case.state)
    case.outcome = "" if case.is_open else row.outcome or case.outcome
    if case.turn == "station" and case.station_id in {None, case.centre_id}:
        case.turn = "centre"  # what the centre handles itself has no station that could act
    phase = states[case.state].phase
    if phase != before:
        _mark_phase(case, phase, act.at)
    timekeeping.sort_by_nearest(case)
    if case.ended_at is not None:
        case.sorts_on = day_of(case.ended_at)


def _mark_phase(case: Case, phase: str, at: datetime) -> None:
    if phase == "open":  # at acceptance, or again when a matter that had left comes back
        case.accepted_at = case.accepted_at or at
        case.ended_at = case.closed_at = None
    elif phase in {"settled", "ended"}:
        case.ended_at = at
    elif phase == "closed":
        case.closed_at = at


def _issue(act: CaseAct) -> tuple[IssuedDocument, ...]:
    details = act.details
    request = issuing.Request(
        act.thing,
        act.row,
        act.at,
        reason=details.reason_in_both,
        given=details.document,
        side=details.side,
        facts=details.facts,
        access_code=details.access_code,
        by_party=act.by.actor.has(Role.PARTY),
    )
    return issuing.issue(request, issued_by_id=act.by.actor.user_id)


def _mailing(act: CaseAct) -> Mailing:
    case = act.thing
    # the other side does not know of a complaint that was not taken on
    to = ("applicant",) if case.accepted_at is None else None
    return Mailing({"number": case.short_number, **timekeeping.named_days(case)}, case_id=case.id, to=to)


def _tell(acts: Sequence[CaseAct]) -> None:
    for act in acts:
        extension_points.tell_of_change(act.thing, act.before, act.at)
        if act.thing.ended_at == act.at:
            extension_points.tell_of_end(act.thing, act.at)


CASE: Kind[Case, lifecycle.Situation, CaseDetails] = Kind(
    machine=lifecycle.DISPUTE,
    situation=_situation_of,
    mailing=_mailing,
    documents=_issue,
    subject=lambda case: case,
    clocked=timekeeping.clocked,
    settle=_settle,
    facts=lambda act: {"outcome": act.thing.outcome},
    tell=_tell,
    guards_query=True,
)
