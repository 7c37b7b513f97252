"""Every read of the reconciliations. Lists begin at `visible_to`; to compare, the house reads the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.access.actor import Actor
from mediation.database import db
from mediation.reconciliation.models import Item, Reconciliation, TheirList
from mediation.reconciliation.visibility import visible_to
from mediation.referrals.models import Referral
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures.reconciliation import number_key
from mediation.rules.procedures.referral_steps import Direction
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

# What never left the house, or was taken back before anybody had it, is on nobody's list.
NOT_LISTED = ("drafted", "taken_back", "mistaken")  # never sent, or entered by mistake
BATCH = 500


def reconciliations(actor: Actor, cursor: Cursor | None = None) -> Page[Reconciliation]:
    """A page of those that `actor` may see, the newest first."""
    wanted = select(Reconciliation).where(visible_to(actor))
    return _paged(wanted, Reconciliation.id, cursor, newest_first=True)


def by_number(actor: Actor, year: int, number: int) -> Reconciliation | None:
    """One with its lists and statement; None when there is none or it is not for `actor`."""
    return db.session.scalars(
        select(Reconciliation)
        .where(Reconciliation.year == year, Reconciliation.number == number, visible_to(actor))
        .options(selectinload(Reconciliation.lists), joinedload(Reconciliation.statement))
    ).first()


def items(found: Reconciliation, group: str, state: str = "", cursor: Cursor | None = None) -> Page[Item]:
    """A page of a group; `state` narrows it to what is open or closed."""
    wanted = select(Item).where(Item.reconciliation_id == found.id, Item.group == group)
    if state:
        wanted = wanted.where(Item.state == state)
    return _paged(wanted, Item.id, cursor)


def all_items(found: Reconciliation) -> Sequence[Item]:
    """Every row of the last comparison."""
    return db.session.scalars(select(Item).where(Item.reconciliation_id == found.id)).all()


def chosen(found: Reconciliation, ids: Collection[int]) -> list[Item]:
    """Those differences of it that are named."""
    return list(
        db.session.scalars(
            select(Item)
            .where(Item.reconciliation_id == found.id, Item.id.in_(ids), Item.group != rules.MATCHING)
            .order_by(Item.id)
        )
    )


def closed(found: Reconciliation, most: int) -> Sequence[Item]:
    """The differences that were closed, in their order, at most so many."""
    return db.session.scalars(
        select(Item)
        .where(Item.reconciliation_id == found.id, Item.state == "closed")
        .order_by(Item.id)
        .limit(most)
    ).all()


def by_key(found: Reconciliation, key: str) -> Item | None:
    """The row of the last comparison with this key."""
    return db.session.scalars(select(Item).where(Item.reconciliation_id == found.id, Item.key == key)).first()


def counts_of(found: Reconciliation) -> dict[tuple[str, str], int]:
    """How many rows each group holds in each state."""
    rows = db.session.execute(
        select(Item.group, Item.state, func.count())
        .where(Item.reconciliation_id == found.id)
        .group_by(Item.group, Item.state)
    )
    return {(group, state): number for group, state, number in rows}


def last_list(found: Reconciliation) -> TheirList | None:
    """The newest list that somebody has said the columns of."""
    read = [one for one in found.lists if one.is_read]
    return read[-1] if read else None


def ours(found: Reconciliation) -> Iterator[Referral]:
    """The hand-overs of the period with this body, as the ledger stands."""
    day = _day_of(found)
    return iter(
        db.session.scalars(
            select(Referral).where(
                *_with_body(found),
                day >= found.from_on,
                day <= found.to_on,
                Referral.state.not_in(NOT_LISTED),
            )
        ).unique()
    )


def entered_otherwise(found: Reconciliation, numbers: Sequence[str]) -> dict[str, str]:
    """Of their numbers those that stand in the ledger outside the period -> our number."""
    elsewhere: dict[str, str] = {}
    wanted = sorted(set(numbers))
    for first in range(0, len(wanted), BATCH):
        rows = db.session.execute(
            select(Referral.their_number, Referral.number_text).where(
                *_with_body(found), Referral.their_number.in_(wanted[first : first + BATCH])
            )
        )
        elsewhere |= {number_key(theirs): own for theirs, own in rows}
    return elsewhere


def _with_body(found: Reconciliation) -> tuple[ColumnElement[bool], ...]:
    return Referral.body_id == found.body_id, Referral.direction == found.direction


def _day_of(found: Reconciliation) -> Any:
    return Referral.received_on if found.direction == Direction.IN else Referral.sent_on


def _paged(wanted: Select[Any], key: Any, cursor: Cursor | None, *, newest_first: bool = False) -> Page[Any]:
    """A page in the order of the one column `key`."""
    backwards = bool(cursor and cursor.backwards)
    down = newest_first != backwards
    if cursor is not None and len(cursor.key) == 1 and isinstance(cursor.key[0], int):
        wanted = wanted.where(key < cursor.key[0] if down else key > cursor.key[0])
    rows = (
        db.session.scalars(wanted.order_by(key.desc() if down else key).limit(PAGE_SIZE + 1)).unique().all()
    )
    return page_of(rows, lambda row: (row.id,), cursor)
