"""The roster's page of one mediator."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation.access.guard import requires
from mediation.mediators import operations, queries
from mediation.mediators.forms import EntryForm
from mediation.mediators.models import Mediator
from mediation.organisations import queries as organisations
from mediation.organisations.models import Kind
from mediation.rules.findings import Words
from mediation.web.days import read_day
from mediation.web.words import t

blueprint = Blueprint("mediators", __name__, url_prefix="/mediators")

Answer = str | Response | tuple[str, int]


@blueprint.route("/<int:user_id>", methods=["GET", "POST"])
@requires("roster.manage")
def entry(user_id: int) -> Answer:
    mediator = queries.mediator(user_id) or abort(404)
    form = EntryForm(obj=mediator, employed_at=_written(mediator))
    if form.validate_on_submit():
        employers = _read(form)
        if employers is not None:
            operations.describe(
                mediator,
                badge=(form.badge.data or "").strip(),
                fields=form.fields.data,
                languages=form.languages.data,
                employers=employers,
                capacity=form.capacity.data or mediator.capacity,
                away_from=form.away_from.data,
                away_to=form.away_to.data,
            )
            flash(t("已保存。", "Saved."))
            return redirect(url_for("mediators.entry", user_id=user_id))
    page = render_template("mediators/entry.html", form=form, mediator=mediator)
    return page, (422 if form.errors else 200)


def _written(mediator: Mediator) -> str:
    """The employers as lines of text."""
    lines = []
    for one in mediator.employers:
        body = organisations.organisation(int(str(one["organisation_id"])))
        if body:
            lines.append(f"{body.name} {one['until'] or ''}".strip())
    return "\n".join(lines)


def _read(form: EntryForm) -> list[tuple[int, date | None]] | None:
    """The employers out of the lines; None, with a sentence beside the field, for an unknown one."""
    found: list[tuple[int, date | None]] = []
    for line in (form.employed_at.data or "").splitlines():
        name, _, until = line.strip().partition(" ")
        if not name:
            continue
        body = organisations.named(Kind.INSTITUTION, name)
        day = read_day(until, on=date.max) if until.strip() else None
        if body is None or (until.strip() and day is None):
            form.refuse(
                "employed_at",
                Words(
                    "没有认出“{line}”。请写机构全称，离职日期写成 2025-06-30。",
                    "“{line}” was not understood. Write the full name, and a day as 2025-06-30.",
                ).within(line=line.strip()),
            )
            return None
        found.append((body.id, day))
    return found
