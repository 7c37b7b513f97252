"""Reading everything over, filing it, and the receipt."""

from __future__ import annotations

import segno
from flask import abort, current_app, redirect, render_template, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import ANYONE, current_actor, requires
from mediation.accounts.failed_attempts.guesses import AT_A_CASE
from mediation.accounts.failed_attempts.known_devices import device_for, remember
from mediation.cases.models import Case
from mediation.database import writes
from mediation.documents.addresses import public_address
from mediation.documents.queries import files_of_draft
from mediation.documents.render import RendererMissing
from mediation.documents.sending import send_document
from mediation.intake import operations, queries, summary
from mediation.intake.answers import Answers
from mediation.intake.models import IntakeDraft
from mediation.intake.steps import CHECK_SECTION, SECTIONS, first_open, path
from mediation.intake.views.blueprint import (
    blueprint,
    draft_of_browser,
    is_a_machine,
    is_assisted,
    may_assist,
)
from mediation.intake.views.page import View
from mediation.rules.findings import Words
from mediation.web.fields import TickField
from mediation.web.forms import BaseForm
from mediation.web.words import label, language


class TruthForm(BaseForm):
    truth = TickField(
        label(
            "我确认以上内容属实，愿意由中心组织调解。",
            "I confirm that this is true and that I want the centre to mediate.",
        ),
        label("请确认内容属实后再提交。", "Confirm that it is true before you file."),
    )


@blueprint.get("/check")
@requires(ANYONE)
def check() -> View:
    draft = draft_of_browser(at=clock.now())
    if draft is None:
        return redirect(url_for(".start"), 303)
    if draft.submitted_at is not None:
        return redirect(url_for(".receipt"), 303)
    answers = Answers.read(draft.content)
    step = first_open(answers, assisted=is_assisted(draft))
    if step:
        return redirect(url_for(".show_step", code=step.code), 303)
    return _check_page(draft, answers, TruthForm())


def _check_page(draft: IntakeDraft, answers: Answers, form: TruthForm) -> str:
    way = path(answers, assisted=is_assisted(draft))
    return render_template(
        "intake/check.html",
        form=form,
        sections=summary.sections(way, answers, files_of_draft(draft.id)),
        section=SECTIONS[CHECK_SECTION],
        number=CHECK_SECTION + 1,
        total=CHECK_SECTION + 1,
        back=url_for(".show_step", code=way[-1].code),
    )


_NO_CENTRE = Words(
    "中心还没有开始办理业务，内容已保存，请过几天再提交。",
    "The centre is not open yet. What you typed is saved: file it in a few days.",
)


@blueprint.post("/check")
@requires(ANYONE)
def submit() -> View:
    """File it. Pressing twice files once and shows the same receipt."""
    now = clock.now()
    draft = draft_of_browser(at=now, to_change=True)
    if draft is None:
        return redirect(url_for(".start"), 303)
    if draft.submitted_at is not None:
        return redirect(url_for(".receipt"), 303)
    if is_a_machine():
        abort(400)
    form = TruthForm()
    if form.validate_on_submit():
        actor = current_actor() if is_assisted(draft) and may_assist() else operations.APPLICANT
        try:
            case = operations.submit_complaint(draft, By(actor, now))
        except operations.Unfinished as unfinished:
            return redirect(url_for(".show_step", code=unfinished.step.code), 303)
        except operations.NoCentre:
            form.refuse(None, _NO_CENTRE)
        else:
            filed = redirect(url_for(".receipt"), 303)
            return filed if is_assisted(draft) else remember(filed, AT_A_CASE, case.short_number)
    answers = Answers.read(draft.content)
    step = first_open(answers, assisted=is_assisted(draft))
    if step:
        return redirect(url_for(".show_step", code=step.code), 303)
    return _check_page(draft, answers, form), 422


@blueprint.get("/receipt")
@requires(ANYONE)
def receipt() -> View:
    """Number, access code, and what happens next."""
    now = clock.now()
    draft = draft_of_browser(at=now)
    case = queries.case_of(draft) if draft else None
    if draft is None or case is None:
        return redirect(url_for(".start"), 303)
    track = f"{public_address()}/track/{case.short_number}"
    return render_template(
        "intake/receipt.html",
        case=case,
        access_code=queries.access_code_of(draft, at=now) if _filed_here(draft, case) else None,
        track=track,
        qr=segno.make(track, error="m").svg_data_uri(scale=5, border=2, dark="#0b0c0c", light="#fff"),
        assisted=is_assisted(draft),
    )


def _filed_here(draft: IntakeDraft, case: Case) -> bool:
    """Whether this browser filed it, or staff type for somebody: no other is shown the access code."""
    return is_assisted(draft) or bool(device_for(AT_A_CASE, case.short_number))


@blueprint.get("/receipt.pdf")
@requires(ANYONE)
@writes
def receipt_pdf() -> View:
    """The receipt as a paper; made at the first call, not while filing."""
    now = clock.now()
    draft = draft_of_browser(at=now)
    case = queries.case_of(draft) if draft else None
    if draft is None or case is None or not _filed_here(draft, case):
        abort(404)
    if queries.access_code_of(draft, at=now) is None:
        abort(404)
    document = queries.receipt_of(case.id, language())
    if document is None:
        abort(404)
    try:
        return send_document(document)
    except RendererMissing:
        current_app.logger.exception("the receipt could not be made into a PDF")
        return render_template("intake/no_pdf.html"), 503
