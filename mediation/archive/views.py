"""The page of a case's volume: what it holds, what is missing, making it, its editions."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.archive import batches, forms, operations, queries
from mediation.archive.gathering import gather
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.documents.kinds.parts import Lang
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of
from mediation.rules.findings import Words
from mediation.rules.procedures import file_order, lifecycle
from mediation.tasks.models import Task

blueprint = Blueprint("archive", __name__, url_prefix="/desk/cases/<case_number:case_number>/volume")

RIGHT = "case.file_volume"


@blueprint.get("/")
@requires(RIGHT)
def volume(case_number: str) -> Answer:
    case = case_or_404(case_number, RIGHT)
    return _draw(case, forms.VolumeForm(formdata=None, version=case.version, lang="zh"))


@blueprint.post("/")
@requires(RIGHT)
def make(case_number: str) -> Answer:
    """The volume; a large one is made in the background, and its task shows how far it is."""

    def made(what: IssuedDocument | Task) -> Answer:
        if isinstance(what, Task):
            return redirect(url_for("tasks.task", task_id=what.id))
        words = Words("卷宗已编号，正在装订。", "The file has its number and is being bound.")
        return pages.go_on(words, url_for("archive.volume", case_number=case_number))

    return pages.run(
        partial(case_or_404, case_number, RIGHT), lambda case: forms.VolumeForm(), _make, _draw, made
    )


def _make(case: Case, form: Any, by: By) -> IssuedDocument | Task:
    lang, statement = Lang(form.lang.data or "zh"), form.statement.data or ""
    if batches.is_long_work(gather(case, on=day_of(by.at))):
        return batches.ask_for_volumes([case.id], by, lang=lang, statement=statement, anew=True)
    return operations.make_volume(case, by, statement=statement, lang=lang)


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
