"""The staff's page of one issued paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import ensure, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.cases.models import Case
from mediation.cases.queries import case_by_number
from mediation.documents.field_names import name_of
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.documents.queries import documents_of_case
from mediation.documents.uploads import store_upload
from mediation.issuing import forms, operations, queries
from mediation.rules.findings import Words

blueprint = Blueprint("issuing", __name__, url_prefix="/desk/cases/<case_number:case_number>/issued")

LONG = 60


@blueprint.get("/<int:document_id>")
@requires("case.issue_papers")
def paper(case_number: str, document_id: int) -> Answer:
    return _page(_case(case_number), document_id)


@blueprint.post("/<int:document_id>/service")
@requires("case.issue_papers")
def serve(case_number: str, document_id: int) -> Answer:
    return pages.run(
        partial(_case, case_number),
        lambda case: forms.ServiceForm(prefix="serve"),
        partial(_serve, document_id),
        lambda case, form: _page(case, document_id, form),
        lambda _: pages.go_on(Words("送达已登记。", "Service recorded."), _address(case_number, document_id)),
    )


def _serve(document_id: int, case: Case, form: Any, by: By) -> object:
    return operations.serve_paper(
        case,
        _document(case, document_id),
        form.recipient.data,
        form.way.data,
        form.result.data,
        form.on.data,
        note=form.note.data or "",
        proof=_stored(form, case, by),
        actor=by.actor,
        at=by.at,
    )


@blueprint.post("/<int:document_id>/withdraw")
@requires("case.issue_papers")
def withdraw(case_number: str, document_id: int) -> Answer:
    return pages.run(
        partial(_case, case_number),
        lambda case: forms.WithdrawForm(prefix="withdraw"),
        lambda case, form, by: operations.withdraw_paper(
            case,
            _document(case, document_id),
            form.reason.data,
            actor=by.actor,
            at=by.at,
            version=by.version,
        ),
        lambda case, form: _page(case, document_id, form),
        lambda _: pages.go_on(
            Words("文书已撤销，核验时会显示。", "Withdrawn; whoever checks the code is told."),
            _address(case_number, document_id),
        ),
    )


@blueprint.route("/<int:document_id>/replace", methods=["GET", "POST"])
@requires("case.issue_papers")
def replace(case_number: str, document_id: int) -> Answer:
    return pages.run(
        partial(_case, case_number),
        lambda case: forms.ReplaceForm(version=case.version),
        partial(_replace, document_id),
        partial(_replacing, document_id),
        lambda new: pages.go_on(
            Words(f"已出具新的文书：{new.number}。", f"Issued anew: {new.number}."),
            _address(case_number, new.id),
        ),
    )


def _replace(document_id: int, case: Case, form: Any, by: By) -> IssuedDocument:
    document = _document(case, document_id)
    texts = {path: text.replace("\r\n", "\n").strip() for path, text in _typed(document).items()}
    return operations.replace_paper(
        case, document, texts, form.reason.data, actor=by.actor, at=by.at, version=by.version
    )


def _replacing(document_id: int, case: Case, form: Any) -> str:
    document = _document(case, document_id)
    kind = KINDS[DocumentKind(document.kind)]
    return render_template(
        "issuing/replace.html",
        case=case,
        document=document,
        title=kind.title,
        form=form,
        texts=[(path, name_of(path, kind.facts), text) for path, text in _typed(document).items()],
        long=LONG,
    )


def _typed(document: IssuedDocument) -> dict[str, str]:
    """The texts of a document by their place, as they were typed in this request, else as they stand."""
    texts = operations.editable_texts(document)
    return {path: request.form.get(f"text-{path}", text) for path, text in texts.items()}


def _page(case: Case, document_id: int, failed: Any = None) -> str:
    document = _document(case, document_id)
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


def _stored(form: forms.ServiceForm, case: Case, by: By) -> StoredFile | None:
    """The proof that was handed in; None without one."""
    for upload in form.proof.data or []:
        if upload and upload.filename:
            return store_upload(
                upload.stream,
                upload.filename,
                at=by.at,
                uploaded_by=by.actor.name,
                uploaded_by_id=by.actor.user_id,
                kind="service_proof",
                case_id=case.id,
            )
    return None


def _case(case_number: str) -> Case:
    case = case_by_number(case_number) or abort(404)
    ensure("case.issue_papers", case)
    return case


def _document(case: Case, document_id: int) -> IssuedDocument:
    found = next((one for one in documents_of_case(case.id) if one.id == document_id), None)
    return found or abort(404)


def _address(case_number: str, document_id: int) -> str:
    return url_for("issuing.paper", case_number=case_number, document_id=document_id)
