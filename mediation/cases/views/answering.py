"""The acts that answer an appointment, and those that keep that a letter reached."""

from __future__ import annotations

from typing import Any

from mediation.access.by import By
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.rules.procedures.machine import Transition


def confirm(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.confirm_appointment(case, by)


def decline(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.decline_appointment(case, form.reason.data, by)


def lapse(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.lapse_appointment(case, form.reason.data, by)


def prove(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.prove_notice(
        case,
        form.side.data if "side" in form else "respondent",
        form.channel.data,
        form.basis.data,
        by,
        on=form.on.data,
    )
