"""The administrator's page of seals. The picture itself is never shown here: it goes onto papers only."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import acting, requires
from mediation.database import db
from mediation.organisations.queries import the_centre
from mediation.sealing import operations, queries
from mediation.sealing.forms import SealForm
from mediation.sealing.keys import KeyRefused, SigningKey, signing_key
from mediation.sealing.models import SealImage
from mediation.sealing.operations import SealRefused
from mediation.web.words import t

blueprint = Blueprint("sealing", __name__, url_prefix="/seals")

Answer = str | Response | tuple[str, int]


@blueprint.route("/", methods=["GET", "POST"])
@requires("seals.manage")
def seals() -> Answer:
    form = SealForm()
    centre = the_centre() or abort(404)
    if form.validate_on_submit() and form.valid_from.data:
        try:
            operations.add_seal(
                centre,
                form.picture.data[0].read(operations.MOST_BYTES + 1),
                acting(),
                valid_from=form.valid_from.data,
            )
        except SealRefused as refused:
            form.refuse("picture", refused.words)
        else:
            flash(t("印章已启用。", "The seal is in use."))
            return redirect(url_for("sealing.seals"))
    key, fault = _key()
    page = render_template(
        "sealing/seals.html",
        form=form,
        seals=queries.seals(),
        key=key,
        fault=fault,
        stamped=bool(current_app.config.get("TSA_URL")),
        today=clock.today(),
    )
    return page, (422 if form.errors else 200)


@blueprint.post("/<int:seal_id>/retire")
@requires("seals.manage")
def retire(seal_id: int) -> Answer:
    seal = db.session.get(SealImage, seal_id) or abort(404)
    operations.retire_seal(seal, acting(), on=clock.today())
    flash(t("印章明天起停用。", "The seal goes out of use tomorrow."))
    return redirect(url_for("sealing.seals"))


def _key() -> tuple[SigningKey | None, str]:
    try:
        return signing_key(), ""
    except KeyRefused as refused:
        return None, str(refused)
