"""Reads of subscriptions and their log."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from mediation.access.roles import Role
from mediation.accounts.models import User
from mediation.database import db
from mediation.organisations.models import Organisation
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of
from mediation.webhooks.kinds import TEST
from mediation.webhooks.models import Notice, Subscription

WAITING = ("queued", "sending", "failed")


def subscriptions() -> list[Subscription]:
    """All of them, by body."""
    return list(
        db.session.scalars(
            select(Subscription).join(Organisation).order_by(Organisation.name, Subscription.id)
        )
    )


def subscription(subscription_id: int) -> Subscription | None:
    """One with its keys."""
    return db.session.get(Subscription, subscription_id, options=[selectinload(Subscription.keys)])


def of_body(body_id: int) -> list[Subscription]:
    """Those of one body, the oldest first."""
    return list(
        db.session.scalars(
            select(Subscription).where(Subscription.body_id == body_id).order_by(Subscription.id)
        )
    )


def in_use(bodies: Collection[int]) -> list[Subscription]:
    """The subscriptions of these bodies, in one query; a suspended one keeps collecting."""
    if not bodies:
        return []
    found = db.session.scalars(
        select(Subscription)
        .where(Subscription.body_id.in_(bodies), Subscription.active)
        .order_by(Subscription.id)
    )
    return list(found)


def log_of(subscription: Subscription, cursor: Cursor | None = None) -> Page[Notice]:
    """A page of the notices to one address, the newest first."""
    wanted: Select[Any] = (
        select(Notice).where(Notice.subscription_id == subscription.id).options(selectinload(Notice.tries))
    )
    backwards = bool(cursor and cursor.backwards)
    if cursor is not None and len(cursor.key) == 1 and isinstance(cursor.key[0], int):
        here = cursor.key[0]
        wanted = wanted.where(Notice.id > here if backwards else Notice.id < here)
    order = Notice.id.asc() if backwards else Notice.id.desc()
    rows = db.session.scalars(wanted.order_by(order).limit(PAGE_SIZE + 1)).all()
    return page_of(rows, lambda row: (row.id,), cursor)


def notice(notice_id: int) -> Notice | None:
    """One notice with its address and its tries."""
    return db.session.get(
        Notice, notice_id, options=[joinedload(Notice.subscription), selectinload(Notice.tries)]
    )


def standing(found: Sequence[Subscription]) -> dict[int, tuple[int, int]]:
    """Of each subscription how many notices wait and how many were given up, in one query."""
    rows = db.session.execute(
        select(
            Notice.subscription_id,
            func.sum(case((Notice.state.in_(WAITING), 1), else_=0)),
            func.sum(case((Notice.state == "dead", 1), else_=0)),
        )
        .where(Notice.subscription_id.in_([one.id for one in found]), Notice.state != "delivered")
        .group_by(Notice.subscription_id)
    )
    return {one: (int(waiting), int(dead)) for one, waiting, dead in rows}


def still_due(at: datetime) -> ColumnElement[bool]:
    """What waits, and whose time has come: asked again once the row is locked."""
    return or_(
        and_(Notice.state.in_(("queued", "failed")), Notice.next_try_at <= at),
        and_(Notice.state == "sending", Notice.claimed_until <= at),
    )


def due(most: int, of_each: int, *, at: datetime) -> list[int]:
    """The next notices to send: the oldest first, at most `of_each` to one address, so that one slow
    receiver holds up no other; to one that fails only a single one, to see whether it is back."""
    place = func.row_number().over(partition_by=Notice.subscription_id, order_by=Notice.id)
    ranked = (
        select(Notice.id.label("id"), place.label("place"), Subscription.failing_since.label("failing"))
        .join(Subscription, Subscription.id == Notice.subscription_id)
        .where(still_due(at), _may_go())
        .subquery()
    )
    fits = or_(ranked.c.place == 1, and_(ranked.c.place <= of_each, ranked.c.failing.is_(None)))
    return list(db.session.scalars(select(ranked.c.id).where(fits).order_by(ranked.c.id).limit(most)))


def _may_go() -> ColumnElement[bool]:
    """A test goes out whatever the address is; all else while it is in use, and in order: of one thing
    the earlier notice goes first, and while it waits the later one does too."""
    earlier = aliased(Notice)
    waits_for_another = (
        select(earlier.id)
        .where(
            earlier.subscription_id == Notice.subscription_id,
            earlier.thing == Notice.thing,
            earlier.id < Notice.id,
            earlier.state.in_(WAITING),
        )
        .exists()
    )
    in_use = and_(Subscription.active, Subscription.suspended_at.is_(None))
    return or_(Notice.kind == TEST, and_(in_use, ~waits_for_another))


def administrators() -> list[User]:
    """Who is told that an address was suspended."""
    return [
        one
        for one in db.session.scalars(select(User).where(User.active).order_by(User.id))
        if Role.ADMINISTRATOR in one.roles
    ]
