"""Reads of letters: what a side, a user or a body has been written, and what waits in the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.database import db
from mediation.notifications.models import BadAddress, Delivery, Letter
from mediation.notifications.texts import letter_says
from mediation.rules.findings import Words
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

STOPPED = ("dead", "bounced")
# What each page of the outbox holds: channel and states.
HELD = {
    "calls": (("call",), ("queued", "failed")),
    "to_print": (("paper",), ("queued",)),
    "to_post": (("paper",), ("sending",)),
    "posted": (("paper",), ("sent",)),
    "stopped": (("sms", "email"), STOPPED),
    "leaving": (("sms", "email"), ("queued", "sending", "failed")),
    "mailed": (("email",), ("sent",)),
}

COUNTED = ("calls", "to_print", "to_post", "stopped", "leaving")  # what was mailed only grows


@dataclass(frozen=True, slots=True)
class Stopped:
    """How many deliveries of a channel stopped for a reason."""

    channel: str
    reason: str
    count: int


def letters_to(case_id: int, side: str) -> list[Letter]:
    """Letters to one side of a case, the newest first."""
    return list(
        db.session.scalars(
            select(Letter)
            .where(Letter.case_id == case_id, Letter.side == side)
            .order_by(Letter.written_at.desc(), Letter.id.desc())
        )
    )


def letters_of_case(case_id: int) -> list[Letter]:
    """Every letter to a side of the case with its deliveries and proofs, the newest first."""
    return list(
        db.session.scalars(
            select(Letter)
            .where(Letter.case_id == case_id, Letter.side != "")
            .order_by(Letter.id.desc())
            .options(selectinload(Letter.deliveries), selectinload(Letter.proofs))
        )
    )


def text_of(letter: Letter) -> Words:
    """The letter as it is read."""
    return letter_says(letter).body


def written(keys: Iterable[str]) -> set[str]:
    """Those of `keys` under which a letter was written already."""
    return set(db.session.scalars(select(Letter.key).where(Letter.key.in_(list(keys)))))


def addressed_to(actor: Actor) -> ColumnElement[bool]:
    """Letters that lie in the inbox of `actor`: their own and those of their body. Default: none."""
    ways: list[ColumnElement[bool]] = []
    if actor.user_id is not None:
        ways.append(Letter.user_id == actor.user_id)
    if actor.organisation_id is not None:
        ways.append(Letter.organisation_id == actor.organisation_id)
    return or_(*ways) if ways else false()


def unread(actor: Actor) -> int:
    """How many letters in the inbox nobody has opened."""
    query = select(func.count()).select_from(Letter).where(addressed_to(actor), Letter.read_at.is_(None))
    return int(db.session.scalar(query) or 0)


def inbox(actor: Actor, cursor: Cursor | None) -> Page[Letter]:
    """One page of the inbox, the newest first."""
    return _page(select(Letter).where(addressed_to(actor)), Letter.id, cursor, newest_first=True)


def not_read(actor: Actor, most: int) -> list[Letter]:
    """News in the inbox that nobody has opened, the oldest first.

    A letter to a side of a case is not among them: reading it proves service, so it is opened itself.
    """
    query = select(Letter).where(addressed_to(actor), Letter.read_at.is_(None), Letter.side == "")
    with_ways = query.options(selectinload(Letter.deliveries), selectinload(Letter.proofs))
    return list(db.session.scalars(with_ways.order_by(Letter.id).limit(most)))


def in_inbox(actor: Actor, letter_id: int) -> Letter | None:
    """One letter, where it lies in the inbox of `actor`."""
    return db.session.scalar(select(Letter).where(Letter.id == letter_id, addressed_to(actor)))


def may_handle(actor: Actor) -> ColumnElement[bool]:
    """Deliveries that `actor` may see: those who watch over the outbox see all, others none."""
    return Delivery.id.is_not(None) if allows("letters.watch", actor) else false()


def held(actor: Actor, what: str, cursor: Cursor | None, reason: str | None = None) -> Page[Delivery]:
    """One page of what waits or stopped, the oldest first; `reason` narrows what stopped."""
    channels, states = HELD[what]
    query = (
        select(Delivery)
        .where(may_handle(actor), Delivery.channel.in_(channels), Delivery.state.in_(states))
        .options(joinedload(Delivery.letter))
    )
    if reason is not None:
        query = query.where(Delivery.last_error == reason)
    return _page(query, Delivery.id, cursor, newest_first=False)


def chosen(actor: Actor, what: str, ids: Sequence[int], most: int = 200) -> list[Delivery]:
    """Of the deliveries `ids` those that `what` still holds, in order."""
    channels, states = HELD[what]
    return list(
        db.session.scalars(
            select(Delivery)
            .where(
                may_handle(actor),
                Delivery.id.in_(ids),
                Delivery.channel.in_(channels),
                Delivery.state.in_(states),
            )
            .order_by(Delivery.id)
            .limit(most)
            .options(joinedload(Delivery.letter), selectinload(Delivery.letter, Letter.deliveries))
        )
    )


def of_reason(actor: Actor, channel: str, reason: str, most: int) -> list[Delivery]:
    """What stopped by one channel for one reason, the oldest first."""
    return list(
        db.session.scalars(
            select(Delivery)
            .where(
                may_handle(actor),
                Delivery.channel == channel,
                Delivery.state.in_(STOPPED),
                Delivery.last_error == reason,
            )
            .order_by(Delivery.id)
            .limit(most)
        )
    )


def stopped_reasons(actor: Actor) -> list[Stopped]:
    """Why e-mails and SMS stopped, the most frequent reason first."""
    channels, states = HELD["stopped"]
    rows = db.session.execute(
        select(Delivery.channel, Delivery.last_error, func.count())
        .where(may_handle(actor), Delivery.channel.in_(channels), Delivery.state.in_(states))
        .group_by(Delivery.channel, Delivery.last_error)
        .order_by(func.count().desc(), Delivery.channel, Delivery.last_error)
    )
    return [Stopped(channel, reason, count) for channel, reason, count in rows]


def counts(actor: Actor) -> dict[str, int]:
    """How much each page of the outbox holds."""
    busy = sorted({state for what in COUNTED for state in HELD[what][1]} - {"sent"})
    rows = db.session.execute(
        select(Delivery.channel, Delivery.state, func.count())
        .where(may_handle(actor), Delivery.state.in_(busy))
        .group_by(Delivery.channel, Delivery.state)
    ).all()
    posted = db.session.scalar(
        select(func.count()).where(may_handle(actor), Delivery.state == "sent", Delivery.channel == "paper")
    )
    found = {
        what: sum(n for channel, state, n in rows if channel in channels and state in states)
        for what, (channels, states) in ((what, HELD[what]) for what in COUNTED)
    }
    return {**found, "posted": int(posted or 0)}


def bad_addresses(cursor: Cursor | None) -> Page[BadAddress]:
    """Addresses that send letters back, the newest first."""
    return _page(select(BadAddress), BadAddress.id, cursor, newest_first=True)


def _page(query: Any, key: Any, cursor: Cursor | None, *, newest_first: bool) -> Page[Any]:
    """A page of rows in the order of their ids."""
    backwards = cursor is not None and cursor.backwards
    falling = newest_first != backwards
    if cursor is not None:
        edge = cursor.key[0] if isinstance(cursor.key[0], int) else 0
        query = query.where(key < edge if falling else key > edge)
    ordered = query.order_by(key.desc() if falling else key).limit(PAGE_SIZE + 1)
    return page_of(db.session.scalars(ordered).all(), lambda row: (row.id,), cursor)
