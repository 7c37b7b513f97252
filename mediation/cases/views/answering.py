"""The acts that answer an appointment, and those that keep that a letter reached."""

from __future__ import annotations

from typing import Any

from mediation import clock
from mediation.access.guard import current_actor
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.rules.procedures.machine import Transition


def confirm(case: Case, row: Transition, form: Any) -> object:
    return acts.confirm_appointment(case, actor=current_actor(), at=clock.now(), version=form.seen_version())


def decline(case: Case, row: Transition, form: Any) -> object:
    return acts.decline_appointment(
        case, form.reason.data, actor=current_actor(), at=clock.now(), version=form.seen_version()
    )


def lapse(case: Case, row: Transition, form: Any) -> object:
    return acts.lapse_appointment(
        case, form.reason.data, actor=current_actor(), at=clock.now(), version=form.seen_version()
    )


def prove(case: Case, row: Transition, form: Any) -> object:
    return acts.prove_notice(
        case,
        form.side.data if "side" in form else "respondent",
        form.channel.data,
        form.basis.data,
        on=form.on.data,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
    )
