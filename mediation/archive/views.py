"""The page of a case's volume: what it holds, what is missing, making it, its editions."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, ensure, requires
from mediation.acts.refusals import ActRefused
from mediation.archive import batches, forms, operations, queries
from mediation.archive.gathering import gather
from mediation.cases.models import Case
from mediation.cases.queries import case_by_number
from mediation.documents.kinds.parts import Lang
from mediation.documents.operations import facts_of
from mediation.documents.render import RenderRefused
from mediation.rules.findings import Words
from mediation.rules.procedures import file_order, lifecycle
from mediation.rules.procedures.machine import NotPossible
from mediation.web.words import t

blueprint = Blueprint("archive", __name__, url_prefix="/desk/cases/<case_number:case_number>/volume")

Answer = str | Response | tuple[str, int]

OVERTAKEN = Words(
    "其他人刚刚改动了这个案件，请核对后再制作。",
    "Somebody changed the case just now. Check, then make the file.",
)


@blueprint.get("/acts/<string:action>")
@requires("case.file_volume")
def act(case_number: str, action: str) -> Answer:
    """Where the case page leads for the act of this room."""
    return redirect(url_for("archive.volume", case_number=_case(case_number).short_number))


@blueprint.get("/")
@requires("case.file_volume")
def volume(case_number: str) -> Answer:
    case = _case(case_number)
    return _draw(case, forms.VolumeForm(formdata=None, version=case.version, lang="zh"))


@blueprint.post("/")
@requires("case.file_volume")
def make(case_number: str) -> Answer:
    case = _case(case_number)
    form = forms.VolumeForm()
    if not form.validate_on_submit():
        return _draw(case, form), 422
    found = gather(case, on=clock.today())
    if batches.is_long_work(found):
        return _ask(case, form)
    try:
        operations.make_volume(
            case,
            actor=current_actor(),
            at=clock.now(),
            statement=form.statement.data or "",
            lang=Lang(form.lang.data or "zh"),
            version=form.seen_version(),
        )
    except StaleDataError:
        form.refuse(None, OVERTAKEN)
        return _draw(case, form), 409
    except (ActRefused, NotPossible, RenderRefused) as refused:
        form.refuse(None, refused.words)
        return _draw(case, form), 422
    flash(t("卷宗已编号，正在装订。", "The file has its number and is being bound."), "success")
    return redirect(url_for("archive.volume", case_number=case.short_number))


def _ask(case: Case, form: forms.VolumeForm) -> Answer:
    """A large volume, made in the background; its task shows how far it is."""
    if form.seen_version() != case.version:
        form.refuse(None, OVERTAKEN)
        return _draw(case, form), 409
    task = batches.ask_for_volumes(
        [case.id],
        by=current_actor(),
        at=clock.now(),
        lang=Lang(form.lang.data or "zh"),
        statement=form.statement.data or "",
        anew=True,
    )
    return redirect(url_for("tasks.task", task_id=task.id))


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
