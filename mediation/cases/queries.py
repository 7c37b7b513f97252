"""Every read of cases. Lists begin at `visible_to` and read the rows of `cases` alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Row, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.cases import search
from mediation.cases.models import Case, CaseMessage, CaseNote
from mediation.cases.queues import Queue, queues_of
from mediation.cases.visibility import visible_to
from mediation.database import db
from mediation.organisations.queries import institutions
from mediation.web.converters import short_case_number
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

MOST_COUNTED = 999
INSTITUTIONS_SEARCHED = 20

LISTED: tuple[Any, ...] = (
    Case.id,
    Case.year,
    Case.number,
    Case.state,
    Case.is_open,
    Case.turn,
    Case.product,
    Case.amount_fen,
    Case.applicant_name,
    Case.respondent_name,
    Case.mediator_name,
    Case.law_on,
    Case.due_on,
    Case.due_code,
    Case.sorts_on,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a queue; empty means any."""

    state: str = ""
    station_id: int | None = None
    product: str = ""
    at_least_fen: int | None = None
    district: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        given = (
            (self.state, Case.state == self.state),
            (self.station_id, Case.station_id == self.station_id),
            (self.product, Case.product == self.product),
            (self.district, Case.district == self.district),
        )
        found = [condition for value, condition in given if value]
        if self.at_least_fen is not None:
            found.append(Case.amount_fen >= self.at_least_fen)
        return found


def desk(
    actor: Actor, queue: Queue, filters: Filters, *, on: date, cursor: Cursor | None = None
) -> Page[Row[Any]]:
    """A page of a queue: by the nearest deadline, ended cases by the day on which they ended."""
    wanted: Select[Any] = select(*LISTED).where(
        visible_to(actor), queue.holds(actor, on), *filters.conditions()
    )
    key: tuple[Any, ...] = (Case.id,) if queue.code == "all" else (Case.sorts_on, Case.id)
    ordered = _page_from(wanted, key, cursor, newest_first=queue.newest_first)
    return page_of(db.session.execute(ordered).all(), _key_of(key), cursor)


def found(
    actor: Actor, typed: str, filters: Filters, *, on: date, cursor: Cursor | None = None
) -> Page[Row[Any]]:
    """A page of what a search may mean, the newest case first, open and ended ones alike."""
    wanted: Select[Any] = select(*LISTED).where(
        visible_to(actor), meant_by(typed, on=on), *filters.conditions()
    )
    ordered = _page_from(wanted, (Case.id,), cursor, newest_first=True)
    return page_of(db.session.execute(ordered).all(), _key_of((Case.id,)), cursor)


def meant_by(typed: str, *, on: date) -> ColumnElement[bool]:
    """The cases that a search for `typed` finds."""
    return search.matches(typed, _institutions_named(typed), on=on)


def _page_from(
    wanted: Select[Any], key: Sequence[Any], cursor: Cursor | None, *, newest_first: bool
) -> Select[Any]:
    """The rows from the cursor on, one more than a page holds."""
    downwards = newest_first != bool(cursor and cursor.backwards)
    if cursor is not None and len(cursor.key) == len(key):
        here = tuple_(*(_value(column, part) for column, part in zip(key, cursor.key, strict=True)))
        wanted = wanted.where(tuple_(*key) < here if downwards else tuple_(*key) > here)
    order = [column.desc() if downwards else column for column in key]
    return wanted.order_by(*order).limit(PAGE_SIZE + 1)


def _value(column: Any, part: object) -> object:
    """A part of a cursor as its column's value; what makes no sense begins at the beginning."""
    if column is Case.sorts_on:
        try:
            return date.fromisoformat(str(part))
        except ValueError:
            return date.min
    return part if isinstance(part, int) else 0


def _key_of(key: Sequence[Any]) -> Any:
    def key_of(row: Row[Any]) -> tuple[object, ...]:
        return (row.id,) if len(key) == 1 else (row.sorts_on.isoformat(), row.id)

    return key_of


def _institutions_named(typed: str) -> list[int]:
    """Known institutions whose name contains what was typed; figures are never looked up."""
    text = search.tidy(typed)
    if len(text) < 2 or any(character.isdigit() for character in text):
        return []
    found = [institutions(text=name, limit=INSTITUTIONS_SEARCHED) for name in search.names(typed)]
    return list({body.id: None for bodies in found for body in bodies})


def counts(actor: Actor, *, on: date) -> Mapping[str, int]:
    """How many cases each of the actor's queues holds; beyond MOST_COUNTED nobody counts on.

    One statement, and a count reads at most that many entries of an index, whatever the number of
    cases.
    """
    counting = _counting(actor.roles, actor.user_id is not None, actor.organisation_id is not None)
    if counting is None:
        return {}
    asked = {"user": actor.user_id, "organisation": actor.organisation_id, "on": on}
    return dict(db.session.execute(counting, asked).one()._mapping)


@cache
def _counting(roles: frozenset[Role], has_user: bool, has_body: bool) -> Select[Any] | None:
    """The statement of `counts` for all actors of the same roles, with places for who and when."""
    user: Any = bindparam("user", type_=Integer)
    organisation: Any = bindparam("organisation", type_=Integer)
    someone = Actor(
        roles, user_id=user if has_user else None, organisation_id=organisation if has_body else None
    )
    some_day: Any = bindparam("on", type_=Date)
    columns = [
        select(func.count())
        .select_from(
            select(Case.id)
            .where(visible_to(someone), queue.holds(someone, some_day))
            .limit(MOST_COUNTED + 1)
            .subquery()
        )
        .scalar_subquery()
        .label(queue.code)
        for queue in queues_of(someone)
        if queue.counted
    ]
    return select(*columns) if columns else None


def case_by_number(case_number: str) -> Case | None:
    """The case with its parties, deadlines and findings. The caller asks the right to see it."""
    year, number = short_case_number(case_number).split("-")
    return db.session.scalar(
        select(Case)
        .where(Case.year == int(year), Case.number == int(number))
        .options(
            joinedload(Case.station),
            selectinload(Case.parties),
            selectinload(Case.deadlines),
            selectinload(Case.findings),
        )
    )


def notes_of(case_id: int) -> list[CaseNote]:
    """The staff's notes, the newest first."""
    return list(
        db.session.scalars(select(CaseNote).where(CaseNote.case_id == case_id).order_by(CaseNote.id.desc()))
    )


def messages_of(case_id: int, side: str = "") -> list[CaseMessage]:
    """Messages with one side, or with both, the newest first."""
    wanted = select(CaseMessage).where(CaseMessage.case_id == case_id)
    if side:
        wanted = wanted.where(CaseMessage.side == side)
    return list(db.session.scalars(wanted.order_by(CaseMessage.id.desc())))


def open_cases_by_place(place_ids: Sequence[int]) -> dict[int, int]:
    """How many open cases each of the places handles."""
    return _open_by(Case.station_id, place_ids)


def open_cases_by_mediator(user_ids: Sequence[int]) -> dict[int, int]:
    """How many open cases each of the mediators has."""
    return _open_by(Case.mediator_id, user_ids)


def _open_by(column: Any, ids: Sequence[int]) -> dict[int, int]:
    counted = select(column, func.count()).where(column.in_(ids), Case.is_open).group_by(column)
    return dict(db.session.execute(counted).all())
