"""What this package adds to the page of a case: the way to the confirmation, for whoever has a part in it."""

from __future__ import annotations

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.access.table import allows
from mediation.acts.sections import Section
from mediation.cases.models import Case
from mediation.cases.outsiders_view import side_of
from mediation.courts.confirmation.window import window_of
from mediation.rules.findings import Words


def confirmation(case: Case, actor: Actor) -> Section | None:
    """Nothing before the agreement takes effect, nor where no court would confirm it."""
    if window_of(case) is None:
        return None
    inside = allows("confirmation.view", actor, case)
    own = actor.has(Role.PARTY) and allows("confirmation.join", actor, case)
    outside = not own and bool(side_of(case, actor)) and allows("confirmation.join", actor, case)
    if not (inside or own or outside):
        return None
    return Section(
        "confirmation",
        Words("司法确认", "Judicial confirmation"),
        "courts/section.html",
        {"own": own, "outside": outside},
    )
