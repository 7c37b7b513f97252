"""Entering what came in, and handing a case's matter over."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import acting, current_actor, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.acts.refusals import ActRefused
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.database import db
from mediation.documents.upload_types import UploadRefused
from mediation.organisations.models import OUTSIDE
from mediation.organisations.queries import of_kinds, organisation, the_centre
from mediation.referrals import acts, entering, scans
from mediation.referrals.entering import Entry
from mediation.referrals.forms import ArrivalForm, DepartureForm, LetterForm
from mediation.referrals.materials import held, read_list, write_list
from mediation.referrals.models import Referral
from mediation.referrals.views.lookup import blueprint
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PaperKind
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.referral_steps import Direction, Kind
from mediation.web.fields import as_choices
from mediation.web.words import t

CHOOSE_AGAIN = Words(
    "已填的内容都在；选好的文件没有保存，请重新选择。",
    "What was typed is kept. The chosen files are not: choose them again.",
)


@blueprint.get("/new")
@requires("referral.enter")
def kinds() -> str:
    """Which kind came in: each has its own clocks, so this is asked first."""
    return render_template(
        "referrals/kinds.html",
        kinds=referral_steps.kinds(Direction.IN, on=clock.today()),
        matters=referral_steps.MATTERS,
    )


@blueprint.route("/new/<kind_code>", methods=["GET", "POST"])
@requires("referral.enter")
def register(kind_code: str) -> Answer:
    kind = _kind_or_404(kind_code, Direction.IN)
    form = ArrivalForm()
    _offer_bodies(form, kind)
    if kind.matter == "dispute":
        del form.wants
    if not form.is_submitted():
        form.received_on.data, form.received_by.data = clock.today(), current_actor().name
    if form.validate_on_submit():
        body = organisation(int(form.body.data or 0)) or abort(404)
        centre, by = the_centre() or abort(404), acting()
        try:
            found = entering.enter(_arrival(form, kind), body, by, centre=centre)
            scans.keep(found, form.scans.data or (), by)
        except (ActRefused, UploadRefused) as refused:
            db.session.rollback()
            pages.say(form, refused)
        else:
            address = url_for("referrals.referral", referral_number=found.short_number)
            return pages.go_on(
                Words(f"已登记：{found.number_text}", f"Entered as {found.number_text}"), address
            )
    if form.errors and any(scan.filename for scan in form.scans.data or ()):
        form.refuse("scans", CHOOSE_AGAIN)
    return _draw(form, t(kind.words), kind), (422 if form.errors else 200)


@blueprint.route("/of/<case_number:case_number>/<action>", methods=["GET", "POST"])
@requires("desk.open")
def hand_over(case_number: str, action: str) -> Answer:
    """Send a matter of a case to the body that takes it; `action` is the case's own word for it."""
    if action != "transfer":
        abort(404)
    return pages.run(
        partial(case_or_404, case_number, "case.transfer"),
        _departure_form,
        _depart,
        lambda case, form: _draw(form, t("移送", "Hand over"), None),
        lambda found: pages.go_on(
            Words(f"已移送：{found.number_text}", f"Handed over: {found.number_text}"),
            url_for("cases.case", case_number=case_number),
        ),
    )


def _departure_form(case: Case) -> DepartureForm:
    form = DepartureForm()
    on = clock.today()
    offered = [kind for kind in referral_steps.kinds(Direction.OUT, on=on) if kind.paper == "transfer_letter"]
    form.kind.choices = as_choices([(kind.code, kind.words) for kind in offered])
    form.body.choices = as_choices([(one.id, one.words) for one in of_kinds(OUTSIDE)])
    if not form.is_submitted():
        form.materials.data = write_list(["调解申请", *held(case.id)])
        _begin_with(form, case, request.args.get("kind", ""))
    return form


def _depart(case: Case, form: Any, by: By) -> Referral:
    entry = Entry(
        kind=form.kind.data or "",
        their_number=form.their_number.data,
        their_contact=form.their_contact.data,
        subject=form.reason.data,
        stops=form.stops.data,
        materials=read_list(form.materials.data),
    )
    return acts.hand_over(
        case,
        entry,
        organisation(int(form.body.data or 0)) or abort(404),
        form.reason.data,
        by,
        centre=the_centre() or abort(404),
    )


def _begin_with(form: DepartureForm, case: Case, kind: str) -> None:
    """Where a complaint goes to its institution first, the form begins with both."""
    if kind != acts.INSTITUTION_FIRST:
        return
    form.kind.data = kind
    if case.institution_id is not None:
        form.body.data = str(case.institution_id)


def _draw(form: LetterForm, title: str, kind: Kind | None) -> str:
    return render_template("referrals/enter.html", form=form, heading=title, kind=kind)


def _kind_or_404(code: str, direction: Direction) -> Kind:
    offered = referral_steps.kinds(direction, on=clock.today())
    return next((kind for kind in offered if kind.code == code), None) or abort(404)


def _offer_bodies(form: LetterForm, kind: Kind) -> None:
    fitting = [one for one in of_kinds(OUTSIDE) if kind.authority in {one.kind, *one.authorities}]
    form.body.choices = as_choices([(one.id, one.words) for one in fitting])
    if len(fitting) == 1 and not form.is_submitted():
        form.body.data = str(fitting[0].id)
    if not fitting:
        form.body.description = Words(
            "还没有这类单位，请管理员先在“驿站与机构”中添加。",
            "There is no such body yet: ask the administrator to add it under “Stations and bodies”.",
        )


def _arrival(form: ArrivalForm, kind: Kind) -> Entry:
    people: list[dict[str, Any]] = [
        {
            "side": "applicant",
            "kind": "person",
            "name": form.applicant_name.data,
            "phone": form.applicant_phone.data,
            **(
                {"paper_kind": PaperKind.RESIDENT_ID.value, "paper_number": form.applicant_paper.data}
                if form.applicant_paper.data
                else {}
            ),
        },
        {"side": "respondent", "kind": "organisation", "name": form.respondent_name.data},
    ]
    return Entry(
        kind=kind.code,
        their_number=form.their_number.data,
        their_contact=form.their_contact.data,
        subject=form.subject.data,
        product=form.product.data or "",
        amount_fen=form.amount.data,
        applicant_name=form.applicant_name.data,
        respondent_name=form.respondent_name.data,
        people=tuple(people),
        received_on=form.received_on.data,
        received_by=form.received_by.data,
        return_days=form.return_days.data,
        wants=(form.wants.data or "") if "wants" in form else "",
        materials=read_list(form.materials.data),
    )
