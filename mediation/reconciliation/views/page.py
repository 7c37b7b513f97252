"""The list of reconciliations, the page of one with its four groups, and the acts on the whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import current_actor, ensure, requires
from mediation.access.table import allows
from mediation.acts import pages
from mediation.acts.pages import ActForm, Answer
from mediation.database import writes
from mediation.documents.sending import send_document
from mediation.reconciliation import forms, operations, queries
from mediation.reconciliation.models import Reconciliation
from mediation.reconciliation.statement import DIRECTIONS, shown
from mediation.reconciliation.views.lookup import blueprint, reconciliation_or_404
from mediation.rules.findings import Words
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures import reconciliation_steps as steps
from mediation.rules.procedures.machine import Transition
from mediation.rules.procedures.referral_steps import Direction
from mediation.rules.vocabulary import TURNS
from mediation.timeline import queries as timeline
from mediation.timeline.events import sentence
from mediation.web.fields import as_choices
from mediation.web.paging import asked_cursor

TONES = {"open": "amber", "signed_off": "blue", "confirmed": "green"}
STATES = ("", "open", "closed")


@blueprint.get("/")
@requires("reconciliation.view")
def all_of_them() -> str:
    return render_template(
        "reconciliation/list.html",
        found=queries.reconciliations(current_actor(), asked_cursor(request.args)),
        states=steps.states(),
        tones=TONES,
        directions=DIRECTIONS,
    )


@blueprint.get("/<case_number:reconciliation_number>")
@requires("reconciliation.view")
def page(reconciliation_number: str) -> str:
    """The four groups side by side."""
    found = reconciliation_or_404(reconciliation_number)
    form = settle_form(found)
    form.version.data = str(found.version)
    return _page(found, form)


@blueprint.post("/<case_number:reconciliation_number>")
@requires("reconciliation.view")
def settle_ticked(reconciliation_number: str) -> Answer:
    """Close the differences that are ticked, all for one reason."""

    def find() -> Reconciliation:
        found = reconciliation_or_404(reconciliation_number)
        ensure("reconciliation.handle", found)
        return found

    return pages.run(
        find,
        settle_form,
        _settle_ticked,
        _page,
        lambda count: pages.go_on(Words(f"已处理 {count} 项。", f"{count} closed."), request.full_path),
    )


def _settle_ticked(found: Reconciliation, form: Any, by: By) -> int:
    chosen = queries.chosen(found, [int(one) for one in ticked()])
    reason, text = form.reason.data or "", form.text.data or ""
    operations.settle(found, chosen, reason, text, by)
    return len(chosen)


def ticked() -> list[str]:
    """The ids of the differences that were ticked."""
    return [one for one in request.form.getlist("item") if one.isdecimal() and len(one) < 12]


@blueprint.get("/<case_number:reconciliation_number>/statement")
@requires("reconciliation.view")
@writes
def statement(reconciliation_number: str) -> Response:
    """The statement as a PDF, for both sides to sign."""
    found = reconciliation_or_404(reconciliation_number)
    return send_document(found.statement or abort(404))


@blueprint.route("/<case_number:reconciliation_number>/acts/<action>", methods=["GET", "POST"])
@requires("reconciliation.view")
def act(reconciliation_number: str, action: str) -> Answer:
    known = ACTS.get(action) or abort(404)
    return pages.act(
        action,
        partial(reconciliation_or_404, reconciliation_number),
        lambda found, row: known,
        _draw,
        url_for("reconciliation.page", reconciliation_number=reconciliation_number),
    )


def _draw(found: Reconciliation, row: Transition, form: Any) -> str:
    return render_template(
        "reconciliation/act.html", found=found, form=form, row=row, possible=found.state in row.sources
    )


def settle_form(found: Reconciliation) -> forms.SettleForm:
    """With the reasons in force today."""
    form = forms.SettleForm()
    form.reason.choices = as_choices([(one.code, one.words) for one in rules.reasons(on=clock.today())])
    return form


def _page(found: Reconciliation, form: forms.SettleForm) -> str:
    actor = current_actor()
    groups = [group for group in rules.GROUPS if found.counts[group]] or [rules.MATCHING]
    asked = request.args.get("group", "")
    group = asked if asked in rules.GROUPS else groups[0]
    state = request.args.get("state", "")
    state = state if state in STATES and group != rules.MATCHING else ""
    return render_template(
        "reconciliation/page.html",
        found=found,
        form=form,
        group=group,
        groups=rules.GROUPS,
        state=state,
        states=steps.states(),
        tones=TONES,
        turn=TURNS.get(found.turn) if found.turn != "nobody" else None,
        direction=DIRECTIONS[Direction(found.direction)],
        items=queries.items(found, group, state, asked_cursor(request.args)),
        fields=rules.FIELDS,
        shown=shown,
        reasons={one.code: one.words for one in rules.all_reasons()},
        last=queries.last_list(found),
        rows=_offered(found),
        ticked=ticked(),
        may_settle=found.state == "open" and allows("reconciliation.handle", actor, found),
        may_say=found.state == "open" and allows("reconciliation.say", actor, found),
        entries=[
            {"title": sentence(entry.event, entry.facts), "at": entry.at, "by": entry.actor_name}
            for entry in timeline.entries_of(found.thread)
        ],
    )


def _offered(found: Reconciliation) -> list[Transition]:
    """The acts on the whole that the actor may do now."""
    return [
        row
        for row in steps.offered_in(found.state, clock.today())
        if row.action in ACTS
        and allows(row.right, current_actor(), found)
        and (row.action != "compare" or found.compared_at)
        and (row.action != "sign_off" or (found.compared_at and not found.unsettled))
    ]


def _confirm_form(found: Reconciliation) -> forms.ConfirmForm:
    """The other body confirms in its own name."""
    form, actor = forms.ConfirmForm(), current_actor()
    if not form.is_submitted():
        form.by.data = actor.name if actor.organisation_id == found.body_id else ""
    return form


def _compare(found: Reconciliation, row: Transition, form: Any, by: By) -> None:
    operations.compare_again(found, by)


def _sign_off(found: Reconciliation, row: Transition, form: Any, by: By) -> object:
    return operations.sign_off(found, by)


def _confirm(found: Reconciliation, row: Transition, form: Any, by: By) -> None:
    operations.confirm(found, form.by.data, by)


def _back(found: Reconciliation, row: Transition, form: Any, by: By) -> None:
    operations.back_to_comparing(found, row.action, form.reason.data, by)


ACTS: dict[str, ActForm[Reconciliation]] = {
    "compare": ActForm(lambda found: forms.PlainForm(), _compare),
    "sign_off": ActForm(lambda found: forms.PlainForm(), _sign_off),
    "confirm": ActForm(_confirm_form, _confirm),
    "object": ActForm(lambda found: forms.ReasonForm(), _back),
    "reopen": ActForm(lambda found: forms.ReasonForm(), _back),
}
