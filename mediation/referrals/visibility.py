"""The walls of the ledger, in the database's words: every list of hand-overs begins here."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from mediation.access.actor import Actor
from mediation.access.predicates import has_left, is_at_its_station, is_its_body, is_its_mediator
from mediation.access.rows import InRows, rows_with
from mediation.cases.models import Case
from mediation.referrals.models import Referral
from mediation.rules.procedures.referral_steps import Direction

# Of what goes out the other side knows once it was sent; what was taken back before then it never sees.
HAS_LEFT = or_(Referral.direction == Direction.IN, Referral.sent_on.is_not(None))


def _of_cases(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Referral.case_id.in_(select(Case.id).where(condition))


IN_ROWS: InRows = {
    is_at_its_station: lambda actor: _of_cases(Case.station_id == actor.organisation_id),
    is_its_mediator: lambda actor: _of_cases(Case.mediator_id == actor.user_id),
    is_its_body: lambda actor: Referral.body_id == actor.organisation_id,
    has_left: lambda _actor: HAS_LEFT,
}


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The hand-overs over which `actor` holds the right `referral.view`."""
    return rows_with("referral.view", actor, IN_ROWS)
