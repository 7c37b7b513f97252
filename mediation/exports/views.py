"""Taking a list, and who took what and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.guard import current_actor, requires
from mediation.access.table import opens
from mediation.documents.sending import send_made
from mediation.exports import operations, queries
from mediation.exports.background import file_name
from mediation.exports.forms import ExportForm
from mediation.exports.listing import Asked, Listing
from mediation.exports.lists import LISTS
from mediation.exports.models import Export
from mediation.exports.operations import MADE_AT_ONCE, ExportRefused, Wish
from mediation.rules.findings import Words
from mediation.spreadsheets.writing import MEDIA_TYPES, Format
from mediation.web.paging import asked_cursor
from mediation.web.words import language

blueprint = Blueprint("exports", __name__, url_prefix="/exports")

Answer = str | AnyResponse | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the log with what is read from the list's declaration; a list may be gone since."""

    export: Export
    title: Words
    said: list[tuple[Words, Words]]
    is_mine: bool


def _line(export: Export, actor: Actor) -> Line:
    listing, is_mine = LISTS.get(export.list_code), export.asked_by_id == actor.user_id
    if listing is None:
        return Line(export, Words(export.list_code, export.list_code), [], is_mine)
    return Line(export, listing.words, listing.said(export.filters), is_mine)


@blueprint.get("/")
@requires("exports.view")
def log() -> str:
    actor = current_actor()
    found = queries.log(actor, asked_cursor(request.args))
    return render_template("exports/log.html", found=found, lines=[_line(one, actor) for one in found.rows])


@blueprint.route("/<list_code>", methods=["GET", "POST"])
@requires(operations.RIGHT)
def take(list_code: str) -> Answer:
    """The filters of the list's page stand in the address, as they do there."""
    listing = _mine_or_404(list_code)
    asked = Asked(current_actor(), clock.today(), _filters(listing))
    form = ExportForm()
    _offer_columns(form, listing, asked)
    if form.validate_on_submit():
        wish = Wish(
            Format(form.format.data or ""),
            form.columns.data or (),
            form.why.data or "",
            language(),
            whole=bool(form.whole and form.whole.data),
        )
        try:
            return _taken(listing, asked, wish)
        except ExportRefused as refused:
            form.refuse(None, refused.words)
    page = render_template(
        "exports/take.html",
        form=form,
        listing=listing,
        said=listing.said({**asked.filters, **listing.kept(asked)}),
        count=queries.counted(listing, asked, most=MADE_AT_ONCE),
        most=MADE_AT_ONCE,
    )
    return page, (422 if form.errors else 200)


def _taken(listing: Listing, asked: Asked, wish: Wish) -> AnyResponse:
    export = operations.take(listing, asked, wish, at=clock.now())
    if export.task_id is not None:
        return redirect(url_for("tasks.task", task_id=export.task_id))
    content = operations.make_now(listing, asked, export, at=clock.now())
    return send_made(content, MEDIA_TYPES[wish.format], file_name(listing, export))


def _mine_or_404(code: str) -> Listing:
    listing = LISTS.get(code)
    if listing is None or not opens(listing.right, current_actor()):
        abort(404)
    return listing


def _filters(listing: Listing) -> dict[str, str]:
    return {one.name: given for one in listing.filters if (given := request.args.get(one.name))}


def _offer_columns(form: ExportForm, listing: Listing, asked: Asked) -> None:
    offered = listing.columns_for(asked.actor)
    form.columns.choices = [(one.column.code, one.column.words) for one in offered]
    if not form.is_submitted():
        form.columns.data = [one.column.code for one in offered if one.first]
    if not listing.may_unmask(asked.actor):
        del form.whole


@blueprint.app_context_processor
def link() -> dict[str, object]:
    """`export_url("cases")`: where the list is taken as its page is filtered; empty for who may not."""
    return {"export_url": _export_url}


def _export_url(code: str, **more: str) -> str:
    listing = LISTS[code]
    if not opens(listing.right, current_actor()):
        return ""
    filters: dict[str, Any] = {**_filters(listing), **more}
    return url_for("exports.take", list_code=code, **filters)
