"""Reads for people without an account. What they see is written separately from the staff's view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from mediation.cases.models import Case, CaseMessage
from mediation.database import db
from mediation.deadlines.queries import rows_of_case
from mediation.deadlines.reckoning import due, rule_of
from mediation.documents.kinds.session_record import SessionRecord
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.rules.findings import Words
from mediation.rules.time.deadline_steps import steps_of
from mediation.rules.vocabulary import MODES
from mediation.timeline.events import sentence
from mediation.timeline.queries import entries_of

# Papers that go to the applicant; the transfer letter goes to an authority.
FOR_APPLICANT = frozenset(
    {
        "receipt",
        "acceptance_notice",
        "non_acceptance_notice",
        "correction_notice",
        "rights_notice",
        "session_record",
        "agreement",
        "undisputed_facts",
        "termination_notice",
        "withdrawal_confirmation",
    }
)


# Who the applicant is where a complaint or a petition was passed on.
THE_APPLICANT = frozenset({"complainant", "person"})


@dataclass(frozen=True, slots=True)
class NextDate:
    """A legal date of a case, what it is, and why it is that day."""

    due_on: date
    words: Words
    steps: tuple[Words, ...]
    provisional: bool
    paused: bool


def case_numbered(year: int, number: int) -> Case | None:
    return db.session.scalar(select(Case).where(Case.year == year, Case.number == number))


def case_with_parties(case_id: int) -> Case | None:
    return db.session.scalar(
        select(Case)
        .where(Case.id == case_id)
        .options(selectinload(Case.parties), selectinload(Case.deadlines))
    )


def next_date(case: Case, *, on: date) -> NextDate | None:
    """The nearest deadline that runs or is paused, with its steps in words."""
    live = [one for one in case.deadlines if one.runs]
    nearest = min(live, key=lambda one: (one.due_on, one.code), default=None)
    if nearest is None:
        return None
    answer = due(nearest, on=on)
    words = rule_of(nearest).words
    return NextDate(answer.due_on, words, steps_of(answer), answer.provisional, nearest.status == "paused")


def rights_of_applicant(case_id: int, *, on: date) -> list[NextDate]:
    """Until when the applicant may ask for a review of a decision, the nearest first.

    Counted from the day of the decision: whoever acts by then is in time, whenever it arrived.
    """
    rules = [(one, rule_of(one)) for one in rows_of_case(case_id) if one.runs]
    found = [(due(one, on=on), one, rule) for one, rule in rules if rule.who in THE_APPLICANT]
    dates = [
        NextDate(answer.due_on, rule.words, steps_of(answer), answer.provisional, one.status == "paused")
        for answer, one, rule in found
    ]
    return sorted(dates, key=lambda one: one.due_on)


def public_timeline(case: Case) -> list[tuple[datetime, Words]]:
    """What happened, in the sentences that parties may read, the newest first."""
    said = ((entry.at, sentence(entry.event, entry.facts, public=True)) for entry in entries_of(case.thread))
    return [(at, words) for at, words in said if words is not None]


def messages_with(case_id: int, side: str) -> list[CaseMessage]:
    """The messages between one side and the centre, in order; never those of the other side."""
    return list(
        db.session.scalars(
            select(CaseMessage)
            .where(CaseMessage.case_id == case_id, CaseMessage.side == side)
            .order_by(CaseMessage.written_at, CaseMessage.id)
        )
    )


def papers_for_applicant(case: Case) -> list[IssuedDocument]:
    """The papers that the applicant may read; a notice to the other side is not among them."""
    return [paper for paper in documents_of_case(case.id) if _is_for_applicant(paper, case)]


def _is_for_applicant(paper: IssuedDocument, case: Case) -> bool:
    if paper.kind not in FOR_APPLICANT:
        return False
    facts = facts_of(paper)
    if isinstance(facts, SessionRecord) and facts.mode == MODES["separate"]:
        return False  # what each side told the mediator alone
    addressees = getattr(facts, "addressees", ())
    return not addressees or case.applicant_name in addressees
