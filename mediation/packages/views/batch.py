"""Packages of many hand-overs: tick some, and they are made in the background."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation.access.guard import acting, current_actor, requires
from mediation.acts.refusals import ActRefused
from mediation.organisations.queries import of_kinds
from mediation.packages import batches, queries
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.web.paging import asked_cursor

blueprint = Blueprint("package_batches", __name__, url_prefix="/desk/packages")

Answer = str | Response | tuple[str, int]
LONGEST_ID = 9  # figures
BODIES = ("court", "authority", "institution")


@blueprint.get("/")
@requires(batches.RIGHT)
def waiting() -> Answer:
    return _list()


@blueprint.post("/")
@requires(batches.RIGHT)
def make() -> Answer:
    """The packages of the ticked hand-overs, or of all that wait, as a task."""
    actor = current_actor()
    if request.form.get("all"):
        wanted = queries.waiting_ids(actor, _body(), most=batches.MOST_AT_ONCE)
    else:
        ticked = [
            int(one) for one in request.form.getlist("referral") if one.isdecimal() and len(one) <= LONGEST_ID
        ]
        wanted = queries.chosen(actor, ticked)
    try:
        task = batches.ask_for_packages(wanted, acting())
    except ActRefused as refused:
        return _list(refused.words), 422
    return redirect(url_for("tasks.task", task_id=task.id))


def _list(refused: Words | None = None) -> str:
    actor = current_actor()
    return render_template(
        "packages/waiting.html",
        found=queries.without_package(actor, _body(), asked_cursor(request.args)),
        refused=refused,
        kinds={kind.code: kind.words for kind in referral_steps.all_kinds()},
        states=referral_steps.states(),
        bodies=[(one.id, one.words) for one in of_kinds(BODIES)],
        body=_body(),
        most=batches.MOST_AT_ONCE,
    )


def _body() -> int | None:
    asked = request.values.get("body", "")
    return int(asked) if asked.isdecimal() and len(asked) <= LONGEST_ID else None
