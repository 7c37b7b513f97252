"""The administrator's pages of tokens."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import acting, requires
from mediation.api import operations, queries
from mediation.api.forms import TokenForm
from mediation.api.models import ApiToken
from mediation.api.operations import TokenRefused
from mediation.api.scopes import SCOPES
from mediation.organisations.queries import of_kinds, organisation
from mediation.web.fields import as_choices
from mediation.web.words import t

blueprint = Blueprint("api_tokens", __name__, url_prefix="/api-tokens")

Answer = str | Response | tuple[str, int]

USUAL_LIFE = timedelta(days=365)


@blueprint.get("/")
@requires("api.manage")
def tokens() -> str:
    return render_template("api/tokens.html", tokens=queries.tokens(), today=clock.today())


@blueprint.route("/new", methods=["GET", "POST"])
@requires("api.manage")
def new() -> Answer:
    form = TokenForm()
    form.organisation_id.choices = as_choices([(one.id, one.words) for one in of_kinds(operations.BODIES)])
    if not form.is_submitted():
        form.expires_on.data = clock.today() + USUAL_LIFE
    if form.validate_on_submit() and form.expires_on.data:
        try:
            token, text = operations.give_token(
                organisation(int(form.organisation_id.data or 0)) or abort(404),
                form.name.data,
                form.scopes.data,
                acting(),
                expires_on=form.expires_on.data,
                addresses=[line for line in (form.addresses.data or "").split() if line],
                per_minute=form.per_minute.data,
            )
        except TokenRefused as refused:
            form.refuse(refused.field, refused.words)
        else:  # no redirect: the text stands on this one page and nowhere else, not even in a session
            return render_template("api/given.html", token=token, text=text)
    return render_template("api/new.html", form=form), (422 if form.errors else 200)


@blueprint.get("/<int:token_id>")
@requires("api.manage")
def token(token_id: int) -> str:
    found = _token_or_404(token_id)
    return render_template(
        "api/token.html",
        token=found,
        scopes=SCOPES,
        calls=queries.calls_of(found.id),
        today=clock.today(),
    )


@blueprint.post("/<int:token_id>/revoke")
@requires("api.manage")
def revoke(token_id: int) -> Answer:
    found = _token_or_404(token_id)
    operations.revoke_token(found, acting())
    flash(
        t(
            "令牌 {p} 已撤销，立即失效。",
            "The token {p} is revoked and opens nothing any more.",
            p=found.prefix,
        )
    )
    return redirect(url_for("api_tokens.tokens"))


def _token_or_404(token_id: int) -> ApiToken:
    return queries.token(token_id) or abort(404)
