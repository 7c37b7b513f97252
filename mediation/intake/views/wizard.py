"""One page of the wizard after the other. What is typed is kept, right or wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, cast

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import ANYONE, requires
from mediation.documents.queries import files_of_draft
from mediation.documents.sending import send_stored
from mediation.documents.upload_types import UploadRefused
from mediation.intake import operations, queries
from mediation.intake.answers import Answers, Raw
from mediation.intake.forms.base import Scene, StepForm
from mediation.intake.forms.dispute import EvidenceForm, tidy_raw, with_one_row_more, without_row
from mediation.intake.models import IntakeDraft
from mediation.intake.steps import BY_CODE, CHECK_SECTION, SECTIONS, Step, after, before, first_open, path
from mediation.intake.views.blueprint import (
    HONEYPOT,
    any_draft_of_browser,
    begun_draft,
    blueprint,
    draft_of_browser,
    is_assisted,
    is_locked,
    keeping,
    way_in,
)
from mediation.organisations.queries import the_centre
from mediation.rules import eligibility
from mediation.rules.findings import Words
from mediation.web.filters import capitals, yuan_signed
from mediation.web.transaction import keep_changes
from mediation.web.words import language, t

View = str | Response | tuple[str, int]

# Names that travel with every page and are no answers.
_FURNITURE = frozenset({"csrf_token", "then", "revision", "from", HONEYPOT})


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
    scene = _scene(draft, step, answers, chosen=_one(raw, "institution"))
    form = step.form(formdata=_typed(raw))
    form.prepare(scene)
    return _page(step, form, draft, answers)


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
        return render_template("intake/already_filed.html", step=step, typed=_kept()), 409
    response = _saved(step, draft)
    if is_locked(draft):
        # the session of whoever types for somebody ended: what they typed is kept, the rest waits
        return way_in(at=now)
    return keeping(_as_response(response), fresh.code) if fresh else response


def _saved(step: Step, draft: IntakeDraft) -> View:
    raw = tidy_raw(_kept())
    if step.form is EvidenceForm:
        return _save_files(step, draft)
    then = request.form.get("then", "")
    if change := _row_change(then):
        _save(draft, step, raw=change(raw), data=None)
        return redirect(url_for(".show_step", code=step.code, **_back()) + "#rows", 303)
    answers = Answers.read(draft.content)
    scene = _scene(draft, step, answers, chosen=_one(raw, "institution"))
    form = step.form(formdata=_with_token(raw))
    form.prepare(scene)
    is_right = form.validate()
    overtaken = _is_overtaken(answers, step, raw)
    data = form.answer() if is_right else None
    answers = _save(draft, step, raw=raw, data=data)
    if overtaken:
        flash(t(_OVERTAKEN), "warn")
    if then == "later":
        return redirect(url_for(".later"), 303)
    if data is None:
        keep_changes()
        return _page(step, form, draft, answers), 422
    _echo(step, data)
    return redirect(_next(step, draft, answers), 303)


_OVERTAKEN = Words(
    "这一页刚才在别的窗口或者手机上改过。现在保存的是您在这里填写的内容，请在最后一步核对。",
    "This page was changed in another window or on another telephone meanwhile. What you typed here is "
    "now saved: please compare it on the last page.",
)


def _save(draft: IntakeDraft, step: Step, *, raw: Raw, data: dict[str, object] | None) -> Answers:
    return operations.save_step(draft, step, raw=raw, data=data, at=clock.now(), lang=language())


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


def _next(step: Step, draft: IntakeDraft, answers: Answers) -> str:
    assisted = is_assisted(draft)
    if _asks_door(step, answers):
        return url_for(".other_doors", code=step.code, **_back())
    return _onward(step, answers, assisted=assisted)


def _onward(step: Step, answers: Answers, *, assisted: bool) -> str:
    """Back to the check page for who came from there; else the next page."""
    following = after(step, answers, assisted=assisted)
    if request.values.get("from") == "check":
        following = first_open(answers, assisted=assisted)
        if following:
            return url_for(".show_step", code=following.code, **_back())
    return url_for(".show_step", code=following.code) if following else url_for(".check")


def _asks_door(step: Step, answers: Answers) -> bool:
    given = str(answers.get(step.code, "answer"))
    return eligibility.other_door(step.code, given, on=clock.today()) is not None


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
    onward = _onward(step, answers, assisted=is_assisted(draft))
    back = url_for(".show_step", code=code, **_back())
    return render_template("intake/other_doors.html", step=step, finding=finding, onward=onward, back=back)


def _save_files(step: Step, draft: IntakeDraft) -> View:
    """Take in the files chosen; those refused are named with the reason, the others are kept."""
    then = request.form.get("then", "")
    if then.startswith("remove-") and then[7:].isdecimal():
        operations.remove_file(draft, int(then[7:]), at=clock.now())
        return redirect(url_for(".show_step", code=step.code, **_back()), 303)
    form = step.form()
    form.prepare(_scene(draft, step, Answers.read(draft.content)))
    chosen = [file for file in request.files.getlist("files") if file.filename]
    refusals = [words for file in chosen if (words := _take_in(draft, file))]
    answers = _save(draft, step, raw={}, data={})
    for words in dict.fromkeys(refusals):
        form.refuse("files", words)
    if refusals:
        keep_changes()
        return _page(step, form, draft, answers), 422
    if then == "upload":
        # the count makes another address, by which the uploading script knows that it went well
        count = len(files_of_draft(draft.id))
        return redirect(url_for(".show_step", code=step.code, uploaded=count, **_back()) + "#files-kept", 303)
    return redirect(url_for(".later") if then == "later" else _next(step, draft, answers), 303)


def _take_in(draft: IntakeDraft, file: FileStorage) -> Words | None:
    try:
        operations.attach_file(
            draft, cast(BinaryIO, file.stream), file.filename or "", at=clock.now(), uploaded_by="applicant"
        )
    except (UploadRefused, operations.TooManyFiles) as refusal:
        return refusal.words
    finally:
        file.close()  # a large one lies in a file of its own until then
    return None


@blueprint.get("/files/<int:number>")
@requires(ANYONE)
def draft_file(number: int) -> View:
    """A file of the browser's own draft, to look at what was uploaded."""
    draft = draft_of_browser(at=clock.now())
    file = queries.file_of_draft(draft, number) if draft else None
    if file is None:
        abort(404)
    return send_stored(file)


def _step(code: str) -> Step:
    step = BY_CODE.get(code)
    if step is None:
        abort(404)
    return step


def _scene(draft: IntakeDraft, step: Step, answers: Answers, *, chosen: str = "") -> Scene:
    on = clock.today()
    centre = the_centre() if step.code == "consents" else None
    return Scene(
        answers,
        on,
        assisted=is_assisted(draft),
        centre_name=centre.words if centre else Words("本中心", "the centre"),
        options=queries.options_for(
            step.code, answers, on=on, search=request.args.get("q", "")[:100], chosen=chosen
        ),
    )


def _page(step: Step, form: StepForm, draft: IntakeDraft, answers: Answers) -> str:
    previous = before(step, answers, assisted=is_assisted(draft))
    came_from_check = request.values.get("from") == "check"
    back = url_for(".show_step", code=previous.code) if previous else url_for(".start")
    return render_template(
        step.template,
        step=step,
        form=form,
        revision=draft.revision,
        section=SECTIONS[step.section],
        number=step.section + 1,
        total=CHECK_SECTION + 1,
        back=url_for(".check") if came_from_check else back,
        came_from="check" if came_from_check else "",
        files=files_of_draft(draft.id) if step.form is EvidenceForm else (),
        saved_at=draft.updated_at if draft.revision else None,
        search=request.args.get("q", ""),
    )


def _kept() -> Raw:
    return {name: values for name, values in request.form.lists() if name not in _FURNITURE}


def _typed(raw: Raw) -> MultiDict[str, str] | None:
    """As a form reads it; None for a page that was not filled in yet."""
    return MultiDict((name, value) for name, values in raw.items() for value in values) if raw else None


def _with_token(raw: Raw) -> MultiDict[str, str]:
    """What was typed, tidied, with the token that the forgery check asks for."""
    typed = MultiDict((name, value) for name, values in raw.items() for value in values)
    typed.setlist("csrf_token", request.form.getlist("csrf_token"))
    return typed


def _one(raw: Raw, name: str) -> str:
    return next(iter(raw.get(name, [])), "")


def _back() -> dict[str, Any]:
    return {"from": "check"} if request.values.get("from") == "check" else {}


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
