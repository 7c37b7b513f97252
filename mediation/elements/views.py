"""The pages of the elements at the desk: the set, what is claimed and answered, what nobody disputes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.guard import ANYONE, acting, current_actor, may, requires
from mediation.acts.refusals import ActRefused
from mediation.cases import extension_points
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.cases.outsiders_view import side_of
from mediation.documents.sending import send_docx, send_pdf
from mediation.elements import forms, operations, pages, pleadings, queries
from mediation.elements.queries import Sheet
from mediation.rules.agreement.elements import Part
from mediation.rules.findings import Words
from mediation.rules.vocabulary import CHANNELS, SIDES
from mediation.web.fields import as_choices
from mediation.web.forms import BaseForm
from mediation.web.words import t

blueprint = Blueprint("elements", __name__)

DESK, OWN = "/desk/cases/<case_number:case_number>/elements", "/my-case/elements"

Answer = str | Response | tuple[str, int]

PARTS = {
    Part.HEAD: Words("程序事项", "Procedure"),
    Part.REQUEST: Words("请求", "Claims"),
    Part.FACT: Words("事实", "Facts"),
}


@blueprint.get(f"{DESK}/")
@requires("elements.view")
def sheet(case_number: str) -> Answer:
    case = case_or_404(case_number, "elements.view")
    return _overview(case)


@blueprint.post(f"{DESK}/")
@requires("case.mediate")
def open_sheet(case_number: str) -> Answer:
    case = case_or_404(case_number, "case.mediate")
    form = _sheet_form(case)
    if form.validate():
        done = _carry_out(form, operations.open_sheet, case, form.cause.data, form.claimant.data)
        if done:
            flash(t("案由已选定，已知的内容已填入。", "The set is chosen; what was known is filled in."))
            return redirect(url_for("elements.sheet", case_number=case.short_number))
    return _overview(case, form), 422


@blueprint.route(f"{DESK}/claim", methods=["GET", "POST"])
@requires("elements.write")
def claim(case_number: str) -> Answer:
    case, found = _sheet(case_number)
    staff = _may_type(case, found.claimant)
    form, taken = pages.take_claim(case, found, acting(), staff=staff)
    if taken:
        flash(t("要素已保存。", "Saved."))
        return redirect(url_for("elements.sheet", case_number=case.short_number))
    page = render_template("elements/form.html", **_common(case, found), what="claim", form=form, staff=staff)
    return page, (422 if form.errors or form.form_errors else 200)


@blueprint.route(f"{DESK}/answer", methods=["GET", "POST"])
@requires("elements.write")
def answer(case_number: str) -> Answer:
    case, found = _sheet(case_number)
    staff = _may_type(case, found.other)
    form, taken = pages.take_answer(case, found, acting(), staff=staff)
    if taken:
        flash(t("答复已保存。", "Saved."))
        return redirect(url_for("elements.sheet", case_number=case.short_number))
    page = render_template(
        "elements/form.html", **_common(case, found), what="answer", form=form, staff=staff
    )
    return page, (422 if form.errors or form.form_errors else 200)


@blueprint.post(f"{DESK}/agreed")
@requires("case.mediate")
def agreed(case_number: str) -> Answer:
    """One click: whatever is agreed becomes an undisputed fact."""
    return _act(case_number, BaseForm(), lambda case, form: (operations.note_agreed, case))


@blueprint.post(f"{DESK}/facts")
@requires("case.mediate")
def note_fact(case_number: str) -> Answer:
    form = forms.FactForm(prefix="fact")
    return _act(
        case_number, form, lambda case, form: (operations.note_fact, case, form["name"].data, form.text.data)
    )


@blueprint.post(f"{DESK}/facts/<int:fact_id>")
@requires("case.mediate")
def confirm_fact(case_number: str, fact_id: int) -> Answer:
    def act(case: Case, form: Any) -> tuple[Any, ...]:
        fact = queries.fact_of(case.id, fact_id) or abort(404)
        if "withdraw" in request.form:
            return operations.withdraw_fact, case, fact
        return operations.confirm_fact, case, fact, form.side.data, form.channel.data

    form = BaseForm() if "withdraw" in request.form else forms.SideForm(prefix=f"fact-{fact_id}")
    return _act(case_number, form, act)


@blueprint.post(f"{DESK}/consents")
@requires("case.mediate")
def consent(case_number: str) -> Answer:
    return _act(
        case_number,
        forms.SideForm(prefix="consent"),
        lambda case, form: (operations.consent_to_recording, case, form.side.data, form.channel.data),
    )


@blueprint.post(f"{DESK}/record")
@requires("case.mediate")
def issue_record(case_number: str) -> Answer:
    return _act(case_number, BaseForm(), lambda case, form: (operations.issue_record, case))


@blueprint.get(f"{DESK}/<string:paper>.<string:form>")
@requires("elements.view")
def pleading(case_number: str, paper: str, form: str) -> Answer:
    """The court's complaint or defence from the elements, as PDF or DOCX; nothing is issued or stored."""
    case = case_or_404(case_number, "elements.view")
    found = queries.sheet_of(case) or abort(404)
    if paper not in pleadings.PAPERS or form not in pleadings.FORMS:
        abort(404)
    side = found.claimant if paper == "complaint" else found.other
    if not may("case.view_inside", case) and side_of(case, current_actor()) != side:
        abort(404)
    content = pleadings.content_of(case, found, paper, form, at=clock.now())
    name = f"{t(pleadings.PAPERS[paper])} {case.short_number}.{form}"
    return send_pdf(content, name) if form == "pdf" else send_docx(content, name)


@blueprint.get(OWN)
@requires(ANYONE)
def own_sheet() -> Answer:
    """A party's own page of the elements."""
    case, actor, found = _own_sheet()
    if case is None or actor is None or found is None:
        return redirect(url_for("public.my_case"))
    return render_template("elements/own_sheet.html", **_common(case, found), side=actor.side)


@blueprint.route(f"{OWN}/<any(claim, answer):what>", methods=["GET", "POST"])
@requires(ANYONE)
def own_part(what: str) -> Answer:
    """What a party says of its elements, or answers to those of the other side."""
    case, actor, found = _own_sheet()
    if case is None or actor is None or found is None:
        return redirect(url_for("public.my_case"))
    if actor.side != (found.claimant if what == "claim" else found.other):
        abort(404)
    take = pages.take_claim if what == "claim" else pages.take_answer
    form, taken = take(case, found, By(actor, clock.now()), staff=False)
    if taken:
        flash(t("已保存。", "Saved."))
        return redirect(url_for("elements.own_sheet"))
    page = render_template("elements/own_form.html", **_common(case, found), what=what, form=form)
    return page, (422 if form.errors or form.form_errors else 200)


def _own_sheet() -> tuple[Case | None, Actor | None, Sheet | None]:
    case, actor = extension_points.opened_case()
    return case, actor, queries.sheet_of(case) if case is not None else None


def _overview(case: Case, failed: Any = None) -> str:
    found = queries.sheet_of(case)
    facts = queries.facts_of_case(case.id)
    mediates = may("case.mediate", case)
    return render_template(
        "elements/sheet.html",
        **_common(case, found),
        side=side_of(case, current_actor()),
        inside=may("case.view_inside", case),
        mediates=mediates,
        writes=may("elements.write", case),
        facts=facts,
        ready=queries.confirmed_by_all(facts),
        consents=queries.consents_of(case.id),
        channels=CHANNELS,
        failed=failed,
        sheet_form=_or(failed, _sheet_form(case)) if mediates and not found else None,
        fact_form=_or(failed, forms.FactForm(formdata=None, prefix="fact")),
        consent_form=forms.SideForm(formdata=None, prefix="consent"),
        side_form=lambda fact: forms.SideForm(formdata=None, prefix=f"fact-{fact.id}"),
    )


def _common(case: Case, found: Sheet | None) -> dict[str, Any]:
    return {
        "case": case,
        "sheet": found,
        "parts": PARTS,
        "sides": SIDES,
        "name_of": forms.name_of,
        "slug": forms.slug,
    }


def _or(failed: Any, fresh: Any) -> Any:
    return failed if type(failed) is type(fresh) else fresh


def _sheet_form(case: Case) -> forms.SheetForm:
    form = forms.SheetForm(claimant="applicant")
    form.cause.choices = as_choices([(one.code, one.words) for one in queries.causes_for(case)])
    return form


def _act(case_number: str, form: Any, what: Callable[[Case, Any], tuple[Any, ...]]) -> Answer:
    """Validate, carry out, and go back to the page of the elements; or show it again with the reason."""
    case = case_or_404(case_number, "case.mediate")
    if form.validate():
        act, *given = what(case, form)
        if _carry_out(form, act, *given):
            flash(t("已登记。", "Recorded."))
            return redirect(url_for("elements.sheet", case_number=case.short_number))
    return _overview(case, form), 422


def _carry_out(form: Any, act: Any, *given: Any) -> bool:
    more: dict[str, Any] = {}
    if act in {operations.confirm_fact, operations.consent_to_recording}:
        *given, more["channel"] = given  # type: ignore[assignment]
    try:
        act(*given, by=acting(), **more)
    except ActRefused as refused:
        form.refuse(None, refused.words)
        return False
    return True


def _sheet(case_number: str) -> tuple[Case, Sheet]:
    case = case_or_404(case_number, "elements.write")
    return case, queries.sheet_of(case) or abort(404)


def _may_type(case: Case, side: str) -> bool:
    """Whether the actor types for the side as staff; an institution types for its own side only."""
    if may("case.mediate", case):
        return True
    if side_of(case, current_actor()) != side:
        abort(404)
    return False
