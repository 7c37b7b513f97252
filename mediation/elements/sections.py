"""What this package adds to the page of a case: how far the elements have come."""

from __future__ import annotations

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.access.table import allows
from mediation.acts.sections import Section
from mediation.cases.models import Case
from mediation.elements import queries
from mediation.rules.findings import Words


def elements(case: Case, actor: Actor) -> Section | None:
    """The counts, with the way to the page; nothing before acceptance."""
    if case.accepted_at is None or not allows("elements.view", actor, case):
        return None
    sheet = queries.sheet_of(case)
    counts = None
    if sheet is not None:
        counts = {
            "claimed": len(sheet.to_answer),
            "answered": sum(line.answer is not None for line in sheet.to_answer),
            "agreed": sum(line.is_agreed for line in sheet.to_answer),
        }
    return Section(
        "elements",
        Words("要素", "Elements"),
        "elements/section.html",
        {
            "sheet": sheet,
            "counts": counts,
            "mediates": allows("case.mediate", actor, case),
            "own": actor.has(Role.PARTY),
        },
    )
