"""The pages on which a deadline beside the mediation period is lengthened, stopped and resumed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, requires
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused
from mediation.cases import deadline_changes, forms
from mediation.cases.models import Case
from mediation.cases.views.lookup import blueprint, case_or_404
from mediation.database import db
from mediation.deadlines.cards import card_of
from mediation.deadlines.models import Deadline
from mediation.deadlines.queries import rows_of_case
from mediation.deadlines.reckoning import rule_of
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.time.deadlines import CONSENTS, PAUSE_REASONS
from mediation.web.fields import as_choices
from mediation.web.words import t

Answer = str | Response | tuple[str, int]


def _extend(case: Case, deadline: Deadline, form: Any, **given: Any) -> object:
    return deadline_changes.extend(
        case, deadline, form.length.data, form.consents.data or (), form.reason.data, **given
    )


def _pause(case: Case, deadline: Deadline, form: Any, **given: Any) -> object:
    return deadline_changes.pause(case, deadline, form.why.data, form.reason.data, **given)


def _resume(case: Case, deadline: Deadline, form: Any, **given: Any) -> object:
    return deadline_changes.resume(case, deadline, **given)


ACTS: dict[str, tuple[type[forms.ActForm], Callable[..., object]]] = {
    "extend_deadline": (forms.ExtendForm, _extend),
    "pause_deadline": (forms.PauseForm, _pause),
    "resume_deadline": (forms.ActForm, _resume),
}


@blueprint.route(
    "/cases/<case_number:case_number>/deadlines/<int:deadline_id>/<action>", methods=["GET", "POST"]
)
@requires("case.extend")
def clock_act(case_number: str, deadline_id: int, action: str) -> Answer:
    case = case_or_404(case_number, "case.extend")
    deadline = next((one for one in rows_of_case(case.id) if one.id == deadline_id), None)
    if deadline is None or action not in ACTS or not _is_open_to(deadline, action):
        abort(404)
    of_act, carry_out = ACTS[action]
    form: Any = of_act()
    _offer(deadline, form)
    if not form.validate_on_submit():
        return _draw(case, deadline, action, form), (422 if form.errors else 200)
    try:
        carry_out(case, deadline, form, actor=current_actor(), at=clock.now(), version=form.seen_version())
    except (ChangedMeanwhile, StaleDataError):
        db.session.rollback()
        case = case_or_404(case_number, "case.extend")
        form.refuse(None, ChangedMeanwhile().words)
        form.version.data, form.version.raw_data = str(case.version), None
        return _draw(case, db.session.get_one(Deadline, deadline_id), action, form), 409
    except GuardRefused as refused:
        for finding in refused.findings:
            form.refuse(None, finding.words)
        return _draw(case, deadline, action, form), 422
    except (ActRefused, NotPossible) as refused:
        form.refuse(None, refused.words)
        return _draw(case, deadline, action, form), 422
    flash(t("已办理：{act}。", "Done: {act}.", act=_row(action).words), "success")
    return redirect(url_for("cases.case", case_number=case_number, _anchor="deadlines"))


def _is_open_to(deadline: Deadline, action: str) -> bool:
    """Whether its rule and its standing let one do that; the mediation period has acts of its own."""
    rule = rule_of(deadline)
    if deadline.code in lifecycle.PERIOD_BY_TRACK.values() or not deadline.runs:
        return False
    if action == "extend_deadline":
        return rule.may_be_extended
    return bool(rule.suspends) and (deadline.status == "paused") == (action == "resume_deadline")


def _offer(deadline: Deadline, form: Any) -> None:
    """Only the consents and the grounds of its own rule."""
    rule = rule_of(deadline)
    if "consents" in form:
        form.consents.choices = as_choices([(code, CONSENTS[code]) for code in rule.extension_consents])
    if "why" in form:
        form.why.choices = as_choices([(code, PAUSE_REASONS[code]) for code in rule.suspends])


def _row(action: str) -> Any:
    return next(row for row in lifecycle.transitions() if row.action == action)


def _draw(case: Case, deadline: Deadline, action: str, form: Any) -> str:
    if not form.version.data:
        form.version.data = str(case.version)
    return render_template(
        "cases/clock_act.html",
        case=case,
        row=_row(action),
        form=form,
        card=card_of(deadline, on=clock.today()),
    )
