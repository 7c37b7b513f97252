"""The list of papers that wait for a hand, their printing, and filing what came back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from mediation.access.by import By
from mediation.access.guard import acting, current_actor, ensure, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.documents.render import RenderRefused
from mediation.documents.sending import send_pdf
from mediation.documents.uploads import store_upload
from mediation.issuing.wet_signatures import forms, operations, queries
from mediation.issuing.wet_signatures.queries import SIGNED_BY_HAND, Waiting
from mediation.rules.findings import Words
from mediation.web.paging import asked_cursor
from mediation.web.words import t

blueprint = Blueprint("wet_signatures", __name__, url_prefix="/desk/papers-to-sign")


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

    def find() -> Case:
        case = _paper_or_404(document_id).case
        ensure("case.view_inside", case)
        ensure("case.add_evidence", case)
        return case

    return pages.run(
        find,
        lambda case: forms.FiledForm(),
        lambda case, form, by: _file(_paper_or_404(document_id), form, by),
        lambda case, form: render_template(
            "issuing/wet_signatures/file.html", paper=_paper_or_404(document_id), form=form
        ),
        lambda _: pages.go_on(
            Words("扫描件已入卷。", "The scan is on file."), url_for("wet_signatures.waiting")
        ),
    )


def _paper_or_404(document_id: int) -> Waiting:
    return queries.waiting_document(current_actor(), document_id) or abort(404)


def _file(paper: Waiting, form: Any, by: By) -> None:
    assert paper.document is not None
    scans = [
        store_upload(
            upload.stream,
            upload.filename,
            at=by.at,
            uploaded_by=by.actor.name,
            uploaded_by_id=by.actor.user_id,
            kind=SIGNED_BY_HAND[paper.document.kind],
            case_id=paper.case.id,
        )
        for upload in form.files.data or ()
        if upload and upload.filename
    ]
    operations.file_signed(paper, scans, form.signed_on.data, by)


def _list(refused: Words | None = None) -> str:
    return render_template(
        "issuing/wet_signatures/waiting.html",
        papers=queries.waiting(current_actor(), asked_cursor(request.args)),
        refused=refused,
        most=operations.MOST_AT_ONCE,
    )
