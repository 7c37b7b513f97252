"""The walls of the reconciliations, in the database's words: every list of them begins here."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from mediation.access.actor import Actor
from mediation.access.predicates import is_its_body
from mediation.access.rows import InRows, rows_with
from mediation.reconciliation.models import Reconciliation

IN_ROWS: InRows = {is_its_body: lambda actor: Reconciliation.body_id == actor.organisation_id}


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The reconciliations over which `actor` holds the right `reconciliation.view`."""
    return rows_with("reconciliation.view", actor, IN_ROWS)
