"""A side says for itself whether it joins: an institution at its desk, a party with number and code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.guard import ANYONE, current_actor, ensure, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.cases import extension_points
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.cases.outsiders_view import side_of
from mediation.clock import day_of
from mediation.courts.confirmation import conditions, forms, operations, queries
from mediation.courts.confirmation.operations import Said
from mediation.courts.confirmation.window import is_open
from mediation.courts.lookup import blueprint
from mediation.rules.findings import Words
from mediation.rules.vocabulary import SIDES

own = Blueprint("own_courts", __name__, url_prefix="/my-case/confirmation")

JOIN = "confirmation.join"
ONLINE = "web"


@blueprint.route("/confirmation/own", methods=["GET", "POST"])
@requires(JOIN)
def own_confirmation(case_number: str) -> Answer:
    actor = current_actor()
    case = case_or_404(case_number, JOIN)
    side = side_of(case, actor) or abort(404)
    return _answer(case, side, actor, "courts/own_desk.html", request.path)


@own.route("/", methods=["GET", "POST"])
@requires(ANYONE)
def confirmation() -> Answer:
    case, actor = extension_points.opened_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    ensure(JOIN, case, actor)
    return _answer(case, actor.side or "", actor, "courts/own_party.html", request.path)


def _answer(case: Case, side: str, actor: Actor, template: str, address: str) -> Answer:
    if case.effective_on is None:
        abort(404)
    return pages.run(
        lambda: case,
        lambda found: forms.OwnWishForm(data={"version": found.version, "agent": ""}),
        lambda found, form, by: _join(found, side, form, replace(by, actor=actor)),
        lambda found, form: render_template(
            template,
            case=found,
            side=side,
            sides=SIDES,
            said=conditions.last_words(queries.of_agreement(found)),
            may_join=is_open(found, on=clock.today()) and found.state == "concluded",
            form=form,
        ),
        lambda _: pages.go_on(Words("已收到您的意见。", "We have your answer."), address),
    )


def _join(case: Case, side: str, form: Any, by: By) -> object:
    today = day_of(by.at)
    if not is_open(case, on=today):
        raise operations.ConfirmationRefused(operations.TOO_LATE)
    said = Said(
        side, form.joins.data == "yes", today, ONLINE, form.given_by.data or "", form.agent.data or ""
    )
    return operations.record_wish(case, said, by, action="join_confirmation")
