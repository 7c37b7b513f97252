"""How a view gets hold of the case in its address."""

from __future__ import annotations

from flask import abort

from mediation.access.guard import ensure
from mediation.cases.models import Case
from mediation.cases.queries import case_by_number


def case_or_404(case_number: str, right: str = "case.view") -> Case:
    """The case, if the actor holds `right` over it; unknown and hidden ones answer alike."""
    case = case_by_number(case_number) or abort(404)
    ensure(right, case)
    return case
