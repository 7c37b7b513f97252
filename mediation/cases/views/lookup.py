"""The room's blueprint, and how a view gets hold of the case in its address."""

from __future__ import annotations

from flask import Blueprint, abort

from mediation.access.guard import ensure
from mediation.cases import queries
from mediation.cases.models import Case

blueprint = Blueprint("cases", __name__, url_prefix="/desk")


def case_or_404(case_number: str, right: str = "case.view") -> Case:
    """The case, if the actor holds `right` over it; unknown and hidden cases answer alike."""
    case = queries.case_by_number(case_number)
    if case is None:
        abort(404)
    ensure(right, case)
    return case
