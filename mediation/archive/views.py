"""The page of a case's volume: what it holds, what is missing, making it, its editions."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import ensure, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.acts.refusals import ChangedMeanwhile
from mediation.archive import batches, forms, operations, queries
from mediation.archive.gathering import gather
from mediation.cases.models import Case
from mediation.cases.queries import case_by_number
from mediation.documents.kinds.parts import Lang
from mediation.documents.operations import facts_of
from mediation.rules.findings import Words
from mediation.rules.procedures import file_order, lifecycle
from mediation.tasks.models import Task

blueprint = Blueprint("archive", __name__, url_prefix="/desk/cases/<case_number:case_number>/volume")


@blueprint.route("/", methods=["GET", "POST"])
@requires("case.file_volume")
def volume(case_number: str) -> Answer:
    """The volume's page; sent, the volume is made at once, or in the background where it is large."""
    return pages.run(
        partial(_case, case_number),
        lambda case: forms.VolumeForm(version=case.version, lang="zh"),
        _make,
        _draw,
        lambda task: (
            redirect(url_for("tasks.task", task_id=task.id))
            if task
            else pages.go_on(
                Words("卷宗已编号，正在装订。", "The file has its number and is being bound."),
                url_for("archive.volume", case_number=case_number),
            )
        ),
    )


def _make(case: Case, form: Any, by: By) -> Task | None:
    """Make the volume; gives the task where a large one is made in the background."""
    statement, lang = form.statement.data or "", Lang(form.lang.data)
    if not batches.is_long_work(gather(case, on=clock.day_of(by.at))):
        operations.make_volume(
            case, actor=by.actor, at=by.at, statement=statement, lang=lang, version=by.version
        )
        return None
    if by.version is not None and by.version != case.version:
        raise ChangedMeanwhile
    return batches.ask_for_volumes(
        [case.id], by=by.actor, at=by.at, lang=lang, statement=statement, anew=True
    )


def _draw(case: Case, form: forms.VolumeForm) -> str:
    on = clock.today()
    editions = queries.editions(case.id)
    return render_template(
        "archive/volume.html",
        case=case,
        form=form,
        found=gather(case, on=on),
        places=file_order.places(on=on),
        editions=[(one, facts_of(one)) for one in editions],
        offered="make_volume" in {row.action for row in lifecycle.offered_in(case.state, case.law_on)},
    )


def _case(case_number: str) -> Case:
    case = case_by_number(case_number) or abort(404)
    ensure("case.file_volume", case)
    return case
