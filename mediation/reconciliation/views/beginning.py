"""Beginning a reconciliation, bringing a list into it, and saying what its columns mean."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, ensure, requires
from mediation.acts.refusals import ActRefused, NotAllowed
from mediation.bulk.received.form_parts import chosen, columns_form
from mediation.bulk.received.operations import ColumnsRefused
from mediation.database import db
from mediation.documents.sending import send_result
from mediation.organisations.queries import of_kinds, organisation, the_centre
from mediation.reconciliation import bringing, columns, operations
from mediation.reconciliation.forms import BeginForm, ListForm
from mediation.reconciliation.models import Reconciliation, TheirList
from mediation.reconciliation.views.lookup import blueprint, reconciliation_or_404, say
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.procedures.referral_steps import Direction
from mediation.spreadsheets.reading_cells import Unreadable
from mediation.web.fields import as_choices
from mediation.web.forms import BaseForm
from mediation.web.words import t

BODIES = ("court", "authority", "institution")
SAMPLE = 5  # rows shown so that a person sees what is in the columns

Answer = str | Response | tuple[str, int]


@blueprint.route("/new", methods=["GET", "POST"])
@requires("reconciliation.handle")
def begin() -> Answer:
    form = BeginForm()
    form.body.choices = as_choices([(one.id, one.words) for one in of_kinds(BODIES)])
    if form.validate_on_submit():
        upload: FileStorage = form.files.data[0]
        content, at = upload.stream.read(), clock.now()
        try:
            found = operations.begin(
                organisation(int(form.body.data or 0)) or abort(404),
                Direction(form.direction.data or ""),
                form.from_on.data or clock.today(),
                form.to_on.data or clock.today(),
                centre=the_centre() or abort(404),
                actor=current_actor(),
                at=at,
            )
            theirs = bringing.receive(found, content, upload.filename or "", actor=current_actor(), at=at)
        except Unreadable as refused:
            form.refuse("files", refused.words)
        except (ActRefused, NotPossible) as refused:
            say(form, refused)
        else:
            return _to_columns(found, theirs)
    return _upload_page(form, None)


@blueprint.route("/<case_number:reconciliation_number>/list", methods=["GET", "POST"])
@requires("reconciliation.handle")
def bring_list(reconciliation_number: str) -> Answer:
    """A later list for the same period: it is compared anew, and what is closed keeps its reason."""
    found = reconciliation_or_404(reconciliation_number)
    ensure("reconciliation.handle", found)
    form = ListForm()
    if form.validate_on_submit():
        upload: FileStorage = form.files.data[0]
        content = upload.stream.read()
        try:
            theirs = bringing.receive(
                found, content, upload.filename or "", actor=current_actor(), at=clock.now()
            )
        except NotAllowed:
            abort(404)
        except Unreadable as refused:
            form.refuse("files", refused.words)
        except (ActRefused, NotPossible) as refused:
            say(form, refused)
        else:
            return _to_columns(found, theirs)
    return _upload_page(form, found)


@blueprint.route("/<case_number:reconciliation_number>/lists/<int:list_id>/columns", methods=["GET", "POST"])
@requires("reconciliation.handle")
def say_columns(reconciliation_number: str, list_id: int) -> Answer:
    """Which column means what: as with the last list of this body, for a person to confirm."""
    found, theirs = _list_or_404(reconciliation_number, list_id)
    ensure("reconciliation.handle", found)
    fields = columns.fields(on=clock.today())
    form = columns_form(theirs.received, fields)
    if form.validate_on_submit():
        try:
            bringing.read_in(found, theirs, chosen(form, fields), actor=current_actor(), at=clock.now())
        except NotAllowed:
            abort(404)
        except (ActRefused, NotPossible, ColumnsRefused) as refused:
            db.session.rollback()
            found, theirs = _list_or_404(reconciliation_number, list_id)
            say(form, refused)
        else:
            flash(t("已比对 {n} 行。", "{n} row(s) compared.", n=theirs.row_count), "success")
            return redirect(url_for("reconciliation.page", reconciliation_number=found.short_number))
    return _columns_page(form, found, theirs)


@blueprint.get("/<case_number:reconciliation_number>/lists/<int:list_id>/file")
@requires("reconciliation.view")
def list_file(reconciliation_number: str, list_id: int) -> Response:
    """A list byte for byte as it came."""
    _found, theirs = _list_or_404(reconciliation_number, list_id)
    received = theirs.received
    return send_result(received.path, "application/octet-stream", received.name, received.sha256)


def _list_or_404(number: str, list_id: int) -> tuple[Reconciliation, TheirList]:
    found = reconciliation_or_404(number)
    return found, next((one for one in found.lists if one.id == list_id), None) or abort(404)


def _to_columns(found: Reconciliation, theirs: TheirList) -> Response:
    return redirect(
        url_for("reconciliation.say_columns", reconciliation_number=found.short_number, list_id=theirs.id)
    )


def _upload_page(form: BaseForm, found: Reconciliation | None) -> Answer:
    page = render_template("reconciliation/upload.html", form=form, found=found)
    return page, (422 if form.errors else 200)


def _columns_page(form: BaseForm, found: Reconciliation, theirs: TheirList) -> Answer:
    page = render_template(
        "reconciliation/columns.html",
        form=form,
        found=found,
        received=theirs.received,
        sample=bringing.first_rows(theirs.received, SAMPLE),
    )
    return page, (422 if form.errors or form.form_errors else 200)
