"""The blueprint, and how a view gets hold of the reconciliation in its address."""

from __future__ import annotations

from flask import Blueprint, abort

from mediation.access.guard import current_actor
from mediation.reconciliation import queries
from mediation.reconciliation.models import Item, Reconciliation

blueprint = Blueprint("reconciliation", __name__, url_prefix="/desk/reconciliation")


def reconciliation_or_404(number: str) -> Reconciliation:
    """The reconciliation, if the actor may see it; unknown and hidden ones answer alike."""
    year, serial = number.split("-")
    return queries.by_number(current_actor(), int(year), int(serial)) or abort(404)


def difference_or_404(found: Reconciliation, item_id: int) -> Item:
    """A difference of this reconciliation, and of no other."""
    return next(iter(queries.chosen(found, [item_id])), None) or abort(404)
