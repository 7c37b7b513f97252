"""The page of offers: at the desk for the case's mediator and the institution, and for a party with its code.

The party's page is mounted here, not among the public pages: no other package has to know this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.guard import ANYONE, current_actor, ensure, requires
from mediation.acts import pages as acts
from mediation.acts.pages import Answer
from mediation.cases import extension_points
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.compromise import pages
from mediation.compromise.forms import CaucusForm
from mediation.rules.findings import Words
from mediation.web.forms import BaseForm

blueprint = Blueprint("compromise", __name__)

DESK, OWN = "/desk/cases/<case_number:case_number>/offers", "/my-case/offers"

RECORDED = Words("已登记。", "Recorded.")

CarryOut = Callable[[Case, Any, By], object]


@blueprint.get(f"{DESK}/")
@requires("desk.open")
def offers(case_number: str) -> Answer:
    return _page(_case(case_number), current_actor())


@blueprint.post(f"{DESK}/")
@requires("desk.open")
def make_offer(case_number: str) -> Answer:
    return _at_the_desk(case_number, lambda case: pages.offer_form(case, current_actor()), pages.make_offer)


@blueprint.post(f"{DESK}/<int:offer_id>")
@requires("desk.open")
def answer_offer(case_number: str, offer_id: int) -> Answer:
    return _at_the_desk(
        case_number,
        lambda case: pages.answer_form(offer_id),
        lambda case, form, by: pages.answer_offer(case, offer_id, form, by),
    )


@blueprint.post(f"{DESK}/caucus")
@requires("compromise.keep")
def note_caucus(case_number: str) -> Answer:
    ensure("compromise.keep", _case(case_number))
    return _at_the_desk(case_number, lambda case: CaucusForm(prefix="caucus"), pages.note_caucus)


@blueprint.get(OWN)
@requires(ANYONE)
def own_offers() -> Answer:
    case, actor = _own_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    return _page(case, actor, own=True)


@blueprint.post(OWN)
@requires(ANYONE)
def make_own_offer() -> Answer:
    return _by_a_party(pages.offer_form, pages.make_offer)


@blueprint.post(f"{OWN}/<int:offer_id>")
@requires(ANYONE)
def answer_own_offer(offer_id: int) -> Answer:
    return _by_a_party(
        lambda case, actor: pages.answer_form(offer_id),
        lambda case, form, by: pages.answer_offer(case, offer_id, form, by),
    )


def _case(case_number: str) -> Case:
    """The case, for those who take part in it; whoever only looks on finds nothing here."""
    case = case_or_404(case_number)
    pages.check_takes_part(case, current_actor())
    return case


def _own_case() -> tuple[Case | None, Actor | None]:
    """The case that this browser opened with its code, and its side."""
    case, actor = extension_points.opened_case()
    if case is not None and actor is not None:
        pages.check_takes_part(case, actor)
    return case, actor


def _page(case: Case, actor: Actor, sent: BaseForm | None = None, *, own: bool = False) -> str:
    template = "compromise/own_offers.html" if own else "compromise/offers.html"
    return render_template(template, **pages.shown(case, actor, sent))


def _at_the_desk(case_number: str, form_of: Callable[[Case], BaseForm], carry_out: CarryOut) -> Answer:
    """An act of the mediator or the institution on the page of offers."""
    return acts.run(
        lambda: _case(case_number),
        form_of,
        carry_out,
        lambda case, form: _page(case, current_actor(), form),
        lambda _: acts.go_on(RECORDED, url_for("compromise.offers", case_number=case_number)),
    )


def _by_a_party(form_of: Callable[[Case, Actor], BaseForm], carry_out: CarryOut) -> Answer:
    """The same of a party without an account, on its own page."""
    case, actor = _own_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    return acts.run(
        lambda: case,
        lambda case: form_of(case, actor),
        lambda case, form, by: carry_out(case, form, replace(by, actor=actor)),
        lambda case, form: _page(case, actor, form, own=True),
        lambda _: acts.go_on(RECORDED, url_for("compromise.own_offers")),
    )
