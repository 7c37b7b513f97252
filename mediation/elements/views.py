"""The pages of the elements at the desk: the set, what is claimed and answered, what nobody disputes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.guard import ANYONE, current_actor, may, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.cases import extension_points
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.cases.outsiders_view import side_of
from mediation.documents.sending import send_docx, send_pdf
from mediation.elements import forms, operations, pleadings, queries
from mediation.elements.models import UndisputedFact
from mediation.elements.operations import ONLINE
from mediation.elements.queries import Sheet
from mediation.rules.agreement.elements import Part
from mediation.rules.findings import Words
from mediation.rules.vocabulary import CHANNELS, SIDES
from mediation.web.fields import as_choices
from mediation.web.forms import BaseForm, sent_or_new
from mediation.web.words import t

blueprint = Blueprint("elements", __name__)

DESK, OWN = "/desk/cases/<case_number:case_number>/elements", "/my-case/elements"

SAVED = Words("已保存。", "Saved.")
RECORDED = Words("已登记。", "Recorded.")

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
    return _act(
        case_number,
        _sheet_form,
        lambda case, form, by: operations.open_sheet(case, form.cause.data, form.claimant.data, by),
        Words("案由已选定，已知的内容已填入。", "The set is chosen; what was known is filled in."),
    )


@blueprint.route(f"{DESK}/claim", methods=["GET", "POST"])
@requires("elements.write")
def claim(case_number: str) -> Answer:
    return _part(case_number, "claim")


@blueprint.route(f"{DESK}/answer", methods=["GET", "POST"])
@requires("elements.write")
def answer(case_number: str) -> Answer:
    return _part(case_number, "answer")


def _part(case_number: str, what: str) -> Answer:
    """What a side says of its elements, or answers to those of the other side, typed at the desk."""
    case = case_or_404(case_number, "elements.write")
    found = queries.sheet_of(case) or abort(404)
    staff = _may_type(case, found.claimant if what == "claim" else found.other)
    return pages.run(
        lambda: case,
        lambda case: FORMS[what](found),
        lambda case, form, by: SAVE[what](case, form, by, (staff and form.channel.data) or ONLINE),
        lambda case, form: render_template(
            "elements/form.html", **_common(case, found), what=what, form=form, staff=staff
        ),
        lambda _: pages.go_on(SAVED, url_for("elements.sheet", case_number=case_number)),
    )


@blueprint.post(f"{DESK}/agreed")
@requires("case.mediate")
def agreed(case_number: str) -> Answer:
    """One click: whatever is agreed becomes an undisputed fact."""
    return _act(case_number, _nothing_asked, lambda case, form, by: operations.note_agreed(case, by))


@blueprint.post(f"{DESK}/facts")
@requires("case.mediate")
def note_fact(case_number: str) -> Answer:
    return _act(
        case_number,
        lambda case: forms.FactForm(prefix="fact"),
        lambda case, form, by: operations.note_fact(case, form["name"].data, form.text.data, by),
    )


@blueprint.post(f"{DESK}/facts/<int:fact_id>")
@requires("case.mediate")
def confirm_fact(case_number: str, fact_id: int) -> Answer:
    if "withdraw" in request.form:
        return _act(
            case_number,
            _nothing_asked,
            lambda case, form, by: operations.withdraw_fact(case, _fact(case, fact_id), by),
        )
    return _act(
        case_number,
        lambda case: forms.SideForm(prefix=f"fact-{fact_id}"),
        lambda case, form, by: operations.confirm_fact(
            case, _fact(case, fact_id), form.side.data, by, channel=form.channel.data
        ),
    )


@blueprint.post(f"{DESK}/consents")
@requires("case.mediate")
def consent(case_number: str) -> Answer:
    return _act(
        case_number,
        lambda case: forms.SideForm(prefix="consent"),
        lambda case, form, by: operations.consent_to_recording(
            case, form.side.data, by, channel=form.channel.data
        ),
    )


@blueprint.post(f"{DESK}/record")
@requires("case.mediate")
def issue_record(case_number: str) -> Answer:
    return _act(case_number, _nothing_asked, lambda case, form, by: operations.issue_record(case, by))


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
    side = found.claimant if what == "claim" else found.other
    if actor.side != side:
        abort(404)
    return pages.run(
        lambda: case,
        lambda case: FORMS[what](found),
        lambda case, form, by: SAVE[what](case, form, replace(by, actor=actor), ONLINE),
        lambda case, form: render_template(
            "elements/own_form.html", **_common(case, found), what=what, form=form
        ),
        lambda _: pages.go_on(SAVED, url_for("elements.own_sheet")),
    )


def _own_sheet() -> tuple[Case | None, Actor | None, Sheet | None]:
    case, actor = extension_points.opened_case()
    return case, actor, queries.sheet_of(case) if case is not None else None


def _overview(case: Case, failed: BaseForm | None = None) -> str:
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
        sheet_form=_sheet_form(case, failed) if mediates and not found else None,
        fact_form=sent_or_new(failed, forms.FactForm, prefix="fact"),
        consent_form=sent_or_new(failed, forms.SideForm, prefix="consent"),
        side_form=lambda fact: sent_or_new(failed, forms.SideForm, prefix=f"fact-{fact.id}"),
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


def _sheet_form(case: Case, failed: BaseForm | None = None) -> forms.SheetForm:
    if isinstance(failed, forms.SheetForm):
        return failed
    form = forms.SheetForm(claimant="applicant")
    form.cause.choices = as_choices([(one.code, one.words) for one in queries.causes_for(case)])
    return form


def _save_claim(case: Case, form: Any, by: By, channel: str) -> None:
    operations.write_values(case, form.sheet.claimant, form.values, by, channel=channel)


def _save_answer(case: Case, form: Any, by: By, channel: str) -> None:
    operations.answer(case, form.answers, form.own, by, channel=channel)


FORMS: Mapping[str, Callable[[Sheet], forms.PartForm]] = {
    "claim": forms.claim_form,
    "answer": forms.answer_form,
}
SAVE = {"claim": _save_claim, "answer": _save_answer}


def _nothing_asked(case: Case) -> BaseForm:
    return BaseForm()


def _fact(case: Case, fact_id: int) -> UndisputedFact:
    return queries.fact_of(case.id, fact_id) or abort(404)


def _act(
    case_number: str,
    form_of: Callable[[Case], BaseForm],
    carry_out: Callable[[Case, Any, By], object],
    done: Words = RECORDED,
) -> Answer:
    """An act of the mediator, who goes on at the page of the elements; there it is refused, too."""
    return pages.run(
        lambda: case_or_404(case_number, "case.mediate"),
        form_of,
        carry_out,
        _overview,
        lambda _: pages.go_on(done, url_for("elements.sheet", case_number=case_number)),
    )


def _may_type(case: Case, side: str) -> bool:
    """Whether the actor types for the side as staff; an institution types for its own side only."""
    if may("case.mediate", case):
        return True
    if side_of(case, current_actor()) != side:
        abort(404)
    return False
