"""What falls due and the sessions of the next thirty days, as the agenda shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select

from mediation.agenda.queries import concerns
from mediation.cases.models import Case
from mediation.cases.visibility import visible_to
from mediation.clock import moment_of
from mediation.deadlines.models import Deadline
from mediation.exports.listing import Asked, Listing, listed
from mediation.exports.lists.cases import APPLICANT, MEDIATOR, NUMBER, RESPONDENT
from mediation.exports.lists.words import deadline_words
from mediation.proceedings.models import Session
from mediation.proceedings.queries import NOT_HELD
from mediation.rules.findings import Words
from mediation.rules.time.deadline_rules import WHO
from mediation.rules.vocabulary import MODES
from mediation.spreadsheets.columns import Column, Type

AHEAD = timedelta(days=30)


def _due(asked: Asked) -> Sequence[ColumnElement[bool]]:
    within = Deadline.due_on.between(asked.on, asked.on + AHEAD)
    return [Deadline.status == "running", within, concerns(asked.actor)]


def _of_cases(wanted: Select[Any]) -> Select[Any]:
    return wanted.select_from(Deadline).join(Case, Case.id == Deadline.case_id)


DEADLINES = Listing(
    code="deadlines",
    words=Words("三十天内的期限", "Deadlines of thirty days"),
    right="desk.open",
    number=Deadline.id,
    visible_to=visible_to,
    holds=_due,
    order=lambda _asked: (Deadline.due_on, Deadline.id),
    within=_of_cases,
    columns=(
        listed(Column("due_on", Words("到期日", "Due"), Type.DAY, 12), Deadline.due_on),
        listed(
            Column("deadline", Words("期限事项", "What is due"), Type.CODE, 40, says=deadline_words()),
            Deadline.code,
        ),
        listed(Column("who", Words("由谁办理", "To be done by"), Type.CODE, 16, says=WHO), Deadline.who),
        listed(
            Column("provisional", Words("暂定", "Provisional"), Type.YES_NO, 8),
            Deadline.provisional,
        ),
        NUMBER,
        APPLICANT,
        RESPONDENT,
        MEDIATOR,
    ),
)


def _held_soon(asked: Asked) -> Sequence[ColumnElement[bool]]:
    first, last = moment_of(asked.on, 0), moment_of(asked.on + AHEAD, 23, 59)
    return [Session.starts_at.between(first, last), Session.result != NOT_HELD]


SESSIONS = Listing(
    code="sessions",
    words=Words("三十天内的调解", "Sessions of thirty days"),
    right="desk.open",
    number=Session.id,
    visible_to=visible_to,
    holds=_held_soon,
    order=lambda _asked: (Session.starts_at, Session.id),
    within=lambda wanted: wanted.select_from(Session).join(Case, Case.id == Session.case_id),
    columns=(
        listed(Column("starts_at", Words("开始", "Begins"), Type.MOMENT, 20), Session.starts_at),
        listed(Column("ends_at", Words("结束", "Ends"), Type.MOMENT, 20), Session.ends_at),
        listed(Column("mode", Words("方式", "Mode"), Type.CODE, 14, says=MODES), Session.mode),
        listed(Column("place", Words("地点", "Place"), width=30), Session.place),
        NUMBER,
        APPLICANT,
        RESPONDENT,
        MEDIATOR,
    ),
)
