"""One page of the wizard after the other. What is typed is kept, right or wrong."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import ANYONE, requires
from mediation.intake.answers import Answers, Raw
from mediation.intake.forms.dates import with_one_row_more, without_row
from mediation.intake.forms.dispute import EvidenceForm, tidy_raw
from mediation.intake.models import IntakeDraft
from mediation.intake.steps import BY_CODE, Step, path
from mediation.intake.views.blueprint import (
    any_draft_of_browser,
    begun_draft,
    blueprint,
    draft_of_browser,
    is_assisted,
    is_locked,
    keeping,
    way_in,
)
from mediation.intake.views.evidence import save_files
from mediation.intake.views.page import (
    View,
    as_typed,
    kept,
    next_address,
    one,
    onward,
    page_of,
    save,
    scene_of,
    way_back,
    with_token,
)
from mediation.rules.acceptance import eligibility
from mediation.rules.findings import Words
from mediation.web.filters import capitals, yuan_signed
from mediation.web.transaction import keep_changes
from mediation.web.words import t


@blueprint.get("/steps/<code>")
@requires(ANYONE)
def show_step(code: str) -> View:
    step = _step(code)
    draft = draft_of_browser(at=clock.now())
    if draft is None:
        return way_in(at=clock.now())
    if draft.submitted_at is not None:
        return redirect(url_for(".receipt"), 303)
    answers = Answers.read(draft.content)
    if step not in path(answers, assisted=is_assisted(draft)):
        return redirect(url_for(".go_on"), 303)
    raw = answers.raw(code)
    scene = scene_of(draft, step, answers, chosen=one(raw, "institution"))
    form = step.form(formdata=as_typed(raw))
    form.prepare(scene)
    return page_of(step, form, draft, answers)


@blueprint.post("/steps/<code>")
@requires(ANYONE)
def save_step(code: str) -> View:
    """Keep what was typed, then go where the button says."""
    step = _step(code)
    now = clock.now()
    draft = any_draft_of_browser(at=now, to_change=True)
    if code == "received" and not (draft and is_assisted(draft)):
        abort(404)  # how a complaint came in is for staff to say
    fresh = None
    if draft is None:
        # the draft is gone (30 days, another browser): what was typed begins a new one
        fresh = begun_draft(at=now)
        draft = fresh.draft
    if draft.submitted_at is not None:
        return render_template("intake/already_filed.html", step=step, typed=kept()), 409
    response = _saved(step, draft)
    if is_locked(draft):
        # the session of whoever types for somebody ended: what they typed is kept, the rest waits
        return way_in(at=now)
    return keeping(_as_response(response), fresh.code) if fresh else response


def _saved(step: Step, draft: IntakeDraft) -> View:
    raw = tidy_raw(kept())
    if step.form is EvidenceForm:
        return save_files(step, draft)
    then = request.form.get("then", "")
    if change := _row_change(then):
        save(draft, step, raw=change(raw), data=None)
        return redirect(url_for(".show_step", code=step.code, **way_back()) + "#rows", 303)
    answers = Answers.read(draft.content)
    scene = scene_of(draft, step, answers, chosen=one(raw, "institution"))
    form = step.form(formdata=with_token(raw))
    form.prepare(scene)
    is_right = form.validate()
    overtaken = _is_overtaken(answers, step, raw)
    data = form.answer() if is_right else None
    answers = save(draft, step, raw=raw, data=data)
    if overtaken:
        flash(t(_OVERTAKEN), "warn")
    if then == "later":
        return redirect(url_for(".later"), 303)
    if data is None:
        keep_changes()
        return page_of(step, form, draft, answers), 422
    _echo(step, data)
    return redirect(next_address(step, draft, answers), 303)


_OVERTAKEN = Words(
    "这一页刚才在别的窗口或者手机上改过。现在保存的是您在这里填写的内容，请在最后一步核对。",
    "This page was changed in another window or on another telephone meanwhile. What you typed here is "
    "now saved: please compare it on the last page.",
)


def _is_overtaken(answers: Answers, step: Step, raw: Raw) -> bool:
    """Whether the page that was sent is older than what is kept, and says something else."""
    given = answers.steps.get(step.code)
    seen = request.form.get("revision", "")
    return given is not None and seen.isdecimal() and given.revision > int(seen) and given.raw != raw


def _echo(step: Step, data: dict[str, object]) -> None:
    """Say an amount back in capitals, as banks do, so that a slip of a digit is seen."""
    fen = data.get("amount") if step.code == "amount" else None
    if isinstance(fen, int):
        flash(
            t(
                "已保存争议金额 {figures}，大写：{capitals}。不对的话请返回上一步修改。",
                "Amount saved: {figures}, in capitals {capitals}. Go back if that is wrong.",
                figures=yuan_signed(fen),
                capitals=capitals(fen),
            ),
            "info",
        )


@blueprint.get("/steps/<code>/other-doors")
@requires(ANYONE)
def other_doors(code: str) -> View:
    """Where else to turn after an answer that speaks against mediation, and the way on all the same."""
    step = _step(code)
    draft = draft_of_browser(at=clock.now())
    if draft is None or draft.submitted_at is not None:
        return redirect(url_for(".start"), 303)
    answers = Answers.read(draft.content)
    finding = eligibility.other_door(code, str(answers.get(code, "answer")), on=clock.today())
    if finding is None:
        return redirect(url_for(".go_on"), 303)
    back = url_for(".show_step", code=code, **way_back())
    return render_template(
        "intake/other_doors.html",
        step=step,
        finding=finding,
        onward=onward(step, answers, assisted=is_assisted(draft)),
        back=back,
    )


def _step(code: str) -> Step:
    step = BY_CODE.get(code)
    if step is None:
        abort(404)
    return step


def _row_change(then: str) -> Callable[[Raw], Raw] | None:
    if then == "add-row":
        return with_one_row_more
    if then.startswith("remove-row-") and then[11:].isdecimal():
        place = int(then[11:])
        return lambda raw: without_row(raw, place)
    return None


def _as_response(view: View) -> Response:
    if isinstance(view, Response):
        return view
    body, status = view if isinstance(view, tuple) else (view, 200)
    return Response(body, status, mimetype="text/html")
