"""The administrator's pages of bodies: the centre, stations, institutions, courts, authorities."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import acting, requires
from mediation.organisations import operations, queries
from mediation.organisations.forms import (
    AuthorityForm,
    BodyForm,
    CentreForm,
    CourtForm,
    InstitutionForm,
    StationForm,
)
from mediation.organisations.models import KIND_WORDS, Kind, Organisation
from mediation.organisations.operations import OrganisationRefused
from mediation.rules.acceptance.regimes import regimes
from mediation.rules.numbers.divisions import places_in
from mediation.rules.numbers.identifiers import NotValid, check_credit_code
from mediation.web.fields import as_choices
from mediation.web.words import t

blueprint = Blueprint("organisations", __name__, url_prefix="/organisations")

Answer = str | Response | tuple[str, int]

FORMS: dict[Kind, type[BodyForm]] = {
    Kind.CENTRE: CentreForm,
    Kind.STATION: StationForm,
    Kind.INSTITUTION: InstitutionForm,
    Kind.COURT: CourtForm,
    Kind.AUTHORITY: AuthorityForm,
}

MAY_BE_NOTHING = frozenset({"return_days"})  # a number; empty is not the same as nought


@blueprint.get("/")
@blueprint.get("/<any(centre, station, institution, court, authority):kind>")
@requires("organisations.manage")
def bodies(kind: str = Kind.STATION) -> Answer:
    return render_template(
        "organisations/bodies.html",
        kind=Kind(kind),
        kind_words=KIND_WORDS,
        bodies=queries.of_kind(Kind(kind)),
    )


@blueprint.route("/<any(station, institution, court, authority):kind>/new", methods=["GET", "POST"])
@requires("organisations.manage")
def new_body(kind: str) -> Answer:
    form = FORMS[Kind(kind)]()
    _offer_choices(form)
    if form.validate_on_submit() and _check(form):
        try:
            operations.add_organisation(Kind(kind), _facts(form), acting())
        except OrganisationRefused as refused:
            form.refuse(refused.field, refused.words)
        else:
            flash(t("已添加。", "Added."))
            return redirect(url_for("organisations.bodies", kind=kind))
    return _page(form, Kind(kind), None)


@blueprint.route("/<int:body_id>", methods=["GET", "POST"])
@requires("organisations.manage")
def body(body_id: int) -> Answer:
    found = queries.organisation(body_id) or abort(404)
    form = FORMS[Kind(found.kind)](obj=found)
    _offer_choices(form)
    if form.validate_on_submit() and _check(form):
        try:
            operations.change_organisation(found, _facts(form), acting())
        except OrganisationRefused as refused:
            form.refuse(refused.field, refused.words)
        else:
            flash(t("已保存。", "Saved."))
            return redirect(url_for("organisations.bodies", kind=found.kind))
    return _page(form, Kind(found.kind), found)


def _page(form: BodyForm, kind: Kind, found: Organisation | None) -> Answer:
    page = render_template("organisations/body.html", form=form, kind=kind, kind_words=KIND_WORDS, body=found)
    return page, (422 if form.errors else 200)


def _offer_choices(form: BodyForm) -> None:
    """Options that come from the tables of the law book."""
    if isinstance(form, StationForm):
        centre = queries.the_centre()
        served = centre.districts if centre else []
        city = served[0][:4] + "00" if served else "350200"
        form.districts.choices = as_choices([(one.code, one.words) for one in places_in(city, clock.today())])
    if isinstance(form, CentreForm):
        form.regime.choices = as_choices([(regime.code, regime.words) for regime in regimes()])


def _check(form: BodyForm) -> bool:
    """Whether the credit code, where one was typed, is a right one."""
    if isinstance(form, InstitutionForm) and form.uscc.data:
        try:
            form.uscc.data = check_credit_code(form.uscc.data, on=clock.today())
        except NotValid as wrong:
            form.refuse("uscc", wrong.words)
            return False
    return True


def _facts(form: BodyForm) -> dict[str, Any]:
    return {
        field.name: ("" if field.data is None and field.name not in MAY_BE_NOTHING else field.data)
        for field in form
        if field.name in operations.EDITABLE
    }
