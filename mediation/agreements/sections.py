"""What this package adds to the case page: where the settlement stands."""

from __future__ import annotations

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.acts.sections import Section
from mediation.agreements import queries
from mediation.cases.models import Case
from mediation.rules.findings import Words


def settlement(case: Case, actor: Actor) -> Section | None:
    """The current draft and its signatures; nothing before there is a draft."""
    if not allows("case.view_inside", actor, case):
        return None
    draft = queries.current_draft(case.id)
    if draft is None:
        return None
    return Section(
        "settlement",
        Words("调解协议", "Settlement"),
        "agreements/settlement.html",
        {
            "draft": draft,
            "terms": queries.terms_of(draft),
            "effect": queries.effect_of(case, draft),
            "may_open": allows("case.conclude", actor, case),
        },
    )
