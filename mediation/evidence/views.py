"""The list of exhibits of a case, and the page by page view of a file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mediation.access.guard import may, requires
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.documents import store
from mediation.documents.page_images import draw_page, has_pages
from mediation.documents.scanning import SCAN_TONES, SCAN_WORDS, Scan
from mediation.documents.sending import send_picture
from mediation.documents.sheets import NotBindable
from mediation.documents.thumbnails import NONE
from mediation.evidence import forms, operations, queries
from mediation.evidence.queries import Item
from mediation.rules.procedures.file_order import PURPOSES
from mediation.rules.vocabulary import SIDES
from mediation.web.transaction import before_slow_work
from mediation.web.words import t

blueprint = Blueprint("evidence", __name__, url_prefix="/desk/cases/<case_number:case_number>/exhibits")

RIGHT = "case.view_inside"

Answer = str | AnyResponse | tuple[str, int]

ZOOMS = ("fit", "100", "200")
TURNS = {"left": -1, "right": 1}


@blueprint.get("/")
@requires(RIGHT)
def exhibits(case_number: str) -> Answer:
    """Every file with who gave it when, its hash, size and pages, and the result of the scan."""
    return _list(case_or_404(case_number, RIGHT))


@blueprint.post("/numbers")
@requires("case.sort_evidence")
def number(case_number: str) -> Answer:
    case = case_or_404(case_number, "case.sort_evidence")
    given = operations.number_exhibits(case)
    flash(
        t("已为 {n} 份证据编号。", "{n} exhibit(s) numbered.", n=given)
        if given
        else t("证据都已编号。", "All evidence is numbered."),
        "success",
    )
    return redirect(url_for("evidence.exhibits", case_number=case.short_number))


@blueprint.route("/<int:file_id>/sort", methods=["GET", "POST"])
@requires("case.sort_evidence")
def sort(case_number: str, file_id: int) -> Answer:
    case = case_or_404(case_number, "case.sort_evidence")
    item = _item(case, file_id)
    form = forms.SortForm(purpose=item.purpose, proves=item.proves)
    if form.validate_on_submit():
        operations.sort_file(case, item.file, form.purpose.data or "", proves=form.proves.data or "")
        flash(t("已保存。", "Saved."), "success")
        return redirect(
            url_for("evidence.exhibits", case_number=case.short_number, _anchor=f"file-{file_id}")
        )
    page = render_template("evidence/sort.html", case=case, item=item, form=form)
    return page, (422 if form.errors else 200)


@blueprint.get("/<int:file_id>")
@requires(RIGHT)
def view(case_number: str, file_id: int) -> Answer:
    """One page of a file as a picture, with ways to the others."""
    case = case_or_404(case_number, RIGHT)
    item = _item(case, file_id)
    pages = item.file.pages or 1
    asked = request.args.get("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    if not 1 <= page <= pages:
        abort(404)
    zoom = request.args.get("zoom", "fit")
    return render_template(
        "evidence/view.html",
        case=case,
        item=item,
        page_number=page,
        pages=pages,
        zoom=zoom if zoom in ZOOMS else "fit",
        zooms=ZOOMS,
        shown=has_pages(item.file.media_type) and item.file.scan_state != Scan.INFECTED,
        **_words(),
    )


@blueprint.post("/<int:file_id>/turn")
@requires("case.sort_evidence")
def turn(case_number: str, file_id: int) -> Answer:
    case = case_or_404(case_number, "case.sort_evidence")
    item = _item(case, file_id)
    quarters = TURNS.get(request.form.get("to", ""))
    if quarters is None:
        abort(400)
    operations.turn(case, item.file, quarters)
    asked = request.form.get("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    return redirect(url_for("evidence.view", case_number=case.short_number, file_id=file_id, page=page), 303)


@blueprint.get("/<int:file_id>/pages/<int:page>.jpg")
@requires(RIGHT)
def page_image(case_number: str, file_id: int, page: int) -> Response:
    """One page, drawn for reading."""
    case = case_or_404(case_number, RIGHT)
    item = _item(case, file_id)
    if item.file.scan_state == Scan.INFECTED:
        abort(404)
    path, media_type, turned = store.where(item.file.path), item.file.media_type, item.turned
    before_slow_work()
    try:
        return send_picture(draw_page(path, media_type, page, turned=turned))
    except (NotBindable, IndexError, FileNotFoundError):
        abort(404)


@blueprint.get("/<int:file_id>/thumbnail.jpg")
@requires(RIGHT)
def thumbnail(case_number: str, file_id: int) -> Response:
    """The small picture of the first page."""
    file = _item(case_or_404(case_number, RIGHT), file_id).file
    if file.thumbnail in {"", NONE} or file.scan_state == Scan.INFECTED:
        abort(404)
    return send_picture(store.where(file.thumbnail).read_bytes())


def _list(case: Case) -> str:
    items = queries.items_of_case(case.id)
    compared = may("case.compare_evidence", case)
    return render_template(
        "evidence/exhibits.html",
        case=case,
        items=items,
        elsewhere=queries.same_elsewhere(items, case.id) if compared and items else {},
        none=NONE,
        may_sort=may("case.sort_evidence", case),
        infected=any(item.file.scan_state == Scan.INFECTED for item in items),
        **_words(),
    )


def _words() -> dict[str, object]:
    return {"purposes": PURPOSES, "sides": SIDES, "scan_words": SCAN_WORDS, "scan_tones": SCAN_TONES}


def _item(case: Case, file_id: int) -> Item:
    return queries.item_of_case(case.id, file_id) or abort(404)
