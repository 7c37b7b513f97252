"""The walls of the ledger, in the database's words: every list of hand-overs begins here.

The same as the right `referral.view`; a test holds the two to each other.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from mediation.access.actor import Actor, Role
from mediation.cases.models import Case
from mediation.referrals.models import Referral
from mediation.rules.procedures.referral_steps import Direction

SEES_ALL = (Role.CENTRE_MANAGER, Role.INTAKE_CLERK, Role.AUDITOR)

# Who may be the other side: they see what concerns their own body, once it has left the house.
OTHER_SIDES = (Role.COURT_LIAISON, Role.AUTHORITY_LIAISON, Role.INSTITUTION_USER)


# Of what goes out the other side knows once it was sent; what was taken back before then it never sees.
HAS_LEFT = or_(Referral.direction == Direction.IN, Referral.sent_on.is_not(None))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which `actor` may see a hand-over. Default: none."""
    if actor.has(*SEES_ALL):
        return true()
    ways: list[ColumnElement[bool]] = []
    if actor.has(Role.STATION_HEAD) and actor.organisation_id is not None:
        ways.append(_of_cases(Case.station_id == actor.organisation_id))
    if actor.has(Role.MEDIATOR) and actor.user_id is not None:
        ways.append(_of_cases(Case.mediator_id == actor.user_id))
    if actor.has(*OTHER_SIDES) and actor.organisation_id is not None:
        ways.append(and_(Referral.body_id == actor.organisation_id, HAS_LEFT))
    return or_(*ways) if ways else false()


def _of_cases(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Referral.case_id.in_(select(Case.id).where(condition))
