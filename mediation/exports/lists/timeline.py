"""What happened in one case, for those who work on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, literal, select

from mediation.access.actor import Actor
from mediation.access.table import narrowed
from mediation.cases.models import Case
from mediation.cases.visibility import visible_to
from mediation.database import db
from mediation.exports.listing import Asked, Filter, Listing, listed
from mediation.rules.findings import Words
from mediation.rules.numbers.identifiers import NotValid
from mediation.rules.numbers.own_numbers import parse_own
from mediation.spreadsheets.columns import Column, Type
from mediation.timeline.events import sentence
from mediation.timeline.models import TimelineEntry

RIGHT = "case.view_inside"


def _walls(actor: Actor) -> ColumnElement[bool]:
    return visible_to(narrowed(actor, RIGHT))


def _is_the_case(asked: Asked) -> ColumnElement[bool]:
    try:
        number = parse_own(asked.of("case"))
    except NotValid:
        return false()
    return and_(Case.year == number.year, Case.number == number.number)


def _thread(asked: Asked) -> str:
    """The case's own timeline, which keeps that somebody took it."""
    found = db.session.scalar(select(Case.id).where(_walls(asked.actor), _is_the_case(asked)))
    return f"case:{found}" if found else ""


def _holds(asked: Asked) -> Sequence[ColumnElement[bool]]:
    return [_is_the_case(asked)]


def _of_its_case(wanted: Select[Any]) -> Select[Any]:
    thread = literal("case:") + cast(Case.id, String)
    return wanted.select_from(Case).join(TimelineEntry, TimelineEntry.thread == thread)


def _sentence(event: str, facts: Mapping[str, object], lang: str) -> str:
    words = sentence(event, dict(facts))
    return words.said_in(lang) if words else ""


def _case_number(value: str) -> Words | None:
    try:
        parse_own(value)
    except NotValid:
        return None
    return Words(value, value)


TIMELINE = Listing(
    code="timeline",
    words=Words("案件时间线", "Timeline of a case"),
    right=RIGHT,
    number=TimelineEntry.number,
    visible_to=_walls,
    holds=_holds,
    within=_of_its_case,
    thread=_thread,
    filters=(Filter("case", Words("案件", "Case"), _case_number),),
    columns=(
        listed(Column("entry", Words("序号", "Entry"), Type.WHOLE, 8), TimelineEntry.number),
        listed(Column("happened_at", Words("时间", "When"), Type.MOMENT, 20), TimelineEntry.at),
        listed(Column("by", Words("操作人", "By"), width=14), TimelineEntry.actor_name),
        listed(Column("event", Words("事项代码", "Event"), width=24), TimelineEntry.event, first=False),
        listed(
            Column("what", Words("内容", "What"), width=70),
            TimelineEntry.event,
            TimelineEntry.facts,
            make=_sentence,
        ),
        listed(Column("hash", Words("哈希值", "Hash"), width=68), TimelineEntry.hash, first=False),
    ),
)
