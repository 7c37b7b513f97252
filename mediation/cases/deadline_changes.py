"""Lengthening and stopping any deadline of a case beside its mediation period, as the rule lets one.

The mediation period has acts of its own (`handling.extend`, `handling.pause`): they change the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mediation.access.actor import Actor
from mediation.acts.walking import Performed
from mediation.cases import timekeeping
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of
from mediation.deadlines import operations as deadlines
from mediation.deadlines.models import Deadline
from mediation.deadlines.reckoning import rule_of
from mediation.rules.findings import blocking


def extend(
    case: Case,
    deadline: Deadline,
    length: int,
    consents: Sequence[str],
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Performed:
    """Lengthen it by `length` in its rule's unit, before its end and with the consents of its row."""
    on = day_of(at)
    findings = deadlines.extension_findings(deadline, length, consents, on=on)
    until = None if blocking(findings) else deadlines.extended_to(deadline, length, consents, on=on)
    done = perform(
        case,
        "extend_deadline",
        actor=actor,
        at=at,
        version=version,
        reason=reason,
        facts=_named(deadline) | {"due_on": until.isoformat() if until else ""},
        known={"extension_findings": findings},
    )
    deadlines.extend(deadline, length, consents, reason, on=on)
    timekeeping.sort_by_nearest(case)
    return done


def pause(
    case: Case,
    deadline: Deadline,
    why: str,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Performed:
    """Stop its clock for `why`, a code that its row allows."""
    on = day_of(at)
    done = perform(
        case,
        "pause_deadline",
        actor=actor,
        at=at,
        version=version,
        reason=reason,
        facts=_named(deadline),
        known={"pause_findings": deadlines.pause_findings(deadline, why, on=on)},
    )
    deadlines.pause(deadline, on=on, reason=why)
    timekeeping.sort_by_nearest(case)
    return done


def resume(
    case: Case, deadline: Deadline, *, actor: Actor, at: datetime, version: int | None = None
) -> Performed:
    """Let a stopped clock go on; the days of the pause are taken out."""
    done = perform(case, "resume_deadline", actor=actor, at=at, version=version, facts=_named(deadline))
    deadlines.resume(deadline, on=day_of(at))
    timekeeping.sort_by_nearest(case)
    return done


def _named(deadline: Deadline) -> dict[str, object]:
    return {"deadline": list(rule_of(deadline).words)}
