"""Beginning, going on later, and typing for somebody else."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from wtforms.validators import ValidationError

from mediation import clock
from mediation.access.guard import ANYONE, requires
from mediation.accounts.failed_attempts.known_devices import remember
from mediation.documents.addresses import public_address
from mediation.intake import operations, queries
from mediation.intake.answers import Answers
from mediation.intake.draft_codes import read_code, shown
from mediation.intake.forms.base import StepForm
from mediation.intake.models import IntakeDraft
from mediation.intake.steps import first_open
from mediation.intake.views.blueprint import (
    BEGUN,
    begun_draft,
    blueprint,
    code_of_browser,
    draft_of_browser,
    forgetting,
    is_a_machine,
    is_assisted,
    keeping,
)
from mediation.intake.views.page import View
from mediation.rules.findings import Words
from mediation.web.fields import CodeField, TextField
from mediation.web.words import label, t


class ResumeForm(StepForm):
    code = CodeField(
        label("续填码", "Draft code"),
        label("请填写续填码，一共 16 位。", "Enter the draft code, 16 characters."),
        hint=label("例如 ABCD-2345-EFGH-6789", "For example ABCD-2345-EFGH-6789"),
        most=60,
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def validate_code(self, field: TextField) -> None:
        if read_code(field.data or "") is None:
            raise ValidationError(
                Words(
                    "续填码是 16 位字母和数字，没有 0、1、I、L、O。请对照记下的续填码。",
                    "The code has 16 letters and digits, without 0, 1, I, L, O. Compare it with your note.",
                )
            )


@blueprint.get("/")
@requires(ANYONE)
def start() -> View:
    """What it is, and where to begin or go on."""
    draft = draft_of_browser(at=clock.now())
    unfinished = draft if draft and draft.submitted_at is None and draft.revision else None
    return render_template("intake/start.html", unfinished=unfinished, elsewhere=_is_elsewhere(draft))


def _is_elsewhere(draft: IntakeDraft | None) -> bool:
    """Whether what this browser had begun is gone on with in another."""
    code = code_of_browser()
    return draft is None and bool(code) and queries.is_taken_up_elsewhere(code)


@blueprint.post("/")
@requires(ANYONE)
def begin() -> View:
    if is_a_machine():
        abort(400)
    begun = begun_draft(at=clock.now())
    answer = keeping(redirect(url_for(".show_step", code="applicant"), 303), begun.code)
    return remember(answer, BEGUN, BEGUN)


@blueprint.get("/assisted")
@requires("intake.assist")
def assisted() -> View:
    """Staff type a paper, counter or telephone complaint into the same wizard."""
    return render_template("intake/assisted.html")


@blueprint.post("/assisted")
@requires("intake.assist")
def begin_assisted() -> View:
    begun = begun_draft(at=clock.now(), assisted=True)
    return keeping(redirect(url_for(".show_step", code="received"), 303), begun.code)


@blueprint.get("/continue")
@requires(ANYONE)
def go_on() -> View:
    """To the first page that is still open."""
    draft = draft_of_browser(at=clock.now())
    if draft is None:
        return redirect(url_for(".start" if _is_elsewhere(draft) else ".resume"), 303)
    if draft.submitted_at is not None:
        return redirect(url_for(".receipt"), 303)
    step = first_open(Answers.read(draft.content), assisted=is_assisted(draft))
    return redirect(url_for(".show_step", code=step.code) if step else url_for(".check"), 303)


@blueprint.get("/later")
@requires(ANYONE)
def later() -> View:
    """How to go on later or on another telephone: the code and a link for family."""
    draft = draft_of_browser(at=clock.now())
    if draft is None or draft.submitted_at is not None:
        return redirect(url_for(".start"), 303)
    code = code_of_browser()
    return render_template(
        "intake/later.html",
        code=shown(code),
        link=public_address() + url_for(".resume", code=shown(code)),
        until=clock.day_of(draft.updated_at + queries.DRAFT_LIVES),
    )


@blueprint.post("/leave")
@requires(ANYONE)
def leave() -> View:
    """Forget the draft on this machine; with its code it can be opened again elsewhere."""
    flash(t("这台设备上的填写记录已清除。", "The record on this device was cleared."), "success")
    return forgetting(redirect(url_for(".start"), 303))


@blueprint.get("/resume")
@requires(ANYONE)
def resume() -> View:
    """Asks for the code; the link for another telephone brings it along. It changes nothing by itself.

    The code opens all that was typed, so it stands after the `?`: access logs leave that out.
    """
    typed = request.args.get("code", "")
    if not typed:
        return _resume_page(ResumeForm())
    code = read_code(typed) or ""
    draft = queries.draft_by_code(code, at=clock.now())
    if draft is None:
        flash(t(_UNKNOWN), "warn")
        return redirect(url_for(".resume"), 303)
    return _to_confirm(draft, code)


@blueprint.post("/resume")
@requires(ANYONE)
def resume_by_code() -> View:
    """Take the draft up in this browser, once the person has seen what it is and said so."""
    form, at = ResumeForm(), clock.now()
    if not form.validate_on_submit():
        return _resume_page(form), 422
    code = read_code(form.code.data) or ""
    draft = queries.draft_by_code(code, at=at, to_change=True)
    if draft is None:
        form.refuse("code", _UNKNOWN)
        return _resume_page(form), 422
    if code == code_of_browser():
        return redirect(url_for(".go_on"), 303)
    if request.form.get("confirmed") != "yes":
        return _to_confirm(draft, code)
    return keeping(redirect(url_for(".go_on"), 303), operations.take_up(draft))


def _resume_page(form: ResumeForm) -> str:
    return render_template("intake/resume.html", form=form)


def _to_confirm(draft: IntakeDraft, code: str) -> str:
    """What is about to be gone on with, and what lies in this browser already; nothing of a person."""
    own = draft_of_browser(at=clock.now())
    return render_template(
        "intake/take_up.html",
        draft=draft,
        code=shown(code),
        own=own if own and own.id != draft.id and own.submitted_at is None and own.revision else None,
    )


_UNKNOWN = Words(
    "没有找到这份申请。请核对续填码；在别的设备上接着填过的，续填码已经换新；"
    "超过 30 天没有填写的，内容已经删除，请重新申请。",
    "No draft has this code. Compare it with your note; one that was gone on with elsewhere has a new code; "
    "a draft left alone for 30 days is deleted.",
)
