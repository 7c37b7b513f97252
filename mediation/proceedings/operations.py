"""Notice, consent and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.acts.refusals import ActRefused
from mediation.acts.walking import Performed
from mediation.cases.documents.issuing import dispute, issuer, party
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import ZONE, day_of
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.session_record import INFORMED, SessionRecord, SessionResult, Statement
from mediation.proceedings import queries
from mediation.proceedings.models import Answer, RightsNoticeGiven, Session
from mediation.rules.findings import Words
from mediation.rules.vocabulary import MODES

USUAL_LENGTH = timedelta(hours=1)

ON_PAPER = {
    "agreed": SessionResult.REACHED,
    "continues": SessionResult.TO_CONTINUE,
    "not_agreed": SessionResult.NOT_REACHED,
}


class TimeTaken(ActRefused):
    """The mediator already has a session then."""

    def __init__(self, starts_at: datetime):
        when = f"{starts_at.astimezone(ZONE):%m-%d %H:%M}"
        super().__init__(
            Words(
                f"与 {when} 的调解时间冲突，请另选时间。",
                f"This clashes with the session at {when}. Choose another time.",
            )
        )


class NotYetHeld(ActRefused):
    """A session cannot be recorded before it begins."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "调解尚未开始，不能记录。请核对开始时间。", "The session lies ahead. Check its starting time."
            )
        )


@dataclass(frozen=True, slots=True)
class Held:
    """What is recorded of a session; `ends_at` is after `starts_at`."""

    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str
    present: str
    record: str
    result: str
    result_note: str = ""
    is_open: bool = False
    next_at: datetime | None = None


def notify_rights(case: Case, side: str, channel: str, by: By) -> Performed:
    """Record that a side heard its rights and duties; issues the rights notice (D04)."""
    done = perform(
        case,
        "notify_rights",
        by,
        side=side,
        facts={"side": side, "channel": channel, "on": day_of(by.at).isoformat()},
    )
    db.session.add(
        RightsNoticeGiven(
            case_id=case.id, side=side, channel=channel, given_at=by.at, recorded_by=by.actor.name
        )
    )
    return done


def record_consent(
    case: Case, side: str, channel: str, by: By, *, given_by: str = "", remark: str = ""
) -> Performed:
    """Record that a side agrees. When both have, mediation may begin (人民调解法 art. 17)."""
    done = perform(
        case,
        "record_consent",
        by,
        side=side,
        facts={"side": side, "channel": channel, "on": day_of(by.at).isoformat()},
    )
    answer = Answer(side=side, agrees=True, channel=channel, given_by=given_by, remark=remark)
    _note_answer(case, answer, by)
    return done


def decline(case: Case, side: str, channel: str, reason: str, by: By, *, given_by: str = "") -> Performed:
    """One clear refusal ends mediation (arts 17, 26); the notice of other routes goes out."""
    done = perform(case, "decline", by, side=side, reason=reason, facts={"side": side})
    answer = Answer(side=side, agrees=False, channel=channel, given_by=given_by, remark=reason)
    _note_answer(case, answer, by)
    return done


def begin(case: Case, by: By) -> Performed:
    """Begin mediation once both sides know their rights and agree."""
    return perform(case, "begin", by)


def book_session(
    case: Case, starts_at: datetime, mode: str, place: str, by: By, *, ends_at: datetime | None = None
) -> Session:
    """Fix a time with both sides; raises TimeTaken when the mediator is not free."""
    ends = ends_at or starts_at + USUAL_LENGTH
    if taken := queries.clashes(case.mediator_id, starts_at, ends):
        raise TimeTaken(taken[0].starts_at)
    when = f"{starts_at.astimezone(ZONE):%Y-%m-%d %H:%M}"
    perform(case, "book_session", by, facts={"when": when, "mode": mode, "place": place})
    session = Session(
        case_id=case.id,
        mediator_id=case.mediator_id,
        starts_at=starts_at,
        ends_at=ends,
        mode=mode,
        place=place,
    )
    db.session.add(session)
    db.session.flush()
    return session


def record_session(case: Case, held: Held, by: By, *, booked: Session | None = None) -> Session:
    """Write the record of a session, booked before or not; issues it as a paper (D07).

    Raises NotYetHeld when it is recorded before it begins.
    """
    if held.starts_at > by.at:
        raise NotYetHeld
    number = queries.next_session_number(case.id)
    perform(
        case,
        "record_session",
        by,
        facts={"number": number, "result": held.result},
        paper=_paper(case, held, number, by.actor),
    )
    session = booked or Session(case_id=case.id, mediator_id=case.mediator_id)
    session.number = number
    session.starts_at, session.ends_at, session.held_on = held.starts_at, held.ends_at, day_of(held.starts_at)
    session.mode, session.place, session.is_open = held.mode, held.place, held.is_open
    session.present, session.record = held.present, held.record
    session.result, session.result_note = held.result, held.result_note
    session.recorded_by = by.actor.name
    db.session.add(session)
    db.session.flush()
    return session


def _note_answer(case: Case, answer: Answer, by: By) -> None:
    answer.case_id, answer.answered_at, answer.recorded_by = case.id, by.at, by.actor.name
    db.session.add(answer)


def _paper(case: Case, held: Held, number: int, actor: Actor) -> SessionRecord:
    return SessionRecord(
        issuer=issuer(case),
        case_number=case.number_text,
        dispute=dispute(case, DocumentKind.SESSION_RECORD),
        session_number=number,
        began_at=held.starts_at,
        ended_at=held.ends_at,
        place=held.place,
        mode=MODES[held.mode],
        is_open=held.is_open,
        parties=tuple(party(row) for row in case.parties),
        mediators=(case.mediator_name,),
        recorder=actor.name,
        informed=INFORMED.zh,
        statements=tuple(Statement("", line.strip()) for line in held.record.splitlines() if line.strip()),
        result=ON_PAPER.get(held.result, SessionResult.TO_CONTINUE),
        result_note=held.result_note,
        others=tuple(name.strip() for name in held.present.splitlines() if name.strip()),
        next_at=held.next_at,
    )
