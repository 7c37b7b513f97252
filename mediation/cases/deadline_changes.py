"""Lengthening and stopping any deadline of a case beside its mediation period, as the rule lets one.

The mediation period has acts of its own (`acts.extend`, `acts.pause`): they change the case.
"""

from __future__ import annotations

from collections.abc import Sequence

from mediation.access.by import By
from mediation.acts.walking import Performed
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of
from mediation.deadlines import changing
from mediation.deadlines.models import Deadline


def extend(
    case: Case, deadline: Deadline, length: int, consents: Sequence[str], reason: str, by: By
) -> Performed:
    """Lengthen it by `length` in its rule's unit, before its end and with the consents of its row."""
    change = changing.lengthened(deadline, length, consents, reason, on=day_of(by.at))
    return perform(case, "extend_deadline", by, reason=reason, change=change)


def pause(case: Case, deadline: Deadline, why: str, reason: str, by: By) -> Performed:
    """Stop its clock for `why`, a code that its row allows."""
    change = changing.stopped(deadline, why, on=day_of(by.at))
    return perform(case, "pause_deadline", by, reason=reason, change=change)


def resume(case: Case, deadline: Deadline, by: By) -> Performed:
    """Let a stopped clock go on; the days of the pause are taken out."""
    change = changing.resumed(deadline, on=day_of(by.at))
    return perform(case, "resume_deadline", by, change=change)
