"""Reads of packages; each begins at a hand-over that the actor may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import contains_eager

from mediation.access.actor import Actor
from mediation.access.roles import LIAISONS
from mediation.database import db
from mediation.packages.models import Package, PackageFetch
from mediation.referrals.models import Referral
from mediation.referrals.visibility import visible_to
from mediation.rules.procedures.package_contents import rows
from mediation.web.paging import PAGE_SIZE, Cursor, Page, page_of

# Where the letter has gone out and the other side has not finished with it.
UNDER_WAY = (
    "sent",
    "unreceipted",
    "sent_back",
    "received",
    "undecided",
    "working",
    "resultless",
    "returned",
    "returned_received",
)


def versions_of(referral: Referral) -> Sequence[Package]:
    """The packages of a hand-over, the newest first."""
    return db.session.scalars(
        select(Package).where(Package.referral_id == referral.id).order_by(Package.version.desc())
    ).all()


def newest_of(referral: Referral) -> Package | None:
    return next(iter(versions_of(referral)), None)


def version_of(referral: Referral, version: int) -> Package | None:
    return db.session.scalar(
        select(Package).where(Package.referral_id == referral.id, Package.version == version)
    )


def fetches_of(actor: Actor, referral: Referral) -> Sequence[PackageFetch]:
    """Who took its packages, the last first; a liaison reads of their own body alone."""
    wanted = (
        select(PackageFetch)
        .join(Package, Package.id == PackageFetch.package_id)
        .join(Referral, Referral.id == Package.referral_id)
        .where(Package.referral_id == referral.id, visible_to(actor))
    )
    if actor.has(*LIAISONS):
        wanted = wanted.where(PackageFetch.body_id == actor.organisation_id)
    loaded = wanted.options(contains_eager(PackageFetch.package))
    return db.session.scalars(loaded.order_by(PackageFetch.id.desc())).unique().all()


def newest_version(number_text: str) -> int | None:
    """The newest version of the hand-over with this number; None where there is none."""
    return db.session.scalar(
        select(func.max(Package.version))
        .join(Referral, Referral.id == Package.referral_id)
        .where(Referral.number_text == number_text)
    )


def without_package(actor: Actor, body_id: int | None, cursor: Cursor | None = None) -> Page[Referral]:
    """A page of the hand-overs under way that have no package yet, the oldest first."""
    wanted = select(Referral).where(*_waiting(actor, body_id))
    backwards = cursor is not None and cursor.backwards
    if cursor is not None and len(cursor.key) == 1 and isinstance(cursor.key[0], int):
        wanted = wanted.where(Referral.id < cursor.key[0] if backwards else Referral.id > cursor.key[0])
    ordered = wanted.order_by(Referral.id.desc() if backwards else Referral.id).limit(PAGE_SIZE + 1)
    return page_of(db.session.scalars(ordered).unique().all(), lambda row: (row.id,), cursor)


def waiting_ids(actor: Actor, body_id: int | None, *, most: int) -> Sequence[int]:
    """The hand-overs that wait for a package, the oldest first."""
    return db.session.scalars(
        select(Referral.id).where(*_waiting(actor, body_id)).order_by(Referral.id).limit(most)
    ).all()


def chosen(actor: Actor, referral_ids: Sequence[int]) -> Sequence[int]:
    """Those of the hand-overs that the actor may see, the oldest first."""
    return db.session.scalars(
        select(Referral.id)
        .where(visible_to(actor), Referral.case_id.is_not(None), Referral.id.in_(referral_ids))
        .order_by(Referral.id)
    ).all()


def _waiting(actor: Actor, body_id: int | None) -> list[ColumnElement[bool]]:
    has_one = exists().where(Package.referral_id == Referral.id)
    conditions = [
        visible_to(actor),
        Referral.state.in_(UNDER_WAY),
        Referral.case_id.is_not(None),
        Referral.kind.in_({kind for row in rows() for kind in row.kinds}),
        ~has_one,
    ]
    return [*conditions, Referral.body_id == body_id] if body_id else conditions
