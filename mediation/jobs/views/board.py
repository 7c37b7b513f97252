"""The jobs: who acts, how each fares, run one now."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import acting, requires
from mediation.jobs import labels, operations, queries
from mediation.jobs.job import Job
from mediation.jobs.runner import would_do
from mediation.jobs.table import BY_NAME, JOBS
from mediation.rules.findings import Words
from mediation.web.words import t

blueprint = Blueprint("jobs", __name__)


@blueprint.get("/jobs/")
@requires("jobs.manage")
def board() -> str:
    name = request.args.get("job", "")
    return render_template(
        "jobs/board.html",
        jobs=JOBS,
        states=queries.states(),
        runner=queries.runner(),
        troubles=queries.troubles(),
        history=queries.history(name=name if name in BY_NAME else "", failed="failed" in request.args),
        asked=name if name in BY_NAME else "",
        only_failed="failed" in request.args,
        labels=labels,
        at=clock.now(),
    )


@blueprint.post("/jobs/<string:name>/run")
@requires("jobs.manage")
def run_now(name: str) -> Response:
    job = _job_or_404(name)
    state = queries.state_of(job.name) or abort(404)
    operations.ask_to_run(state, acting())
    runner = queries.runner()
    if runner is not None and runner.acts:
        flash(
            t("已通知调度程序，几秒内运行。", "The scheduler was told and runs it within seconds."), "success"
        )
    else:
        flash(
            t(
                "已记下。调度程序现在没有运行，启动后立即执行。",
                "Noted. No scheduler is running now; it is done as soon as one starts.",
            ),
            "warn",
        )
    return redirect(url_for("jobs.board"))


@blueprint.post("/jobs/<string:name>/try")
@requires("jobs.manage")
def try_out(name: str) -> Response:
    """What a run would do, undone again."""
    job = _job_or_404(name)
    count = would_do(job, at=clock.now())
    says = (
        Words("现在运行会处理 {n} 件，没有真的处理。", "A run now would do {n}. Nothing was done.")
        if count
        else Words("现在没有要处理的。", "Nothing is due now.")
    )
    flash(t(says, n=count))
    return redirect(url_for("jobs.board"))


def _job_or_404(name: str) -> Job:
    return BY_NAME.get(name) or abort(404)
