"""What this package adds to the case page: who was told and agreed, and the sessions."""

from __future__ import annotations

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.acts.sections import Section
from mediation.cases.models import Case
from mediation.proceedings import queries
from mediation.rules.findings import Words


def consents(case: Case, actor: Actor) -> Section | None:
    """Rights notices and answers of both sides; nothing before there are any."""
    if not allows("case.view_inside", actor, case):
        return None
    notices, answers = queries.notices_of(case.id), queries.answers_of(case.id)
    if not notices and not answers:
        return None
    return Section(
        "consents",
        Words("告知与同意", "Rights and consent"),
        "proceedings/consents.html",
        {"notices": notices, "answers": answers},
    )


def sessions(case: Case, actor: Actor) -> Section | None:
    """Sessions booked and held; nothing before there are any."""
    if not allows("case.view_inside", actor, case):
        return None
    found = queries.sessions_of(case.id)
    if not found:
        return None
    return Section(
        "sessions", Words("调解会议", "Sessions"), "proceedings/sessions.html", {"sessions": found}
    )
