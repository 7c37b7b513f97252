"""The page where the notice of a new year is loaded."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from mediation.access.guard import acting, requires
from mediation.holidays import operations, queries
from mediation.holidays.forms import NoticeForm
from mediation.holidays.operations import NoticeRefused
from mediation.rules.findings import Words
from mediation.rules.time.holiday_notices import NOTICE_COLUMNS
from mediation.web.words import t

blueprint = Blueprint("holidays", __name__, url_prefix="/holidays")

Answer = str | AnyResponse | tuple[str, int]


@blueprint.route("/", methods=["GET", "POST"])
@requires("holidays.manage")
def notices() -> Answer:
    form = NoticeForm()
    if form.validate_on_submit():
        try:
            text = form.file.data[0].stream.read().decode("utf-8-sig")
            loaded = operations.load(text, acting())
        except UnicodeDecodeError:
            form.refuse("file", Words("请把文件另存为 UTF-8 编码的 CSV。", "Save the file as CSV in UTF-8."))
        except NoticeRefused as refused:
            for finding in refused.findings:
                form.refuse("file", finding.words)
        else:
            flash(t("已载入 {year} 年放假安排。", "The notice of {year} was loaded.", year=loaded.year))
            return redirect(url_for("holidays.notices"))
    page = render_template(
        "holidays/notices.html",
        form=form,
        notices=queries.notices(),
        years=sorted(queries.house_calendar().loaded_years),
    )
    return page, (422 if form.errors else 200)


@blueprint.get("/template.csv")
@requires("holidays.manage")
def template() -> Response:
    """The head line to fill in."""
    return Response(
        ",".join(NOTICE_COLUMNS) + "\r\n",
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=holidays.csv"},
    )
