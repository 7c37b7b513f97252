"""What this package adds to the page of a case: the way to the offers, for those who take part."""

from __future__ import annotations

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.access.table import allows
from mediation.acts.sections import Section
from mediation.cases.models import Case
from mediation.compromise import queries
from mediation.rules.findings import Words


def offers(case: Case, actor: Actor) -> Section | None:
    """A link for the case's mediator and for the sides; for anybody else there is nothing to see."""
    keeps = allows("compromise.keep", actor, case)
    if case.accepted_at is None or not (keeps or queries.side_spoken_for(case, actor)):
        return None
    return Section(
        "offers",
        Words("方案与私下沟通", "Offers and private talk"),
        "compromise/section.html",
        {"own": actor.has(Role.PARTY)},
    )
