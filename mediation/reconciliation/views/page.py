"""The list of reconciliations, the page of one with its four groups, and the acts on the whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, ensure, requires
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused, NotAllowed
from mediation.database import db, writes
from mediation.documents.sending import send_document
from mediation.reconciliation import forms, operations, queries
from mediation.reconciliation.models import Reconciliation
from mediation.reconciliation.statement import DIRECTIONS, shown
from mediation.reconciliation.views.lookup import blueprint, reconciliation_or_404, say
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures import reconciliation_steps as steps
from mediation.rules.procedures.machine import NotPossible, Transition
from mediation.rules.procedures.referral_steps import Direction
from mediation.rules.vocabulary import TURNS
from mediation.timeline import queries as timeline
from mediation.timeline.events import sentence
from mediation.web.fields import as_choices
from mediation.web.forms import VersionedForm
from mediation.web.paging import asked_cursor
from mediation.web.words import t

Answer = str | Response | tuple[str, int]

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


@blueprint.route("/<case_number:reconciliation_number>", methods=["GET", "POST"])
@requires("reconciliation.view")
def page(reconciliation_number: str) -> Answer:
    """The four groups side by side; differences that are ticked are closed together."""
    found = reconciliation_or_404(reconciliation_number)
    form = settle_form(found)
    if request.method == "POST":
        ensure("reconciliation.handle", found)
        if form.validate_on_submit():
            ids = [int(one) for one in request.form.getlist("item") if one.isdecimal() and len(one) < 12]
            try:
                operations.settle(
                    found,
                    queries.chosen(found, ids),
                    form.reason.data or "",
                    form.text.data or "",
                    actor=current_actor(),
                    at=clock.now(),
                    version=form.seen_version(),
                )
            except (ActRefused, NotPossible) as refused:
                say(form, refused)
            else:
                flash(t("已处理 {n} 项。", "{n} closed.", n=len(ids)), "success")
                return redirect(request.full_path)
    return _page(found, form), (422 if form.errors else 200)


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
    found = reconciliation_or_404(reconciliation_number)
    form_of, carry_out = ACTS.get(action) or abort(404)
    row = next(one for one in steps.transitions() if one.action == action)
    ensure(row.right, found)
    form = form_of()
    if not form.version.data:
        form.version.data = str(found.version)
    if "by" in form and not form.is_submitted():
        form.by.data = current_actor().name if current_actor().organisation_id == found.body_id else ""
    if form.validate_on_submit():
        try:
            carry_out(found, form, actor=current_actor(), at=clock.now(), version=form.seen_version())
        except NotAllowed:
            abort(404)
        except (ActRefused, NotPossible) as refused:
            db.session.rollback()
            found = reconciliation_or_404(reconciliation_number)
            say(form, refused)
        else:
            flash(t("已办理：{act}。", "Done: {act}.", act=row.words), "success")
            return redirect(url_for("reconciliation.page", reconciliation_number=found.short_number))
    page = render_template(
        "reconciliation/act.html", found=found, form=form, row=row, possible=found.state in row.sources
    )
    return page, (422 if form.errors else 200)


def settle_form(found: Reconciliation) -> forms.SettleForm:
    """With the reasons in force today."""
    form = forms.SettleForm()
    form.reason.choices = as_choices([(one.code, one.words) for one in rules.reasons(on=clock.today())])
    if not form.version.data:
        form.version.data = str(found.version)
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


def _compare(found: Reconciliation, form: Any, **who: Any) -> None:
    operations.compare_again(found, **who)


def _sign_off(found: Reconciliation, form: Any, **who: Any) -> None:
    operations.sign_off(found, **who)


def _confirm(found: Reconciliation, form: Any, **who: Any) -> None:
    operations.confirm(found, form.by.data, **who)


def _back(action: str) -> Callable[..., None]:
    def carry_out(found: Reconciliation, form: Any, **who: Any) -> None:
        operations.back_to_comparing(found, action, form.reason.data, **who)

    return carry_out


ACTS: dict[str, tuple[type[VersionedForm], Callable[..., None]]] = {
    "compare": (forms.PlainForm, _compare),
    "sign_off": (forms.PlainForm, _sign_off),
    "confirm": (forms.ConfirmForm, _confirm),
    "object": (forms.ReasonForm, _back("object")),
    "reopen": (forms.ReasonForm, _back("reopen")),
}
