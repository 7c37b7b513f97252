"""My tasks: what I asked for, how far it is, its result."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import acting, current_actor, requires
from mediation.database import writes
from mediation.documents.sending import send_result
from mediation.tasks import labels, operations, queries
from mediation.tasks.models import Task
from mediation.web.paging import asked_cursor
from mediation.web.words import t

blueprint = Blueprint("tasks", __name__, url_prefix="/tasks")


@blueprint.get("/")
@requires("tasks.own")
def mine() -> str:
    page = queries.tasks_of(current_actor(), asked_cursor(request.args))
    return render_template("tasks/mine.html", page_of_tasks=page, labels=labels)


@blueprint.get("/<int:task_id>")
@requires("tasks.own")
def task(task_id: int) -> str:
    one = _mine_or_404(task_id)
    return render_template(
        "tasks/task.html", task=one, labels=labels, may_fetch=queries.may_fetch(current_actor(), one)
    )


@blueprint.post("/<int:task_id>/cancel")
@requires("tasks.own")
def cancel(task_id: int) -> Response:
    one = _mine_or_404(task_id)
    if one.is_over:
        flash(t("任务已经结束，不需要取消。", "The task is over already."))
    else:
        operations.cancel(one, acting())
        flash(t("任务会停止，不留下结果。", "The task stops and leaves no result."))
    return redirect(url_for("tasks.task", task_id=one.id))


@blueprint.get("/<int:task_id>/file")
@requires("tasks.own")
@writes
def file(task_id: int) -> Response:
    """The result, for whoever asked and still may; each time is written down."""
    one, actor = _mine_or_404(task_id), current_actor()
    if one.path is None or not queries.may_fetch(actor, one):
        abort(404)
    operations.note_fetched(one, By(actor, clock.now()))
    return send_result(one.path, one.media_type or "", one.name or "", one.sha256)


def _mine_or_404(task_id: int) -> Task:
    return queries.task_of(current_actor(), task_id) or abort(404)
