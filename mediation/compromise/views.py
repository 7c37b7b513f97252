"""The page of offers: at the desk for the case's mediator and the institution, and for a party with its code.

The party's page is mounted here, not among the public pages: no other package has to know this one.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.guard import ANYONE, acting, current_actor, ensure, requires
from mediation.cases import extension_points
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.compromise import pages
from mediation.web.words import t

blueprint = Blueprint("compromise", __name__)

DESK, OWN = "/desk/cases/<case_number:case_number>/offers", "/my-case/offers"

Answer = str | Response | tuple[str, int]


@blueprint.get(f"{DESK}/")
@requires("desk.open")
def offers(case_number: str) -> Answer:
    return _page(_case(case_number), current_actor())


@blueprint.post(f"{DESK}/")
@requires("desk.open")
def make_offer(case_number: str) -> Answer:
    case = _case(case_number)
    return _done(case, current_actor(), pages.take_offer(case, acting()))


@blueprint.post(f"{DESK}/<int:offer_id>")
@requires("desk.open")
def answer_offer(case_number: str, offer_id: int) -> Answer:
    case = _case(case_number)
    return _done(case, current_actor(), pages.take_answer(case, offer_id, acting()))


@blueprint.post(f"{DESK}/caucus")
@requires("compromise.keep")
def note_caucus(case_number: str) -> Answer:
    case = _case(case_number)
    ensure("compromise.keep", case)
    return _done(case, current_actor(), pages.take_note(case, acting()))


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
    case, actor = _own_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    return _done(case, actor, pages.take_offer(case, By(actor, clock.now())), own=True)


@blueprint.post(f"{OWN}/<int:offer_id>")
@requires(ANYONE)
def answer_own_offer(offer_id: int) -> Answer:
    case, actor = _own_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    return _done(case, actor, pages.take_answer(case, offer_id, By(actor, clock.now())), own=True)


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


def _page(case: Case, actor: Actor, failed: Any = None, *, own: bool = False) -> str:
    template = "compromise/own_offers.html" if own else "compromise/offers.html"
    return render_template(template, **pages.shown(case, actor, failed))


def _done(case: Case, actor: Actor, failed: Any, *, own: bool = False) -> Answer:
    if failed is not None:
        return _page(case, actor, failed, own=own), 422
    flash(t("已登记。", "Recorded."))
    if own:
        return redirect(url_for("compromise.own_offers"))
    return redirect(url_for("compromise.offers", case_number=case.short_number))
