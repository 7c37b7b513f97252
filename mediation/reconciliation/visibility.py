"""The walls of the reconciliations, in the database's words: every list of them begins here.

The same as the right `reconciliation.view`; a test holds the two to each other.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, true

from mediation.access.actor import Actor, Role
from mediation.reconciliation.models import Reconciliation

SEES_ALL = (Role.CENTRE_MANAGER, Role.INTAKE_CLERK, Role.AUDITOR)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which `actor` may see a reconciliation. Default: none."""
    if actor.has(*SEES_ALL):
        return true()
    if actor.has(Role.COURT_LIAISON, Role.AUTHORITY_LIAISON) and actor.organisation_id is not None:
        return Reconciliation.body_id == actor.organisation_id
    return false()
