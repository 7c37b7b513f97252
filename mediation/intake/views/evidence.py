"""The evidence of a draft: files taken in, removed and looked at."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import abort, redirect, request, url_for
from werkzeug.datastructures import FileStorage

from mediation import clock
from mediation.access.guard import ANYONE, requires
from mediation.documents.queries import files_of_draft
from mediation.documents.sending import send_stored
from mediation.documents.upload_types import UploadRefused
from mediation.intake import operations, queries
from mediation.intake.answers import Answers
from mediation.intake.models import IntakeDraft
from mediation.intake.steps import Step
from mediation.intake.views.blueprint import blueprint, draft_of_browser
from mediation.intake.views.page import View, next_address, page_of, save, scene_of, way_back
from mediation.rules.findings import Words
from mediation.web.transaction import keep_changes


def save_files(step: Step, draft: IntakeDraft) -> View:
    """Take in the files chosen; those refused are named with the reason, the others are kept."""
    then = request.form.get("then", "")
    if then.startswith("remove-") and then[7:].isdecimal():
        operations.remove_file(draft, int(then[7:]), at=clock.now())
        return redirect(url_for(".show_step", code=step.code, **way_back()), 303)
    form = step.form()
    form.prepare(scene_of(draft, step, Answers.read(draft.content)))
    chosen = [file for file in request.files.getlist("files") if file.filename]
    refusals = [words for file in chosen if (words := _take_in(draft, file))]
    answers = save(draft, step, raw={}, data={})
    for words in dict.fromkeys(refusals):
        form.refuse("files", words)
    if refusals:
        keep_changes()
        return page_of(step, form, draft, answers), 422
    if then == "upload":
        # the count makes another address, by which the uploading script knows that it went well
        count = len(files_of_draft(draft.id))
        return redirect(
            url_for(".show_step", code=step.code, uploaded=count, **way_back()) + "#files-kept", 303
        )
    return redirect(url_for(".later") if then == "later" else next_address(step, draft, answers), 303)


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
