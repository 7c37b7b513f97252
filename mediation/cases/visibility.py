"""The walls between readers, in the database's words: every list of cases begins here.

The same as the right `case.view` in `access.table`; a test holds the two to each other.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, true

from mediation.access.actor import Actor, Role
from mediation.access.predicates import NOT_YET_TAKEN_ON
from mediation.cases.models import Case

SEES_ALL = (Role.CENTRE_MANAGER, Role.INTAKE_CLERK, Role.AUDITOR)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which `actor` may see a case. Default: none."""
    if actor.has(*SEES_ALL):
        return true()
    ways: list[ColumnElement[bool]] = []
    if actor.has(Role.STATION_HEAD) and actor.organisation_id is not None:
        ways.append(Case.station_id == actor.organisation_id)
    if actor.has(Role.MEDIATOR) and actor.user_id is not None:
        ways.append(Case.mediator_id == actor.user_id)
    if actor.has(Role.INSTITUTION_USER) and actor.organisation_id is not None:
        ways.append(
            and_(
                Case.institution_id == actor.organisation_id,
                Case.accepted_at.is_not(None),
                Case.state.not_in(NOT_YET_TAKEN_ON),
            )
        )
    if actor.has(Role.COURT_LIAISON, Role.AUTHORITY_LIAISON) and actor.organisation_id is not None:
        ways.append(Case.referrer_id == actor.organisation_id)
    return or_(*ways) if ways else false()
