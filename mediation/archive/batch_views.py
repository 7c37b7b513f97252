"""Cases that have ended and have no volume yet: tick some, and their volumes are made in the background."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation.access.guard import acting, current_actor, requires
from mediation.acts.refusals import ActRefused
from mediation.archive import batches, queries
from mediation.rules.findings import Words
from mediation.rules.vocabulary import OUTCOMES
from mediation.web.paging import asked_cursor

blueprint = Blueprint("archive_desk", __name__, url_prefix="/desk/archive")

Answer = str | Response | tuple[str, int]
LONGEST_ID = 9  # figures


@blueprint.get("/")
@requires(batches.RIGHT)
def unfiled() -> Answer:
    return _list()


@blueprint.post("/")
@requires(batches.RIGHT)
def make() -> Answer:
    """The volumes of the ticked cases, as a task whose page shows how far it is."""
    actor = current_actor()
    ticked = [int(one) for one in request.form.getlist("case") if one.isdecimal() and len(one) <= LONGEST_ID]
    try:
        task = batches.ask_for_volumes(queries.chosen(actor, ticked), acting())
    except ActRefused as refused:
        return _list(refused.words), 422
    return redirect(url_for("tasks.task", task_id=task.id))


def _list(refused: Words | None = None) -> str:
    return render_template(
        "archive/unfiled.html",
        found=queries.without_volume(current_actor(), asked_cursor(request.args)),
        refused=refused,
        outcomes=OUTCOMES,
        most=batches.MOST_AT_ONCE,
    )
