"""The staff's page of one issued paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, ensure, requires
from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.cases.queries import case_by_number
from mediation.documents.field_names import name_of
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.documents.queries import documents_of_case
from mediation.documents.render import RenderRefused
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import store_upload
from mediation.issuing import forms, operations, queries
from mediation.rules.procedures.machine import NotPossible
from mediation.web.words import t

blueprint = Blueprint("issuing", __name__, url_prefix="/desk/cases/<case_number:case_number>/issued")

Answer = str | Response | tuple[str, int]

LONG = 60
ACTIONS = ("replace_paper", "withdraw_paper", "serve_paper")


@blueprint.get("/acts/<string:action>")
@requires("case.issue_papers")
def act(case_number: str, action: str) -> Answer:
    """Papers have acts of their own: the case's list of papers leads to them."""
    return redirect(url_for("cases.case", case_number=_case(case_number).short_number, _anchor="papers"))


@blueprint.get("/<int:document_id>")
@requires("case.issue_papers")
def paper(case_number: str, document_id: int) -> Answer:
    return _page(*_paper(case_number, document_id))


@blueprint.post("/<int:document_id>/service")
@requires("case.issue_papers")
def serve(case_number: str, document_id: int) -> Answer:
    case, document = _paper(case_number, document_id)
    form = forms.ServiceForm(prefix="serve")
    if form.validate_on_submit() and form.on.data:
        try:
            operations.serve_paper(
                case,
                document,
                form.recipient.data,
                form.way.data or "",
                form.result.data or "",
                form.on.data,
                note=form.note.data or "",
                proof=_stored(form, case),
                actor=current_actor(),
                at=clock.now(),
            )
        except (ActRefused, NotPossible, UploadRefused) as refused:
            form.refuse(None, refused.words)
        else:
            flash(t("送达已登记。", "Service recorded."), "success")
            return redirect(url_for("issuing.paper", case_number=case_number, document_id=document_id))
    return _page(case, document, form), 422


@blueprint.post("/<int:document_id>/withdraw")
@requires("case.issue_papers")
def withdraw(case_number: str, document_id: int) -> Answer:
    case, document = _paper(case_number, document_id)
    form = forms.WithdrawForm(prefix="withdraw")
    if form.validate_on_submit():
        try:
            operations.withdraw_paper(
                case,
                document,
                form.reason.data,
                actor=current_actor(),
                at=clock.now(),
                version=form.seen_version(),
            )
        except (ActRefused, NotPossible) as refused:
            form.refuse(None, refused.words)
        else:
            flash(t("文书已撤销，核验时会显示。", "Withdrawn; whoever checks the code is told."), "success")
            return redirect(url_for("issuing.paper", case_number=case_number, document_id=document_id))
    return _page(case, document, form), 422


@blueprint.route("/<int:document_id>/replace", methods=["GET", "POST"])
@requires("case.issue_papers")
def replace(case_number: str, document_id: int) -> Answer:
    case, document = _paper(case_number, document_id)
    form = forms.ReplaceForm(version=case.version)
    texts = operations.editable_texts(document)
    typed = {path: request.form.get(f"text-{path}", text) for path, text in texts.items()}
    if form.validate_on_submit():
        try:
            new = operations.replace_paper(
                case,
                document,
                {path: text.replace("\r\n", "\n").strip() for path, text in typed.items()},
                form.reason.data,
                actor=current_actor(),
                at=clock.now(),
                version=form.seen_version(),
            )
        except (ActRefused, NotPossible, RenderRefused) as refused:
            form.refuse(None, refused.words)
        else:
            flash(t("已出具新的文书：{number}。", "Issued anew: {number}.", number=new.number), "success")
            return redirect(url_for("issuing.paper", case_number=case_number, document_id=new.id))
    page = render_template(
        "issuing/replace.html",
        case=case,
        document=document,
        title=KINDS[DocumentKind(document.kind)].title,
        form=form,
        texts=[(path, name_of(path), text) for path, text in typed.items()],
        long=LONG,
    )
    return page, (422 if form.mistakes else 200)


def _page(case: Case, document: IssuedDocument, failed: Any = None) -> str:
    kind = DocumentKind(document.kind)
    fresh: dict[str, Any] = {"formdata": None, "version": case.version}
    return render_template(
        "issuing/paper.html",
        case=case,
        document=document,
        title=KINDS[kind].title,
        services=queries.services_of(document.id),
        ways=operations.WAYS,
        results=operations.RESULTS,
        may_replace=document.is_valid and kind not in operations.NOT_REPLACED,
        may_withdraw=document.is_valid and kind not in operations.SIGNED,
        failed=failed,
        serve_form=failed
        if isinstance(failed, forms.ServiceForm)
        else forms.ServiceForm(prefix="serve", on=clock.today(), **fresh),
        withdraw_form=failed
        if isinstance(failed, forms.WithdrawForm)
        else forms.WithdrawForm(prefix="withdraw", **fresh),
    )


def _stored(form: forms.ServiceForm, case: Case) -> StoredFile | None:
    """The proof that was handed in; None without one."""
    for upload in form.proof.data or []:
        if upload and upload.filename:
            actor = current_actor()
            return store_upload(
                upload.stream,
                upload.filename,
                at=clock.now(),
                uploaded_by=actor.name,
                uploaded_by_id=actor.user_id,
                kind="service_proof",
                case_id=case.id,
            )
    return None


def _case(case_number: str) -> Case:
    case = case_by_number(case_number) or abort(404)
    ensure("case.issue_papers", case)
    return case


def _paper(case_number: str, document_id: int) -> tuple[Case, IssuedDocument]:
    case = _case(case_number)
    found = next((one for one in documents_of_case(case.id) if one.id == document_id), None)
    return case, found or abort(404)
