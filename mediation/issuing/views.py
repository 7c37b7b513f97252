"""The staff's page of one issued paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.documents.field_names import name_of
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.documents.queries import documents_of_case
from mediation.documents.uploads import store_upload
from mediation.issuing import forms, operations, queries
from mediation.rules.findings import Words
from mediation.web.forms import BaseForm

blueprint = Blueprint("issuing", __name__, url_prefix="/desk/cases/<case_number:case_number>/issued")

RIGHT = "case.issue_papers"

LONG = 60


@blueprint.get("/<int:document_id>")
@requires(RIGHT)
def paper(case_number: str, document_id: int) -> Answer:
    case = case_or_404(case_number, RIGHT)
    return _draw(case, _paper_or_404(case, document_id))


@blueprint.post("/<int:document_id>/service")
@requires(RIGHT)
def serve(case_number: str, document_id: int) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> object:
        document = _paper_or_404(case, document_id)
        facts = operations.ServiceFacts(
            form.recipient.data,
            form.way.data or "",
            form.result.data or "",
            form.on.data,
            note=form.note.data or "",
            proof=_stored(form, case, by),
        )
        return operations.serve_paper(case, document, facts, by.without_version())

    done = Words("送达已登记。", "Service recorded.")
    return _run(case_number, document_id, lambda case: forms.ServiceForm(prefix="serve"), carry_out, done)


@blueprint.post("/<int:document_id>/withdraw")
@requires(RIGHT)
def withdraw(case_number: str, document_id: int) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> None:
        document, reason = _paper_or_404(case, document_id), form.reason.data
        operations.withdraw_paper(case, document, reason, by)

    done = Words("文书已撤销，核验时会显示。", "Withdrawn; whoever checks the code is told.")
    return _run(case_number, document_id, lambda case: forms.WithdrawForm(prefix="withdraw"), carry_out, done)


def _run(
    case_number: str,
    document_id: int,
    form_of: Callable[[Case], BaseForm],
    carry_out: Callable[[Case, Any, By], object],
    done: Words,
) -> Answer:
    """One of the forms of the page of a paper."""
    return pages.run(
        partial(case_or_404, case_number, RIGHT),
        form_of,
        carry_out,
        lambda case, form: _draw(case, _paper_or_404(case, document_id), form),
        lambda _: pages.go_on(
            done, url_for("issuing.paper", case_number=case_number, document_id=document_id)
        ),
    )


@blueprint.route("/<int:document_id>/replace", methods=["GET", "POST"])
@requires(RIGHT)
def replace(case_number: str, document_id: int) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> IssuedDocument:
        document = _paper_or_404(case, document_id)
        texts = {path: text.replace("\r\n", "\n").strip() for path, text in _typed(document).items()}
        return operations.replace_paper(case, document, texts, form.reason.data, by)

    return pages.run(
        partial(case_or_404, case_number, RIGHT),
        lambda case: forms.ReplaceForm(),
        carry_out,
        lambda case, form: _draw_replacing(case, _paper_or_404(case, document_id), form),
        lambda new: pages.go_on(
            Words(f"已出具新的文书：{new.number}。", f"Issued anew: {new.number}."),
            url_for("issuing.paper", case_number=case_number, document_id=new.id),
        ),
    )


def _typed(document: IssuedDocument) -> dict[str, str]:
    """The texts that may be corrected, as they were typed or stand in the paper."""
    texts = operations.editable_texts(document)
    return {path: request.form.get(f"text-{path}", text) for path, text in texts.items()}


def _draw_replacing(case: Case, document: IssuedDocument, form: forms.ReplaceForm) -> str:
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


def _draw(case: Case, document: IssuedDocument, failed: Any = None) -> str:
    kind = DocumentKind(document.kind)
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
        else forms.ServiceForm(prefix="serve", on=clock.today(), formdata=None),
        withdraw_form=failed
        if isinstance(failed, forms.WithdrawForm)
        else forms.WithdrawForm(prefix="withdraw", version=case.version, formdata=None),
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


def _paper_or_404(case: Case, document_id: int) -> IssuedDocument:
    return next((one for one in documents_of_case(case.id) if one.id == document_id), None) or abort(404)
