"""Every read of the ledger. Lists begin at `visible_to` and read the rows of `referrals` alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from mediation.access.actor import Actor
from mediation.access.roles import OTHER_SIDES
from mediation.cases.models import Case
from mediation.database import db
from mediation.referrals.models import Receipt, Referral
from mediation.referrals.visibility import visible_to
from mediation.rules.findings import Words
from mediation.rules.procedures.referral_steps import Direction
from mediation.timeline.models import TimelineEntry
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

MOST_COUNTED = 999
BATCH = 500
UNTOUCHED = ("referral_registered", "referral_unanswered")  # what the house alone notes


@dataclass(frozen=True, slots=True)
class Queue:
    """A view of the ledger; `states` empty means any, `is_open` None both."""

    code: str
    words: Words
    states: tuple[str, ...] = ()
    direction: str = ""
    is_open: bool | None = True
    overdue: bool = False

    def holds(self, on: date) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if self.states:
            conditions.append(Referral.state.in_(self.states))
        if self.direction:
            conditions.append(Referral.direction == self.direction)
        if self.is_open is not None:
            conditions.append(Referral.is_open.is_(self.is_open))
        if self.overdue:
            conditions.append(Referral.sorts_on < on)
        return conditions


# Whose move it is, seen from the centre.
OURS = (
    Queue("answer", Words("待答复", "To answer"), ("registered", "unanswered"), "in"),
    Queue("handling", Words("办理中", "Being handled"), ("taken", "suspended"), "in"),
    Queue("result", Words("待反馈结果", "Result to return"), ("result_due",), "in"),
    Queue("to_send", Words("待发出", "To send"), ("drafted", "sent_back"), "out"),
    Queue("receipt", Words("待签收", "Waiting for receipt"), ("sent", "unreceipted", "returned")),
    Queue(
        "with_them",
        Words("对方办理中", "With them"),
        ("received", "undecided", "working", "resultless"),
        "out",
    ),
    Queue("corrections", Words("退回补正", "Returned for correction"), ("correction_asked", "sent_back")),
    Queue("overdue", Words("逾期", "Overdue"), overdue=True),
    Queue("all", Words("全部", "All"), is_open=None),
)

# The same ledger seen by a court or an authority.
THEIRS = (
    Queue("to_sign", Words("待签收", "To sign for"), ("sent", "unreceipted", "returned")),
    Queue(
        "to_decide",
        Words("待决定、待填结果", "To decide or enter a result"),
        ("received", "undecided", "working", "resultless"),
    ),
    Queue("corrections", Words("退回补正", "Returned for correction"), ("correction_asked", "sent_back")),
    Queue(
        "at_centre",
        Words("中心办理中", "With the centre"),
        ("registered", "unanswered", "taken", "suspended", "result_due"),
    ),
    Queue("all", Words("全部", "All"), is_open=None),
)


def queues_of(actor: Actor) -> tuple[Queue, ...]:
    """The views that fit what the actor does."""
    return THEIRS if actor.has(*OTHER_SIDES) else OURS


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a queue; empty means any. `text` is a number, theirs or ours, or a side's name."""

    kind: str = ""
    body_id: int | None = None
    text: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.kind:
            found.append(Referral.kind == self.kind)
        if self.body_id:
            found.append(Referral.body_id == self.body_id)
        if self.text:
            found.append(
                or_(
                    Referral.their_number == self.text,
                    Referral.number_text == self.text,
                    Referral.applicant_name == self.text,
                    Referral.respondent_name == self.text,
                )
            )
        return found


def ledger(
    actor: Actor, queue: Queue, filters: Filters, *, on: date, cursor: Cursor | None = None
) -> Page[Referral]:
    """A page of a queue, the nearest day first."""
    wanted: Select[Any] = select(Referral).where(visible_to(actor), *queue.holds(on), *filters.conditions())
    backwards = bool(cursor and cursor.backwards)
    key = (Referral.sorts_on, Referral.id)
    if cursor is not None and len(cursor.key) == len(key):
        here = tuple_(_day(cursor.key[0]), _whole(cursor.key[1]))
        wanted = wanted.where(tuple_(*key) < here if backwards else tuple_(*key) > here)
    order = [column.desc() if backwards else column for column in key]
    rows = db.session.scalars(wanted.order_by(*order).limit(PAGE_SIZE + 1)).unique().all()
    return page_of(rows, lambda row: (row.sorts_on.isoformat(), row.id), cursor)


def counts(actor: Actor, *, on: date) -> dict[str, int]:
    """How many each queue holds, up to MOST_COUNTED, in one query."""
    columns = [
        select(func.count())
        .select_from(
            select(Referral.id)
            .where(visible_to(actor), *queue.holds(on))
            .limit(MOST_COUNTED)
            .subquery(f"in_{queue.code}")
        )
        .scalar_subquery()
        .label(queue.code)
        for queue in queues_of(actor)
        if queue.code != "all"
    ]
    return dict(db.session.execute(select(*columns)).one()._mapping)


def by_number(actor: Actor, year: int, number: int) -> Referral | None:
    """One hand-over with all that its page shows; None when there is none or it is not for `actor`."""
    return db.session.scalars(
        select(Referral)
        .where(Referral.year == year, Referral.number == number, visible_to(actor))
        .options(
            joinedload(Referral.case), selectinload(Referral.materials), selectinload(Referral.deadlines)
        )
    ).first()


def of_case(case: Case) -> list[Referral]:
    """All hand-overs of one case, the newest first."""
    return list(
        db.session.scalars(
            select(Referral).where(Referral.case_id == case.id).order_by(Referral.id.desc())
        ).unique()
    )


def arrived_as(arrival_key: str) -> Referral | None:
    """The hand-over that came in with this number of this body already."""
    return db.session.scalars(select(Referral).where(Referral.arrival_key == arrival_key)).first()


def arrived_among(arrival_keys: Sequence[str]) -> dict[str, str]:
    """Of these keys those that are in the ledger, with our number of each."""
    found: dict[str, str] = {}
    for begin in range(0, len(arrival_keys), BATCH):
        part = arrival_keys[begin : begin + BATCH]
        rows = db.session.execute(
            select(Referral.arrival_key, Referral.number_text).where(Referral.arrival_key.in_(part))
        )
        found.update((str(key), text) for key, text in rows)
    return found


def by_ids(referral_ids: Sequence[int]) -> Sequence[Referral]:
    """These hand-overs with their deadlines, for the house itself."""
    return db.session.scalars(
        select(Referral).where(Referral.id.in_(referral_ids)).options(selectinload(Referral.deadlines))
    ).all()


def worked_on(threads: Sequence[str]) -> frozenset[str]:
    """Of these threads those in which more is told than that it was entered and not answered in time."""
    return frozenset(
        db.session.scalars(
            select(TimelineEntry.thread)
            .where(TimelineEntry.thread.in_(threads), TimelineEntry.event.not_in(UNTOUCHED))
            .distinct()
        )
    )


def working_on(case_id: int) -> list[Referral]:
    """What came in and is being handled as this case."""
    return list(
        db.session.scalars(
            select(Referral).where(Referral.case_id == case_id, Referral.state.in_(("taken", "suspended")))
        ).unique()
    )


def arrival_of(case_id: int) -> Referral | None:
    """The hand-over with which the case came in, the latest where it came again."""
    return db.session.scalars(
        select(Referral)
        .where(Referral.case_id == case_id, Referral.direction == Direction.IN.value)
        .order_by(Referral.id.desc())
    ).first()


def by_id(referral_id: int) -> Referral:
    """One hand-over, for the house itself."""
    return db.session.get_one(Referral, referral_id)


def receipts_of(referral: Referral) -> Sequence[Receipt]:
    """The proofs that it, its result or its package arrived, in order."""
    return db.session.scalars(
        select(Receipt).where(Receipt.referral_id == referral.id).order_by(Receipt.id)
    ).all()


def _day(part: object) -> date:
    try:
        return date.fromisoformat(str(part))
    except ValueError:
        return date.min


def _whole(part: object) -> int:
    return part if isinstance(part, int) else 0
