"""Handing out the papers and files of a case."""

from __future__ import annotations

from flask import Response, abort

from mediation.access.guard import current_actor, may, requires
from mediation.cases.lookup import case_or_404
from mediation.cases.outsiders_view import OUTSIDE_FILES, may_read
from mediation.cases.views.lookup import blueprint
from mediation.database import writes
from mediation.documents.editable import docx_of
from mediation.documents.operations import made_from
from mediation.documents.queries import documents_of_case, files_of_case
from mediation.documents.sending import send_document, send_docx, send_stored


@blueprint.get("/cases/<case_number:case_number>/papers/<int:document_id>")
@requires("desk.open")
@writes
def paper(case_number: str, document_id: int) -> Response:
    case = case_or_404(case_number)
    actor = current_actor()
    readable = (one for one in documents_of_case(case.id) if may_read(one.kind, case, actor))
    return send_document(next((one for one in readable if one.id == document_id), None) or abort(404))


@blueprint.get("/cases/<case_number:case_number>/papers/<int:document_id>/editable")
@requires("desk.open")
def editable(case_number: str, document_id: int) -> Response:
    """The copy that courts and lawyers edit; the paper itself stays the PDF."""
    case = case_or_404(case_number, "case.issue_document")
    found = next((one for one in documents_of_case(case.id) if one.id == document_id), None) or abort(404)
    kind, facts, imprint = made_from(found)
    if not kind.editable:
        abort(404)
    return send_docx(docx_of(kind, facts, imprint), f"{found.number}.docx")


@blueprint.get("/cases/<case_number:case_number>/files/<int:file_id>")
@requires("desk.open")
def file(case_number: str, file_id: int) -> Response:
    case = case_or_404(case_number)
    inside = may("case.view_inside", case)
    readable = (one for one in files_of_case(case.id) if inside or one.kind in OUTSIDE_FILES)
    return send_stored(next((one for one in readable if one.id == file_id), None) or abort(404))
