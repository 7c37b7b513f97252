"""The pages on which a deadline beside the mediation period is lengthened, stopped and resumed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, render_template, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import requires
from mediation.acts import pages
from mediation.acts.pages import ActForm, Answer
from mediation.cases import deadline_changes, forms
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.cases.views.lookup import blueprint
from mediation.deadlines.cards import card_of
from mediation.deadlines.models import Deadline
from mediation.deadlines.queries import rows_of_case
from mediation.deadlines.reckoning import rule_of
from mediation.rules.procedures import lifecycle
from mediation.rules.time.deadlines import CONSENTS, PAUSE_REASONS
from mediation.web.fields import as_choices


def _extend(case: Case, deadline: Deadline, form: Any, by: By) -> object:
    return deadline_changes.extend(
        case, deadline, form.length.data, form.consents.data or (), form.reason.data, by
    )


def _pause(case: Case, deadline: Deadline, form: Any, by: By) -> object:
    return deadline_changes.pause(case, deadline, form.why.data, form.reason.data, by)


def _resume(case: Case, deadline: Deadline, form: Any, by: By) -> object:
    return deadline_changes.resume(case, deadline, by)


ACTS: dict[str, tuple[type[forms.ActForm], Callable[[Case, Deadline, Any, By], object]]] = {
    "extend_deadline": (forms.ExtendForm, _extend),
    "pause_deadline": (forms.PauseForm, _pause),
    "resume_deadline": (forms.ActForm, _resume),
}


@blueprint.route(
    "/cases/<case_number:case_number>/deadlines/<int:deadline_id>/<action>", methods=["GET", "POST"]
)
@requires("case.extend")
def clock_act(case_number: str, deadline_id: int, action: str) -> Answer:
    def deadline_of(case: Case) -> Deadline:
        return next((one for one in rows_of_case(case.id) if one.id == deadline_id), None) or abort(404)

    find = partial(case_or_404, case_number, "case.extend")
    if action not in ACTS or not _is_open_to(deadline_of(find()), action):
        abort(404)
    form_of, carry_out = ACTS[action]
    asked: ActForm[Case] = ActForm(
        lambda case: _offer(deadline_of(case), form_of()),
        lambda case, row, form, by: carry_out(case, deadline_of(case), form, by),
    )
    return pages.act(
        action,
        find,
        lambda case, row: asked,
        lambda case, row, form: render_template(
            "cases/clock_act.html",
            case=case,
            row=row,
            form=form,
            possible=case.state in row.sources,
            card=card_of(deadline_of(case), on=clock.today()),
        ),
        url_for("cases.case", case_number=case_number, _anchor="deadlines"),
    )


def _is_open_to(deadline: Deadline, action: str) -> bool:
    """Whether its rule and its standing let one do that; the mediation period has acts of its own."""
    rule = rule_of(deadline)
    if deadline.code in lifecycle.PERIOD_BY_TRACK.values() or not deadline.runs:
        return False
    if action == "extend_deadline":
        return rule.may_be_extended
    return bool(rule.suspends) and (deadline.status == "paused") == (action == "resume_deadline")


def _offer(deadline: Deadline, form: Any) -> Any:
    """The form with only the consents and the grounds of its own rule."""
    rule = rule_of(deadline)
    if "consents" in form:
        form.consents.choices = as_choices([(code, CONSENTS[code]) for code in rule.extension_consents])
    if "why" in form:
        form.why.choices = as_choices([(code, PAUSE_REASONS[code]) for code in rule.suspends])
    return form
