"""A side says for itself whether it joins: an institution at its desk, a party with number and code."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.guard import ANYONE, current_actor, ensure, requires
from mediation.acts.refusals import ActRefused
from mediation.cases import extension_points
from mediation.cases.models import Case
from mediation.cases.outsiders_view import side_of
from mediation.courts.confirmation import conditions, forms, operations, queries
from mediation.courts.confirmation.operations import Said
from mediation.courts.confirmation.window import is_open
from mediation.courts.lookup import blueprint, case_or_404
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.vocabulary import SIDES
from mediation.web.words import t

own = Blueprint("own_courts", __name__, url_prefix="/my-case/confirmation")

Answer = str | Response | tuple[str, int]
JOIN = "confirmation.join"
ONLINE = "web"


@blueprint.route("/confirmation/own", methods=["GET", "POST"])
@requires(JOIN)
def own_confirmation(case_number: str) -> Answer:
    case, actor = case_or_404(case_number, JOIN), current_actor()
    side = side_of(case, actor) or abort(404)
    back = url_for("courts.own_confirmation", case_number=case.short_number)
    return _answer(case, side, actor, "courts/own_desk.html", back)


@own.route("/", methods=["GET", "POST"])
@requires(ANYONE)
def confirmation() -> Answer:
    case, actor = extension_points.opened_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    ensure(JOIN, case, actor)
    back = url_for("own_courts.confirmation")
    return _answer(case, actor.side or "", actor, "courts/own_party.html", back)


def _answer(case: Case, side: str, actor: Actor, template: str, back: str) -> Answer:
    if case.effective_on is None:
        abort(404)
    form = forms.OwnWishForm(data={"version": case.version, "agent": ""})
    if form.validate_on_submit() and _joined(case, side, actor, form):
        flash(t("已收到您的意见。", "We have your answer."), "success")
        return redirect(back)
    page = render_template(
        template,
        case=case,
        side=side,
        sides=SIDES,
        said=conditions.last_words(queries.of_agreement(case)),
        may_join=is_open(case, on=clock.today()) and case.state == "concluded",
        form=form,
    )
    return page, (422 if form.mistakes else 200)


def _joined(case: Case, side: str, actor: Actor, form: Any) -> bool:
    today = clock.today()
    said = Said(
        side, form.joins.data == "yes", today, ONLINE, form.given_by.data or "", form.agent.data or ""
    )
    try:
        if not is_open(case, on=today):
            raise operations.ConfirmationRefused(operations.TOO_LATE)
        operations.record_wish(
            case,
            said,
            actor=actor,
            at=clock.now(),
            version=form.seen_version(),
            action="join_confirmation",
        )
    except (ActRefused, NotPossible) as refused:
        form.refuse(None, refused.words)
        return False
    return True
