"""The list of papers that wait for a hand, their printing, and filing what came back."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import acting, current_actor, ensure, requires
from mediation.acts.refusals import ActRefused
from mediation.documents.render import RenderRefused
from mediation.documents.sending import send_pdf
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import store_upload
from mediation.issuing.wet_signatures import forms, operations, queries
from mediation.issuing.wet_signatures.queries import SIGNED_BY_HAND, Waiting
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible
from mediation.web.paging import asked_cursor
from mediation.web.words import t

blueprint = Blueprint("wet_signatures", __name__, url_prefix="/desk/papers-to-sign")

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
@requires("wet_signatures.print")
def waiting() -> Answer:
    return _list()


@blueprint.post("/print")
@requires("wet_signatures.print")
def print_papers() -> Answer:
    """The ticked papers as one PDF with all copies; they are noted as printed."""
    actor = current_actor()
    chosen = queries.chosen(actor, request.form.getlist("paper"))
    try:
        printed = operations.print_all(chosen, acting())
    except (ActRefused, RenderRefused) as refused:
        return _list(refused.words), 422
    return send_pdf(printed.content, t("待签文书.pdf", "papers to sign.pdf"))


@blueprint.route("/<int:document_id>/file", methods=["GET", "POST"])
@requires("wet_signatures.print")
def file(document_id: int) -> Answer:
    """The scan of a paper that came back with its signatures."""
    paper = queries.waiting_document(current_actor(), document_id) or abort(404)
    ensure("case.view_inside", paper.case)
    ensure("case.add_evidence", paper.case)
    form = forms.FiledForm()
    if form.validate_on_submit():
        try:
            _file(paper, form)
        except (ActRefused, NotPossible, UploadRefused) as refused:
            form.refuse("files" if isinstance(refused, UploadRefused) else None, refused.words)
        else:
            flash(t("扫描件已入卷。", "The scan is on file."), "success")
            return redirect(url_for("wet_signatures.waiting"))
    page = render_template("issuing/wet_signatures/file.html", paper=paper, form=form)
    return page, (422 if form.errors or form.form_errors else 200)


def _file(paper: Waiting, form: forms.FiledForm) -> None:
    actor, at = current_actor(), clock.now()
    assert paper.document is not None
    assert form.signed_on.data is not None
    scans = [
        store_upload(
            cast(BinaryIO, upload.stream),
            upload.filename,
            at=at,
            uploaded_by=actor.name,
            uploaded_by_id=actor.user_id,
            kind=SIGNED_BY_HAND[paper.document.kind],
            case_id=paper.case.id,
        )
        for upload in form.files.data or ()
        if upload and upload.filename
    ]
    operations.file_signed(paper, scans, form.signed_on.data, By(actor, at))


def _list(refused: Words | None = None) -> str:
    return render_template(
        "issuing/wet_signatures/waiting.html",
        papers=queries.waiting(current_actor(), asked_cursor(request.args)),
        refused=refused,
        most=operations.MOST_AT_ONCE,
    )
