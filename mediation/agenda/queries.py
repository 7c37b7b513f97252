"""What stands in a person's calendar. Both lists begin at what the person may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, select, true

from mediation.access.actor import Actor
from mediation.access.roles import Side
from mediation.accounts.models import User
from mediation.agenda.models import CalendarFeed
from mediation.agenda.operations import hash_of
from mediation.cases.models import Case
from mediation.cases.queues import sees_inside
from mediation.cases.visibility import visible_to
from mediation.clock import day_of, moment_of
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.proceedings.models import Session
from mediation.proceedings.queries import NOT_HELD
from mediation.rules.findings import Words
from mediation.rules.procedures.lifecycle import PERIOD_BY_TRACK
from mediation.rules.time.deadline_rules import all_rules, rule
from mediation.rules.vocabulary import MODES

# What concerns those outside besides the period of the mediation, by who has to act.
OUTSIDERS_ACT = {
    Side.INSTITUTION: frozenset({"institution", "parties", "both_parties", "debtor"}),
    Side.COURT: frozenset({"court", "court_liaison"}),
    Side.AUTHORITY: frozenset({"authority", "organ", "petition_office", "regulator"}),
}

DAYS_OF_WEEK = 7
MOST_SESSIONS, MOST_COUNTED = 60, 300  # of a week on the desk

_CASE = (Case.year, Case.number, Case.changed_at)


@dataclass(frozen=True, slots=True)
class Entry:
    """A session or a last day. `starts_at` and `ends_at` are of a session only."""

    kind: str  # session, deadline
    id: int
    on: date
    words: Words
    case_number: str
    changed_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: Words | None = None
    provisional: bool = False


@dataclass(slots=True)
class Day:
    """A day on the desk."""

    on: date
    sessions: list[Entry] = field(default_factory=list)
    due: int = 0


def entries(actor: Actor, first_on: date, last_on: date, *, most: int) -> list[Entry]:
    """Sessions and running deadlines from `first_on` to `last_on`, both included, in order of time.

    Of each kind at most `most`, the nearest ones. Two statements, whatever the number of cases.
    """
    return _in_order(
        [*_sessions(actor, first_on, last_on, most), *_deadlines(actor, first_on, last_on, most)]
    )


def week(actor: Actor, on: date) -> list[Day]:
    """Today and the six days that follow, with their sessions and how many cases fall due.

    Only the nearest deadline of each case counts: an index gives their order, and beyond
    MOST_COUNTED nobody counts on, so that the cost does not grow with the number of cases.
    """
    days = [Day(on + timedelta(days=shift)) for shift in range(DAYS_OF_WEEK)]
    found = {day.on: day for day in days}
    for entry in _sessions(actor, on, days[-1].on, MOST_SESSIONS):
        found[entry.on].sessions.append(entry)
    due = select(Case.sorts_on).where(visible_to(actor), Case.is_open, Case.sorts_on.between(on, days[-1].on))
    for day in db.session.scalars(due.order_by(Case.sorts_on).limit(MOST_COUNTED)):
        found[day].due += 1
    return days


def by_day(found: Sequence[Entry]) -> list[tuple[date, list[Entry]]]:
    """Entries in order, those of a day together."""
    return [(day, list(group)) for day, group in groupby(found, key=lambda entry: entry.on)]


def feed_of(user_id: int) -> CalendarFeed | None:
    return db.session.get(CalendarFeed, user_id)


def reader_with(key: str) -> tuple[User, str] | None:
    """The active user whose feed this key opens, with the language of the feed."""
    found = db.session.execute(
        select(User, CalendarFeed.lang)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(CalendarFeed.key_hash == hash_of(key), User.active)
    ).first()
    return (found[0], found[1]) if found else None


def _sessions(actor: Actor, first_on: date, last_on: date, most: int) -> list[Entry]:
    wanted = (
        select(Session.id, Session.starts_at, Session.ends_at, Session.mode, *_CASE)
        .join(Case, Case.id == Session.case_id)
        .where(
            visible_to(actor),
            Session.starts_at >= moment_of(first_on, 0),
            Session.starts_at <= moment_of(last_on, 23, 59),
            Session.result != NOT_HELD,
        )
        .order_by(Session.starts_at, Session.id)
        .limit(most)
    )
    return [
        Entry(
            "session",
            row.id,
            day_of(row.starts_at),
            Words("调解", "Mediation session"),
            _number(row),
            row.changed_at,
            row.starts_at,
            row.ends_at,
            MODES.get(row.mode),
        )
        for row in db.session.execute(wanted)
    ]


def _deadlines(actor: Actor, first_on: date, last_on: date, most: int) -> list[Entry]:
    wanted = (
        select(
            Deadline.id,
            Deadline.code,
            Deadline.due_on,
            Deadline.law_on,
            Deadline.provisional,
            *_CASE,
        )
        .join(Case, Case.id == Deadline.case_id)
        .where(
            visible_to(actor),
            Deadline.status == "running",
            Deadline.due_on.between(first_on, last_on),
            concerns(actor),
        )
        .order_by(Deadline.due_on, Deadline.id)
        .limit(most)
    )
    return [_deadline(row.id, row.code, row, row.provisional) for row in db.session.execute(wanted)]


def concerns(actor: Actor) -> ColumnElement[bool]:
    """Inside the centre every clock is work; outside only those of one's own and of the mediation."""
    if sees_inside(actor):
        return true()
    who = {one for role in actor.roles for one in OUTSIDERS_ACT.get(role.side, ())}
    codes = {code for code, rows in all_rules().items() if rows[0].who in who}
    return Deadline.code.in_(sorted(codes | set(PERIOD_BY_TRACK.values())))


def _deadline(key: int, code: str, row: Any, provisional: bool = False) -> Entry:
    words = rule(code, on=row.law_on).words
    return Entry("deadline", key, row.due_on, words, _number(row), row.changed_at, provisional=provisional)


def _in_order(found: list[Entry]) -> list[Entry]:
    """By day; within a day first what has an hour."""
    return sorted(
        found, key=lambda one: (one.on, one.starts_at is None, one.starts_at or one.changed_at, one.id)
    )


def _number(row: Any) -> str:
    return f"{row.year}-{row.number:05d}"
