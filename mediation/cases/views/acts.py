"""The page of an act: its form, what the act will do, and the answer when it cannot be done.

An act is found by its name in ACTS; one that is not there needs at most a reason. Which acts are
possible, by whom and when, is the table's to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, ensure, requires
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed
from mediation.cases import acts, extension_points, forms, operations, timekeeping
from mediation.cases.forms import ActForm
from mediation.cases.labels import STATE_TONES
from mediation.cases.models import Case
from mediation.cases.next_steps import ANSWERED_THERE, ON_A_DEADLINE
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
from mediation.cases.views.lookup import blueprint, case_or_404
from mediation.database import db
from mediation.mediators.queries import mediator
from mediation.organisations.queries import organisation
from mediation.rules.findings import Finding
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.machine import NotPossible, Transition
from mediation.rules.time.deadlines import rule
from mediation.rules.vocabulary import SIDES
from mediation.timeline.events import sentence
from mediation.timeline.models import TimelineEntry
from mediation.web.words import t

Answer = str | Response | tuple[str, int]
CarryOut = Callable[[Case, Transition, Any], object]


def _plainly(case: Case, row: Transition, form: Any) -> object:
    """What the table says, with the reason where it wants one."""
    reason = form.reason.data if "reason" in form else ""
    return perform(
        case,
        row.action,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
        reason=reason or "",
    )


def _accept(case: Case, row: Transition, form: Any) -> object:
    return acts.accept(case, actor=current_actor(), at=clock.now(), version=form.seen_version())


def _route(case: Case, row: Transition, form: Any) -> object:
    place = organisation(form.place.data) or abort(404)
    return acts.route(
        case, place, form.reason.data, actor=current_actor(), at=clock.now(), version=form.seen_version()
    )


def _appoint(case: Case, row: Transition, form: Any) -> object:
    chosen = mediator(form.mediator.data) or abort(404)
    return acts.appoint(
        case, chosen, form.reason.data, actor=current_actor(), at=clock.now(), version=form.seen_version()
    )


def _pause(case: Case, row: Transition, form: Any) -> object:
    return acts.pause(
        case,
        form.why.data,
        form.reason.data,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
    )


def _extend(case: Case, row: Transition, form: Any) -> object:
    return acts.extend(
        case,
        form.length.data,
        form.consents.data,
        form.reason.data,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
    )


def _complete_party(case: Case, row: Transition, form: Any) -> object:
    return acts.complete_party(
        case,
        form.side.data,
        form.told,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
    )


def _offer_the_side(case: Case, form: Any) -> None:
    """The side that a link asked for is chosen already."""
    if not form.is_submitted() and request.args.get("side") in SIDES:
        form.side.data = request.args["side"]


def _note(case: Case, row: Transition, form: Any) -> object:
    return acts.add_note(case, form.text.data, actor=current_actor(), at=clock.now())


def _nothing(case: Case, form: Any) -> None:
    """The form needs nothing that only the case knows."""


@dataclass(frozen=True, slots=True)
class Act:
    """The form of an act, what it is filled with, and the operation that carries it out."""

    form: type[ActForm]
    carry_out: CarryOut = _plainly
    prepare: Callable[[Case, Any], None] = field(default=_nothing)


ACTS: dict[str, Act] = {
    "accept": Act(ActForm, _accept),
    "request_correction": Act(forms.CorrectionForm),
    "supply_correction": Act(forms.SupplyForm, supply),
    "route": Act(forms.PlaceForm, _route, offer_places),
    "appoint": Act(forms.MediatorForm, _appoint, offer_mediators),
    "reappoint": Act(forms.MediatorForm, _appoint, offer_mediators),
    "confirm_appointment": Act(ActForm, answering.confirm),
    "decline_appointment": Act(forms.ReasonForm, answering.decline),
    "lapse_appointment": Act(forms.ReasonForm, answering.lapse),
    "prove_notice": Act(forms.ProofForm, answering.prove),
    "prove_service": Act(forms.ProofOfSideForm, answering.prove),
    "pause": Act(forms.PauseForm, _pause, offer_pause_grounds),
    "extend": Act(forms.ExtendForm, _extend, offer_consents),
    "complete_party": Act(forms.PartyForm, _complete_party, _offer_the_side),
    "add_note": Act(forms.NoteForm, _note),
    "send_message": Act(forms.MessageForm, say, offer_side),
    "add_evidence": Act(forms.EvidenceForm, hand_in_evidence, offer_side),
}


@blueprint.route("/cases/<case_number:case_number>/acts/<action>", methods=["GET", "POST"])
@requires("desk.open")
def act(case_number: str, action: str) -> Answer:
    case = case_or_404(case_number)
    row = _row_or_404(action, case)
    if action in extension_points.act_endpoints:
        elsewhere = url_for(extension_points.endpoint_of(action), case_number=case_number, action=action)
        return redirect(elsewhere, 307 if request.method == "POST" else 302)
    ensure(row.right, case)
    known = ACTS.get(action, Act(forms.ReasonForm if row.needs_reason else ActForm))
    form = known.form()
    try:
        lifecycle.find(action, case.state, case.law_on)
        known.prepare(case, form)
        if not form.validate_on_submit():
            return _draw(case, row, form), (422 if form.errors else 200)
        known.carry_out(case, row, form)
    except NotAllowed:
        abort(404)
    except (NotPossible, ChangedMeanwhile, StaleDataError) as late:
        return _too_late(case_number, row, form, known, late)
    except GuardRefused as refused:
        for finding in refused.findings:
            form.refuse(None, finding.words)
        return _draw(case, row, form), 422
    except ActRefused as refused:
        form.refuse(None, refused.words)
        return _draw(case, row, form), 422
    flash(t("已办理：{act}。", "Done: {act}.", act=row.words), "success")
    return redirect(url_for("cases.case", case_number=case_number))


def _row_or_404(action: str, case: Case) -> Transition:
    """The row of the action that fits the state, else any of it: the page then says why it does not fit."""
    rows = [row for row in lifecycle.transitions() if row.action == action and row.action in OF_A_CASE]
    if not rows:
        abort(404)
    return next((row for row in rows if case.state in row.sources), rows[0])


# Filing begins elsewhere; looking at a masked value and acting on one deadline belong to the case page.
OF_A_CASE = frozenset(row.action for row in lifecycle.transitions()) - {"submit", "reveal"} - ON_A_DEADLINE


def _too_late(case_number: str, row: Transition, form: ActForm, known: Act, late: Exception) -> Answer:
    """Somebody was faster: say what happened since, keep what was typed, offer the act anew."""
    db.session.rollback()
    case = case_or_404(case_number)
    changes = _changes_since(case, form.seen_version())
    known.prepare(case, form)
    words = late.words if isinstance(late, ActRefused | NotPossible) else ChangedMeanwhile().words
    form.refuse(None, words)
    form.version.data, form.version.raw_data = str(case.version), None
    return _draw(case, row, form, changes=changes), 409


def _changes_since(case: Case, version: int | None) -> list[TimelineEntry]:
    """What was done since the page was drawn; nothing for a page that is as new as the case."""
    try:
        operations.check_version(case, version)
    except ChangedMeanwhile as changed:
        return list(changed.entries)
    return []


def _draw(case: Case, row: Transition, form: ActForm, *, changes: list[TimelineEntry] | None = None) -> str:
    if not form.version.data:
        form.version.data = str(case.version)
    possible = case.state in row.sources
    return render_template(
        "cases/act.html",
        case=case,
        row=row,
        form=form,
        possible=possible,
        state=lifecycle.states()[case.state].words,
        tone=STATE_TONES[case.state],
        target=lifecycle.states()[row.state_after(case.state)].words if possible else None,
        starts=[rule(code, on=case.law_on).words for code in timekeeping.clocked(case).codes(row.starts)],
        hindrances=_hindrances(case, row) if possible and not form.errors else [],
        changes=[(entry, sentence(entry.event, entry.facts)) for entry in changes or []],
    )


def _hindrances(case: Case, row: Transition) -> list[Finding]:
    """What must be done before, as far as the form does not ask it."""
    now = operations.situation(case, on=clock.today())
    found = (lifecycle.GUARDS[name](now) for name in row.guards if name not in ANSWERED_THERE)
    return [finding for finding in found if finding is not None]
