"""Lists that come in: hand in, settle the columns, see what was found, load, undo."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import acting, current_actor, requires
from mediation.bulk import labels, operations, queries, sheets
from mediation.bulk.forms import HandInForm, UndoForm
from mediation.bulk.models import AT_WORK, Batch, State
from mediation.bulk.operations import ImportRefused, fields_on
from mediation.bulk.queries import RIGHT
from mediation.bulk.received import operations as lists
from mediation.bulk.received import queries as list_queries
from mediation.bulk.received.arrival import lists_first
from mediation.bulk.received.form_parts import HeadingForm, chosen, columns_form
from mediation.bulk.received.operations import ColumnsRefused
from mediation.documents.sending import send_made, send_result
from mediation.organisations.queries import of_kinds, organisation
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.referral_steps import Direction, Kind
from mediation.spreadsheets.reading import MOST_BYTES
from mediation.spreadsheets.reading_cells import Unreadable, letter_of, shown
from mediation.spreadsheets.reading_headings import below
from mediation.spreadsheets.writing import MEDIA_TYPES, Format
from mediation.timeline import queries as timeline
from mediation.timeline.events import sentence
from mediation.web.fields import as_choices
from mediation.web.paging import asked_cursor
from mediation.web.words import t

blueprint = Blueprint("bulk", __name__, url_prefix="/desk/imports")

SENDERS = ("court", "authority")
SHOWN = 3  # rows of the list on the page of its columns
ONE_AT_A_TIME = Words("一次只上传一份清单。", "One list at a time.")
ANY_FILE = "application/octet-stream"

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
@requires(RIGHT)
def imports() -> Answer:
    page = queries.batches(current_actor(), asked_cursor(request.args))
    return render_template(
        "bulk/imports.html",
        found=page,
        counts=queries.counts([one.id for one in page.rows]),
        kinds={kind.code: kind.words for kind in referral_steps.all_kinds()},
        labels=labels,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(RIGHT)
@lists_first
def new() -> Answer:
    form, offered = HandInForm(), _kinds()
    form.kind.choices = as_choices([(kind.code, kind.words) for kind in offered])
    form.body.choices = as_choices([(one.id, one.words) for one in of_kinds(SENDERS)])
    if form.validate_on_submit():
        kind = next(one for one in offered if one.code == form.kind.data)
        body = organisation(int(form.body.data or 0)) or abort(404)
        sent, *others = form.file.data
        try:
            if others:
                raise ImportRefused(ONE_AT_A_TIME)
            made = operations.hand_in(
                sent.stream.read(MOST_BYTES + 1), sent.filename or "", kind, body, acting()
            )
        except Unreadable as wrong:
            form.refuse("file", wrong.words)
        except ImportRefused as refused:
            form.refuse("body" if refused.words == operations.UNFIT else "file", refused.words)
        else:
            return redirect(url_for("bulk.columns", batch_id=made.id))
    page = render_template("bulk/new.html", form=form, kinds=offered)
    return page, (422 if form.errors else 200)


@blueprint.get("/template/<kind_code>")
@requires(RIGHT)
def template(kind_code: str) -> Response:
    kind = next((one for one in _kinds() if one.code == kind_code), None) or abort(404)
    name = f"{t(kind.words)}-{t('清单模板', 'template')}.xlsx"
    return send_made(sheets.template(kind, on=clock.today()), MEDIA_TYPES[Format.XLSX], name)


@blueprint.route("/<int:batch_id>/columns", methods=["GET", "POST"])
@requires(RIGHT)
def columns(batch_id: int) -> Answer:
    """Which column means what. Another sheet or row of headings can be read with `?sheet=&row=`."""
    found = _found(batch_id)
    if not operations.may_check(found):
        return redirect(url_for("bulk.batch", batch_id=found.id))
    fields = fields_on(found, clock.now())
    form = columns_form(found.received, fields)
    if form.validate_on_submit():
        try:
            operations.check(found, chosen(form, fields), fields, acting())
        except (ColumnsRefused, ImportRefused) as refused:
            form.refuse(None, refused.words)
        else:
            return redirect(url_for("bulk.batch", batch_id=found.id))
    return _columns_page(found, form)


@blueprint.post("/<int:batch_id>/headings")
@requires(RIGHT)
def headings(batch_id: int) -> Answer:
    """Read the list anew with the headings where the person says that they are."""
    found = _found(batch_id)
    if not operations.may_check(found):
        return redirect(url_for("bulk.batch", batch_id=found.id))
    form, all_sheets = _heading_form(found)
    fields = fields_on(found, clock.now())
    if form.validate_on_submit():
        sheet = list_queries.sheet_named(all_sheets, form.sheet.data or "")
        lists.read_as(found.received, sheet, form.heading_row.data or 1, fields)
        if found.received.titles:
            return redirect(url_for("bulk.columns", batch_id=found.id))
        form.refuse("heading_row", lists.NO_HEADINGS)
    return _columns_page(found, columns_form(found.received, fields), form)


@blueprint.get("/<int:batch_id>")
@requires(RIGHT)
def batch(batch_id: int) -> Answer:
    return _page(_found(batch_id), UndoForm())


@blueprint.post("/<int:batch_id>/load")
@requires(RIGHT)
def load(batch_id: int) -> Answer:
    return _act(_found(batch_id), operations.load)


@blueprint.post("/<int:batch_id>/discard")
@requires(RIGHT)
def discard(batch_id: int) -> Answer:
    return _act(_found(batch_id), operations.discard)


@blueprint.post("/<int:batch_id>/undo")
@requires(RIGHT)
def undo(batch_id: int) -> Answer:
    found, form = _found(batch_id), UndoForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    return _act(found, operations.undo, form.reason.data)


@blueprint.get("/<int:batch_id>/problems")
@requires(RIGHT)
def problems(batch_id: int) -> Response:
    """The rows with faults as they came, with the faults in a last column."""
    found = _found(batch_id)
    rows = queries.with_findings(found)
    if not rows:
        abort(404)
    stem = found.received.name.rpartition(".")[0] or found.received.name
    name = f"{stem}-{t('问题', 'problems')}.xlsx"
    return send_made(sheets.problems(found, rows), MEDIA_TYPES[Format.XLSX], name)


@blueprint.get("/<int:batch_id>/file")
@requires(RIGHT)
def file(batch_id: int) -> Response:
    """The list as it came."""
    received = _found(batch_id).received
    return send_result(received.path, ANY_FILE, received.name, received.sha256)


def _act(found: Batch, act: Any, *more: object) -> Answer:
    try:
        act(found, *more, by=acting())
    except ImportRefused as refused:
        flash(t(refused.words), "error")
    return redirect(url_for("bulk.batch", batch_id=found.id))


def _page(found: Batch, form: UndoForm) -> str:
    counted = queries.counts([found.id])[found.id]
    views = [code for code, (state, _words) in labels.VIEWS.items() if counted.get(state)]
    view = request.args.get("view", "")
    view = view if view in views else next(iter(views), "")
    return render_template(
        "bulk/batch.html",
        batch=found,
        kind=sheets.kind_of(found, clock.today()),
        task=queries.task_of(found) if found.state in AT_WORK else None,
        stopped=operations.has_stopped(found),
        counted=counted,
        views=views,
        view=view,
        rows=queries.rows_of(found, view, asked_cursor(request.args)) if view else None,
        twin=queries.earlier_import_of_same_file(found) if found.state == State.CHECKED else None,
        operations=operations,
        labels=labels,
        form=form,
        entries=[
            {"title": sentence(entry.event, entry.facts), "at": entry.at, "by": entry.actor_name}
            for entry in timeline.entries_of(found.thread)
        ],
    )


def _columns_page(found: Batch, form: Any, heading_form: HeadingForm | None = None) -> Answer:
    again, all_sheets = _heading_form(found)
    sheet = list_queries.sheet_named(all_sheets, found.received.sheet)
    titles = found.received.titled
    page = render_template(
        "bulk/columns.html",
        batch=found,
        form=form,
        heading_form=heading_form or again,
        titles=titles,
        letter_of=letter_of,
        shown=shown,
        rows=below(sheet, found.received.heading_row)[:SHOWN],
    )
    return page, (422 if form.errors or (heading_form and heading_form.errors) else 200)


def _heading_form(found: Batch) -> tuple[HeadingForm, Any]:
    all_sheets = list_queries.sheets_of(found.received)
    form = HeadingForm(prefix="at-")
    form.sheet.choices = as_choices([(one.name, one.name or t("清单", "List")) for one in all_sheets])
    if request.endpoint != "bulk.headings":
        form.sheet.data, form.heading_row.data = found.received.sheet, found.received.heading_row
        form.heading_row.raw_data = None
    return form, all_sheets


def _found(batch_id: int) -> Batch:
    return queries.batch_of(current_actor(), batch_id) or abort(404)


def _kinds() -> tuple[Kind, ...]:
    return referral_steps.kinds(Direction.IN, on=clock.today())
