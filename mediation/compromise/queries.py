"""Reads of the compartment. Each begins with who asks: there is no read for everybody."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, or_, select, true

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.access.table import allows
from mediation.cases.models import Case
from mediation.cases.outsiders_view import side_of
from mediation.compromise.models import CaucusNote, Offer
from mediation.database import db


def side_spoken_for(case: Case, actor: Actor) -> str:
    """The side for which the actor takes part; empty for whoever takes no part."""
    if not allows("compromise.take_part", actor, case):
        return ""
    return (actor.side or "") if actor.has(Role.PARTY) else side_of(case, actor)


def offers_for(case: Case, actor: Actor) -> list[Offer]:
    """The offers that the actor may read, the newest first: all for the case's mediator, for a side
    its own and the open ones of the other."""
    return list(
        db.session.scalars(
            select(Offer)
            .where(Offer.case_id == case.id, _offers_visible_to(case, actor))
            .order_by(Offer.id.desc())
        )
    )


def notes_for(case: Case, actor: Actor) -> list[CaucusNote]:
    """The private talk that the actor may read, the newest first."""
    return list(
        db.session.scalars(
            select(CaucusNote)
            .where(CaucusNote.case_id == case.id, _notes_visible_to(case, actor))
            .order_by(CaucusNote.id.desc())
        )
    )


def offer_for(case: Case, offer_id: int, actor: Actor) -> Offer | None:
    """One offer, if the actor may read it."""
    return next((one for one in offers_for(case, actor) if one.id == offer_id), None)


def _offers_visible_to(case: Case, actor: Actor) -> ColumnElement[bool]:
    if allows("compromise.keep", actor, case):
        return true()
    side = side_spoken_for(case, actor)
    return or_(Offer.side == side, Offer.sealed.is_(False)) if side else false()


def _notes_visible_to(case: Case, actor: Actor) -> ColumnElement[bool]:
    if allows("compromise.keep", actor, case):
        return true()
    side = side_spoken_for(case, actor)
    return (CaucusNote.side == side) & CaucusNote.shown_to_side.is_(True) if side else false()
