"""Reads of bodies. Their names are public; nothing here depends on the actor."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from mediation.database import db
from mediation.organisations.models import Kind, Organisation

# Asked on every page, so it is built once.
_THE_CENTRE = select(Organisation).where(Organisation.kind == Kind.CENTRE).order_by(Organisation.id).limit(1)


def organisation(organisation_id: int | None) -> Organisation | None:
    return db.session.get(Organisation, organisation_id) if organisation_id else None


def the_centre() -> Organisation | None:
    """The mediation centre itself; None in an empty house."""
    return db.session.scalars(_THE_CENTRE).first()


def handling_places() -> list[Organisation]:
    """The centre and its active stations: where a case can be handled."""
    return list(
        db.session.scalars(
            select(Organisation)
            .where(Organisation.kind.in_((Kind.CENTRE, Kind.STATION)), Organisation.active)
            .order_by(Organisation.kind, Organisation.id)
        )
    )


def of_kind(kind: Kind) -> list[Organisation]:
    return list(
        db.session.scalars(select(Organisation).where(Organisation.kind == kind).order_by(Organisation.name))
    )


def institutions(trade: str = "", text: str = "", limit: int = 50) -> list[Organisation]:
    """Active institutions of a trade whose name, short name or pinyin contains `text`."""
    query = select(Organisation).where(Organisation.kind == Kind.INSTITUTION, Organisation.active)
    if trade:
        query = query.where(Organisation.trade == trade)
    if wanted := text.strip():
        query = query.where(
            or_(
                Organisation.name.contains(wanted, autoescape=True),
                Organisation.short_name.contains(wanted, autoescape=True),
                Organisation.pinyin.contains(wanted.lower(), autoescape=True),
            )
        )
    return list(db.session.scalars(query.order_by(Organisation.name).limit(limit)))


def named(kind: Kind, name: str) -> Organisation | None:
    """The body of that kind with exactly this name."""
    return db.session.scalar(
        select(Organisation).where(Organisation.kind == kind, Organisation.name == name).limit(1)
    )


def all_active() -> list[Organisation]:
    """Every active body: the centre first, then stations, institutions and the rest by name."""
    return list(
        db.session.scalars(
            select(Organisation)
            .where(Organisation.active)
            .order_by(Organisation.kind != Kind.CENTRE, Organisation.kind != Kind.STATION, Organisation.name)
        )
    )


def of_kinds(kinds: Sequence[str]) -> list[Organisation]:
    """Active bodies of these kinds, by kind and name."""
    return list(
        db.session.scalars(
            select(Organisation)
            .where(Organisation.kind.in_(kinds), Organisation.active)
            .order_by(Organisation.kind, Organisation.name)
        )
    )
