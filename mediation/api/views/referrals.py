"""Endpoints of the ledger of hand-overs, as far as it concerns the body that calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, url_for
from sqlalchemy import ColumnElement, select

from mediation.access.roles import OTHER_SIDES, Role
from mediation.access.table import allows
from mediation.api import lists
from mediation.api.declaring import ENDPOINTS, Answer, Call, endpoint
from mediation.api.papers import papers_of, told_papers
from mediation.api.problems import Problem
from mediation.api.shapes import referrals as shapes
from mediation.api.shapes.base import both
from mediation.cases.models import Case
from mediation.clock import today
from mediation.deadlines.cards import cards_of
from mediation.documents.sending import send_document
from mediation.referrals import deadline_changes, queries
from mediation.referrals.entering import court_number
from mediation.referrals.models import Referral
from mediation.referrals.visibility import visible_to
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.machine import Transition
from mediation.timeline.events import sentence
from mediation.timeline.queries import entries_of
from mediation.timeline.referral_events import REFERRAL_EVENTS

ROOM = Words("移送台账", "Hand-overs")
READ = "referrals:read"

# What the body does itself, by the action of the table.
THEIR_RIGHT = "referral.answer_for_them"
# Notes are the staff's, and what is only being prepared is nobody else's yet.
TOLD_OUTSIDE = frozenset(REFERRAL_EVENTS) - {"referral_noted", "referral_drafted"}

LISTED: tuple[Any, ...] = (
    Referral.id,
    Referral.year,
    Referral.number,
    Referral.number_text,
    Referral.version,
    Referral.kind,
    Referral.direction,
    Referral.state,
    Referral.is_open,
    Referral.turn,
    Referral.their_number,
    Referral.applicant_name,
    Referral.respondent_name,
    Referral.product,
    Referral.amount_fen,
    Referral.sent_on,
    Referral.received_on,
    Referral.due_on,
    Referral.result,
    Referral.result_on,
    Referral.result_number,
    Referral.changed_at,
    Case.year.label("case_year"),
    Case.number.label("case_serial"),
)


@endpoint(
    "GET",
    "/referrals",
    room=ROOM,
    scope=READ,
    words=Words("移送清单", "List hand-overs"),
    more=Words(
        "按最近变化的先后排列，变化最早的在前。定期同步时，用上次同步时刻减五分钟作 changed_since。",
        "Ordered by the last change, the oldest first. To keep a copy, ask again with changed_since set to "
        "five minutes before you last asked.",
    ),
    query=shapes.ReferralFilters,
    answer=shapes.ReferralPage,
)
def referrals(call: Call) -> shapes.ReferralPage:
    asked: shapes.ReferralFilters = call.asked
    wanted = (
        select(*LISTED)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(visible_to(call.actor), *_conditions(asked))
    )
    rows, following = lists.page(wanted, Referral.changed_at, Referral.id, asked.cursor, asked.limit)
    return shapes.ReferralPage(items=[_summary(row) for row in rows], next=following)


@endpoint(
    "GET",
    "/referrals/{number}",
    room=ROOM,
    scope=READ,
    words=Words("一件移送", "One hand-over"),
    more=Words(
        "ETag 是它的版本，办理时作 If-Match。acts 列出贵单位现在可以办理的事项。",
        "Its ETag is its version, to be sent as If-Match. acts lists what you can do now.",
    ),
    answer=shapes.ReferralDetail,
)
def referral(call: Call, number: str) -> Answer:
    return described(call, referral_of(call, number))


@endpoint(
    "GET",
    "/referrals/{number}/materials",
    room=ROOM,
    scope=READ,
    words=Words("材料清单", "Its list of papers"),
    answer=shapes.Materials,
)
def referral_materials(call: Call, number: str) -> shapes.Materials:
    found = referral_of(call, number)
    numbers = {paper.id: paper.number for paper in papers_of(found)}
    return shapes.Materials(
        items=[
            shapes.Material(
                position=one.position,
                title=one.title,
                copies=one.copies,
                sha256=one.sha256,
                accepted=one.accepted,
                fault=one.fault,
                paper=numbers.get(one.document_id or 0),
            )
            for one in found.materials
        ]
    )


@endpoint(
    "GET",
    "/referrals/{number}/deadlines",
    room=ROOM,
    scope=READ,
    words=Words("时限", "Its deadlines"),
    more=Words(
        "每一项时限都附有算法和法律依据。", "Each says how its last day was counted, and on what basis."
    ),
    answer=shapes.Deadlines,
)
def referral_deadlines(call: Call, number: str) -> shapes.Deadlines:
    found = referral_of(call, number)
    return shapes.Deadlines(
        items=[
            shapes.DeadlineTold(
                code=card.code,
                words=both(card.words),
                who=both(card.who),
                status=clock.status,
                due_on=card.due_on,
                provisional=card.provisional,
                legal_basis=card.legal_basis,
                steps=[both(step) for step in card.steps],
            )
            for clock in found.deadlines
            for card in cards_of([clock], on=call.on)
        ]
    )


@endpoint(
    "GET",
    "/referrals/{number}/history",
    room=ROOM,
    scope=READ,
    words=Words("办理经过", "What happened"),
    answer=shapes.History,
)
def referral_history(call: Call, number: str) -> shapes.History:
    found = referral_of(call, number)
    return shapes.History(items=list(_happenings(found)))


@endpoint(
    "GET",
    "/referrals/{number}/papers",
    room=ROOM,
    scope=READ,
    words=Words("可下载的文书", "Its papers"),
    answer=shapes.Papers,
)
def referral_papers(call: Call, number: str) -> shapes.Papers:
    found = referral_of(call, number)
    return shapes.Papers(items=told_papers(papers_of(found), "api.referral_paper", number=found.short_number))


@endpoint(
    "GET",
    "/referrals/{number}/papers/{paper}",
    room=ROOM,
    scope="papers:read",
    words=Words("下载文书（PDF）", "Download a paper (PDF)"),
)
def referral_paper(call: Call, number: str, paper: str) -> Response:
    found = referral_of(call, number)
    return send_document(_or_404(one for one in papers_of(found) if one.number == paper))


def referral_of(call: Call, number: str) -> Referral:
    """The hand-over, if it concerns the body; unknown and hidden ones answer alike."""
    year, serial = number.split("-")
    found = queries.by_number(call.actor, int(year), int(serial))
    if found is None:
        raise Problem("not_found")
    return found


def described(call: Call, found: Referral, *, status: int = 200) -> Answer:
    """The hand-over as its body sees it, with its version."""
    case = found.case
    return Answer(
        shapes.ReferralDetail(
            **_summary_facts(found, case.short_number if case else None),
            their_contact=found.their_contact or "",
            subject=found.subject,
            cause=found.cause,
            legal_basis=found.law.legal_basis,
            received_by=found.received_by,
            return_days=found.return_days,
            reason=found.reason,
            result_text=found.result_text,
            stops_mediation=found.stops,
            acts=[
                shapes.PossibleAct(
                    action=row.action,
                    words=both(row.words),
                    needs_reason=row.needs_reason,
                    path=url_for(f"api.{row.action}", number=found.short_number),
                )
                for row in possible_acts(call, found)
            ],
        ),
        status=status,
        version=found.version,
        location=url_for("api.referral", number=found.short_number) if status == 201 else "",
    )


def possible_acts(call: Call, found: Referral) -> Iterator[Transition]:
    """What the body can do now."""
    for row in referral_steps.offered_in(found.state, found.law_on):
        theirs = row.action in ENDPOINTS and row.right == THEIR_RIGHT and allows(row.right, call.actor, found)
        if theirs and deadline_changes.makes_sense(found, row.action):
            yield row


def _conditions(asked: shapes.ReferralFilters) -> Iterator[ColumnElement[bool]]:
    plain: tuple[tuple[Any, Any], ...] = (
        (Referral.state, asked.state),
        (Referral.kind, asked.kind),
        (Referral.direction, asked.direction),
        (Referral.is_open, asked.is_open),
    )
    yield from (column == value for column, value in plain if value is not None)
    if (typed := asked.their_number) is not None:  # a court's number is kept in one form, however it is typed
        yield Referral.their_number.in_({typed.strip(), court_number(typed, today())})
    if asked.changed_since is not None:
        yield Referral.changed_at >= asked.changed_since


def _summary(row: Any) -> shapes.ReferralSummary:
    case_number = None if row.case_year is None else f"{row.case_year}-{row.case_serial:05d}"
    return shapes.ReferralSummary.model_construct(**_summary_facts(row, case_number))


def _summary_facts(row: Any, case_number: str | None) -> dict[str, Any]:
    """The columns that a row of the list and the hand-over itself both have."""
    return {
        "number": f"{row.year}-{row.number:05d}",
        "number_text": row.number_text,
        "version": row.version,
        "kind": row.kind,
        "direction": row.direction,
        "state": row.state,
        "is_open": row.is_open,
        "turn": row.turn,
        "their_number": row.their_number,
        "case_number": case_number,
        "applicant": row.applicant_name,
        "respondent": row.respondent_name,
        "product": row.product,
        "amount_fen": row.amount_fen,
        "sent_on": row.sent_on,
        "received_on": row.received_on,
        "due_on": row.due_on,
        "result": row.result,
        "result_on": row.result_on,
        "result_number": row.result_number,
        "changed_at": row.changed_at,
    }


def _happenings(found: Referral) -> Iterator[shapes.Happening]:
    for entry in reversed(entries_of(found.thread)):
        words = sentence(entry.event, entry.facts) if entry.event in TOLD_OUTSIDE else None
        if words is not None:
            yield shapes.Happening(
                at=entry.at, event=entry.event, words=both(words), by=_by(entry.actor_role)
            )


def _by(role: str) -> str:
    if role == Role.SYSTEM:
        return "system"
    return "body" if role in OTHER_SIDES else "centre"


def _or_404(found: Iterable[Any]) -> Any:
    one = next(iter(found), None)
    if one is None:
        raise Problem("not_found")
    return one
