"""Beginning a reconciliation, bringing a list into it, and saying what its columns mean."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, redirect, render_template, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import acting, ensure, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.acts.refusals import ActRefused
from mediation.bulk.received.arrival import lists_first
from mediation.bulk.received.form_parts import chosen, columns_form
from mediation.database import db
from mediation.documents.sending import send_result
from mediation.organisations.queries import of_kinds, organisation, the_centre
from mediation.reconciliation import bringing, columns, operations
from mediation.reconciliation.forms import BeginForm, ListForm
from mediation.reconciliation.models import Reconciliation, TheirList
from mediation.reconciliation.views.lookup import blueprint, reconciliation_or_404
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.procedures.referral_steps import Direction
from mediation.spreadsheets.reading_cells import Unreadable
from mediation.web.fields import as_choices
from mediation.web.forms import BaseForm

BODIES = ("court", "authority", "institution")
SAMPLE = 5  # rows shown so that a person sees what is in the columns


@blueprint.route("/new", methods=["GET", "POST"])
@requires("reconciliation.handle")
@lists_first
def begin() -> Answer:
    form = BeginForm()
    form.body.choices = as_choices([(one.id, one.words) for one in of_kinds(BODIES)])
    if form.validate_on_submit():
        by, (upload, *_) = acting(), form.files.data
        try:
            found = operations.begin(
                organisation(int(form.body.data or 0)) or abort(404),
                Direction(form.direction.data or ""),
                form.from_on.data or clock.today(),
                form.to_on.data or clock.today(),
                by,
                centre=the_centre() or abort(404),
            )
            theirs = _receive(found, upload, by)
        except (ActRefused, NotPossible, Unreadable) as refused:
            db.session.rollback()
            pages.say(form, refused)
        else:
            return _to_columns(theirs)
    return _upload_page(form, None), (422 if form.errors else 200)


@blueprint.route("/<case_number:reconciliation_number>/list", methods=["GET", "POST"])
@requires("reconciliation.handle")
@lists_first
def bring_list(reconciliation_number: str) -> Answer:
    """A later list for the same period: it is compared anew, and what is closed keeps its reason."""
    return pages.run(
        partial(_handled_or_404, reconciliation_number),
        lambda found: ListForm(),
        lambda found, form, by: _receive(found, form.files.data[0], by),
        lambda found, form: _upload_page(form, found),
        _to_columns,
    )


def _receive(found: Reconciliation, upload: FileStorage, by: By) -> TheirList:
    content = upload.stream.read()
    return bringing.receive(found, content, upload.filename or "", by)


@blueprint.route("/<case_number:reconciliation_number>/lists/<int:list_id>/columns", methods=["GET", "POST"])
@requires("reconciliation.handle")
def say_columns(reconciliation_number: str, list_id: int) -> Answer:
    """Which column means what: as with the last list of this body, for a person to confirm."""
    fields = columns.fields(on=clock.today())

    def read_in(found: Reconciliation, form: Any, by: By) -> int:
        theirs = _list_or_404(found, list_id)
        bringing.read_in(found, theirs, chosen(form, fields), by.without_version())
        return theirs.row_count

    return pages.run(
        partial(_handled_or_404, reconciliation_number),
        lambda found: columns_form(_list_or_404(found, list_id).received, fields),
        read_in,
        lambda found, form: _columns_page(form, found, _list_or_404(found, list_id)),
        lambda count: pages.go_on(
            Words(f"已比对 {count} 行。", f"{count} row(s) compared."),
            url_for("reconciliation.page", reconciliation_number=reconciliation_number),
        ),
    )


@blueprint.get("/<case_number:reconciliation_number>/lists/<int:list_id>/file")
@requires("reconciliation.view")
def list_file(reconciliation_number: str, list_id: int) -> Response:
    """A list byte for byte as it came."""
    received = _list_or_404(reconciliation_or_404(reconciliation_number), list_id).received
    return send_result(received.path, "application/octet-stream", received.name, received.sha256)


def _handled_or_404(number: str) -> Reconciliation:
    found = reconciliation_or_404(number)
    ensure("reconciliation.handle", found)
    return found


def _list_or_404(found: Reconciliation, list_id: int) -> TheirList:
    return next((one for one in found.lists if one.id == list_id), None) or abort(404)


def _to_columns(theirs: TheirList) -> Response:
    number = theirs.reconciliation.short_number
    return redirect(url_for("reconciliation.say_columns", reconciliation_number=number, list_id=theirs.id))


def _upload_page(form: BaseForm, found: Reconciliation | None) -> str:
    return render_template("reconciliation/upload.html", form=form, found=found)


def _columns_page(form: BaseForm, found: Reconciliation, theirs: TheirList) -> str:
    return render_template(
        "reconciliation/columns.html",
        form=form,
        found=found,
        received=theirs.received,
        sample=bringing.first_rows(theirs.received, SAMPLE),
    )
