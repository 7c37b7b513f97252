"""The page of an act on a case: its form, what the act will do, and what stands against it.

An act is found by its name in ACTS; one that is not there needs at most a reason. Which acts are
possible, by whom and when, is the table's to say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import requires
from mediation.acts import pages
from mediation.acts.offers import address_of
from mediation.acts.pages import ActForm, Answer
from mediation.cases import acts, forms, operations, timekeeping
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.cases.views import answering
from mediation.cases.views.choosing import (
    offer_consents,
    offer_mediators,
    offer_pause_grounds,
    offer_places,
    offer_side,
)
from mediation.cases.views.handing_in import hand_in_evidence, say, supply
from mediation.cases.views.lookup import blueprint
from mediation.mediators.queries import mediator
from mediation.organisations.queries import organisation
from mediation.rules.findings import Finding
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.machine import Transition
from mediation.rules.time.deadlines import rule
from mediation.rules.vocabulary import SIDES
from mediation.web.forms import BaseForm


def _plainly(case: Case, row: Transition, form: Any, by: By) -> object:
    """What the table says, with the reason where it wants one."""
    reason = form.reason.data if "reason" in form else ""
    return perform(case, row.action, by, reason=reason or "")


def _accept(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.accept(case, by)


def _route(case: Case, row: Transition, form: Any, by: By) -> object:
    place = organisation(form.place.data) or abort(404)
    return acts.route(case, place, form.reason.data, by)


def _appoint(case: Case, row: Transition, form: Any, by: By) -> object:
    chosen = mediator(form.mediator.data) or abort(404)
    return acts.appoint(case, chosen, form.reason.data, by)


def _pause(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.pause(case, form.why.data, form.reason.data, by)


def _extend(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.extend(case, form.length.data, form.consents.data, form.reason.data, by)


def _complete_party(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.complete_party(case, form.side.data, form.told, by)


def _offer_the_side(case: Case, form: Any) -> None:
    """The side that a link asked for is chosen already."""
    if not form.is_submitted() and request.args.get("side") in SIDES:
        form.side.data = request.args["side"]


def _note(case: Case, row: Transition, form: Any, by: By) -> object:
    return acts.add_note(case, form.text.data, by.without_version())


def _with(form: type[BaseForm], *offers: Callable[[Case, Any], None]) -> Callable[[Case], Any]:
    """The form, with what the case lets choose."""

    def made(case: Case) -> Any:
        fresh = form()
        for offer in offers:
            offer(case, fresh)
        return fresh

    return made


ACTS: dict[str, ActForm[Case]] = {
    "accept": ActForm(_with(forms.ActForm), _accept),
    "request_correction": ActForm(_with(forms.CorrectionForm), _plainly),
    "supply_correction": ActForm(_with(forms.SupplyForm), supply),
    "route": ActForm(_with(forms.PlaceForm, offer_places), _route),
    "appoint": ActForm(_with(forms.MediatorForm, offer_mediators), _appoint),
    "reappoint": ActForm(_with(forms.MediatorForm, offer_mediators), _appoint),
    "confirm_appointment": ActForm(_with(forms.ActForm), answering.confirm),
    "decline_appointment": ActForm(_with(forms.ReasonForm), answering.decline),
    "lapse_appointment": ActForm(_with(forms.ReasonForm), answering.lapse),
    "prove_notice": ActForm(_with(forms.ProofForm), answering.prove),
    "prove_service": ActForm(_with(forms.ProofOfSideForm), answering.prove),
    "pause": ActForm(_with(forms.PauseForm, offer_pause_grounds), _pause),
    "extend": ActForm(_with(forms.ExtendForm, offer_consents), _extend),
    "complete_party": ActForm(_with(forms.PartyForm, _offer_the_side), _complete_party),
    "add_note": ActForm(_with(forms.NoteForm), _note),
    "send_message": ActForm(_with(forms.MessageForm, offer_side), say),
    "add_evidence": ActForm(_with(forms.EvidenceForm, offer_side), hand_in_evidence),
}


@blueprint.route("/cases/<case_number:case_number>/acts/<action>", methods=["GET", "POST"])
@requires("desk.open")
def act(case_number: str, action: str) -> Answer:
    row = pages.row_or_404(action, case_or_404(case_number))
    if row.page != request.endpoint:
        elsewhere = address_of(row, case_number=case_number) or abort(404)
        return redirect(elsewhere, 307 if request.method == "POST" else 302)
    return pages.act(
        action,
        partial(case_or_404, case_number),
        _form_of,
        _draw,
        url_for("cases.case", case_number=case_number),
    )


def _form_of(case: Case, row: Transition) -> ActForm[Case]:
    plain = ActForm(_with(forms.ReasonForm if row.needs_reason else forms.ActForm), _plainly)
    return ACTS.get(row.action, plain)


def _draw(case: Case, row: Transition, form: Any) -> str:
    possible = case.state in row.sources
    return render_template(
        "cases/act.html",
        case=case,
        row=row,
        form=form,
        possible=possible,
        state=lifecycle.states()[case.state].words,
        tone=lifecycle.states()[case.state].tone,
        target=lifecycle.states()[row.state_after(case.state)].words if possible else None,
        starts=[rule(code, on=case.law_on).words for code in timekeeping.clocked(case).codes(row.starts)],
        hindrances=_hindrances(case, row) if possible and not form.errors else (),
    )


def _hindrances(case: Case, row: Transition) -> tuple[Finding, ...]:
    """What must be done before, as far as the form does not ask it."""
    return lifecycle.DISPUTE.hindrances(row, operations.situation(case, on=clock.today()))
