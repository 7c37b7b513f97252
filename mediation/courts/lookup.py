"""The room's blueprint, and how a view gets hold of the case in its address."""

from __future__ import annotations

from flask import Blueprint, abort

from mediation.access.guard import ensure
from mediation.cases.models import Case
from mediation.cases.queries import case_by_number

blueprint = Blueprint("courts", __name__, url_prefix="/desk/cases/<case_number:case_number>/court")


def case_or_404(number: str, right: str) -> Case:
    """The case, if the actor holds `right` over it; unknown and hidden ones answer alike."""
    case = case_by_number(number) or abort(404)
    ensure(right, case)
    return case
