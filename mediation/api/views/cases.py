"""Endpoints of cases: public sentences, papers for both sides, and messages of one's own side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response
from sqlalchemy import ColumnElement, select

from mediation.access.table import allows
from mediation.api import lists
from mediation.api.declaring import Answer, Call, endpoint
from mediation.api.papers import told_papers
from mediation.api.problems import Problem
from mediation.api.shapes import cases as shapes
from mediation.api.shapes.base import both
from mediation.api.shapes.referrals import Papers
from mediation.cases import acts, queries
from mediation.cases.models import Case
from mediation.cases.outsiders_view import OUTSIDE_PAPERS, side_of
from mediation.cases.visibility import visible_to
from mediation.documents.models import IssuedDocument
from mediation.documents.queries import documents_of_case
from mediation.documents.sending import send_document
from mediation.rules.findings import Words
from mediation.timeline.events import sentence
from mediation.timeline.queries import entries_of
from mediation.web.fields import tidy

ROOM = Words("案件", "Cases")
READ = "cases:read"

LISTED: tuple[Any, ...] = (
    Case.id,
    Case.year,
    Case.number,
    Case.number_text,
    Case.state,
    Case.is_open,
    Case.turn,
    Case.outcome,
    Case.product,
    Case.amount_fen,
    Case.applicant_name,
    Case.respondent_name,
    Case.due_on,
    Case.changed_at,
)


@endpoint(
    "GET",
    "/cases",
    room=ROOM,
    scope=READ,
    words=Words("案件清单", "List cases"),
    more=Words(
        "贵单位作为一方的案件，或者由贵单位移送的案件，按最近变化的先后排列。",
        "Cases in which you are a side, or that you sent, ordered by the last change.",
    ),
    query=shapes.CaseFilters,
    answer=shapes.CasePage,
)
def cases(call: Call) -> shapes.CasePage:
    asked: shapes.CaseFilters = call.asked
    wanted = select(*LISTED).where(visible_to(call.actor), *_conditions(asked))
    rows, following = lists.page(wanted, Case.changed_at, Case.id, asked.cursor, asked.limit)
    items = [shapes.CaseSummary.model_construct(**_summary_facts(row)) for row in rows]
    return shapes.CasePage(items=items, next=following)


@endpoint(
    "GET",
    "/cases/{number}",
    room=ROOM,
    scope=READ,
    words=Words("一件案件", "One case"),
    answer=shapes.CaseDetail,
)
def case(call: Call, number: str) -> shapes.CaseDetail:
    found = case_of(call, number)
    place = found.station.words if found.station else Words("", "")
    return shapes.CaseDetail(
        **_summary_facts(found),
        filed_at=found.filed_at,
        accepted_at=found.accepted_at,
        ended_at=found.ended_at,
        effective_on=found.effective_on,
        mediator=found.mediator_name,
        place=both(place),
        narrative=found.narrative,
        remedies=found.remedies,
        side=side_of(found, call.actor),
        progress=list(_progress(found)),
        papers=_papers(found),
    )


@endpoint(
    "GET",
    "/cases/{number}/documents",
    room=ROOM,
    scope=READ,
    words=Words("案件文书", "Papers of a case"),
    answer=Papers,
)
def case_documents(call: Call, number: str) -> Papers:
    return Papers(items=_papers(case_of(call, number)))


@endpoint(
    "GET",
    "/cases/{number}/documents/{paper}",
    room=ROOM,
    scope="papers:read",
    words=Words("下载案件文书（PDF）", "Download a paper of a case (PDF)"),
)
def case_document(call: Call, number: str, paper: str) -> Response:
    readable = _readable(case_of(call, number))
    found = next((one for one in readable if one.number == paper), None)
    if found is None:
        raise Problem("not_found")
    return send_document(found)


@endpoint(
    "GET",
    "/cases/{number}/messages",
    room=ROOM,
    scope=READ,
    words=Words("与中心的消息", "Messages with the centre"),
    more=Words(
        "只有贵单位这一方的；不是当事一方的，清单为空。",
        "Those of your side only; empty where you are no side.",
    ),
    answer=shapes.Messages,
)
def case_messages(call: Call, number: str) -> shapes.Messages:
    found = case_of(call, number)
    side = side_of(found, call.actor)
    described = queries.messages_of(found.id, side) if side else []
    return shapes.Messages(items=[_told(one) for one in reversed(described)])


@endpoint(
    "POST",
    "/cases/{number}/messages",
    room=ROOM,
    scope="cases:write",
    words=Words("给中心发消息", "Send the centre a message"),
    body=shapes.MessageSent,
    answer=shapes.MessageTold,
    status=201,
)
def send_case_message(call: Call, number: str) -> Answer:
    found = case_of(call, number)
    side = side_of(found, call.actor)
    if not side or not allows("case.message", call.actor, found):
        raise Problem("not_found")
    message = acts.send_message(found, tidy(call.asked.text), call.by, sender=side, side=side)
    return Answer(_told(message), status=201)


def case_of(call: Call, number: str) -> Case:
    """The case, if the body may see it; unknown and hidden ones answer alike."""
    found = queries.case_by_number(number)
    if found is None or not allows("case.view", call.actor, found):
        raise Problem("not_found")
    return found


def _conditions(asked: shapes.CaseFilters) -> Iterator[ColumnElement[bool]]:
    if asked.state is not None:
        yield Case.state == asked.state
    if asked.is_open is not None:
        yield Case.is_open.is_(asked.is_open)
    if asked.changed_since is not None:
        yield Case.changed_at >= asked.changed_since


def _summary_facts(row: Any) -> dict[str, Any]:
    """The columns that a row of the list and the case itself both have."""
    return {
        "number": f"{row.year}-{row.number:05d}",
        "number_text": row.number_text,
        "state": row.state,
        "is_open": row.is_open,
        "turn": row.turn,
        "outcome": row.outcome,
        "product": row.product,
        "amount_fen": row.amount_fen,
        "applicant": row.applicant_name,
        "respondent": row.respondent_name,
        "due_on": row.due_on,
        "changed_at": row.changed_at,
    }


def _progress(found: Case) -> Iterator[shapes.Progress]:
    for entry in reversed(entries_of(found.thread)):
        words = sentence(entry.event, entry.facts, public=True)
        if words is not None:
            yield shapes.Progress(at=entry.at, words=both(words))


def _readable(found: Case) -> list[IssuedDocument]:
    return [one for one in documents_of_case(found.id) if one.kind in OUTSIDE_PAPERS]


def _papers(found: Case) -> Any:
    return told_papers(_readable(found), "api.case_document", number=found.short_number)


def _told(message: Any) -> shapes.MessageTold:
    return shapes.MessageTold(at=message.written_at, sender=message.sender, text=message.text)
