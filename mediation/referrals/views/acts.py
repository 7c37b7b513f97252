"""The page of an act on a hand-over: one form, one operation, found by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, ensure, requires
from mediation.cases.paper_forms import begins_with, form_of, typed
from mediation.cases.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind, Kind
from mediation.organisations.queries import the_centre
from mediation.referrals import forms, handling, results
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.referrals.views.door import blueprint, referral_or_404
from mediation.rules import handovers
from mediation.rules.lifecycle import NotPossible
from mediation.rules.machine import Transition
from mediation.web.forms import VersionedForm
from mediation.web.words import t

Answer = str | Response | tuple[str, int]


def _plainly(referral: Referral, row: Transition, form: Any) -> object:
    reason = form.reason.data if "reason" in form else ""
    return perform(
        referral,
        row.action,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
        reason=reason,
    )


def _take(referral: Referral, row: Transition, form: Any) -> object:
    return handling.take(
        referral,
        centre=the_centre() or abort(404),
        actor=current_actor(),
        at=clock.now(),
        on_platform=form.on_platform.data == "platform",
        version=form.seen_version(),
    )


def _sign(referral: Referral, row: Transition, form: Any) -> object:
    return handling.sign_for(
        referral,
        row.action,
        form.signed_by.data,
        form.signed_on.data,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
        scans=form.files.data or (),
    )


def _result(referral: Referral, row: Transition, form: Any) -> object:
    return perform(
        referral,
        row.action,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
        changes={
            "result": form.result.data,
            "result_on": form.result_on.data,
            "result_number": form.result_number.data,
            "result_text": form.text.data,
        },
    )


def _come_back(referral: Referral, row: Transition, form: Any) -> object:
    return handling.come_back(
        referral, form.reason.data, actor=current_actor(), at=clock.now(), version=form.seen_version()
    )


def _send(referral: Referral, row: Transition, form: Any) -> object:
    now = clock.now()
    return perform(
        referral,
        row.action,
        actor=current_actor(),
        at=now,
        version=form.seen_version(),
        changes={"sent_on": clock.day_of(now)},
    )


def _note(referral: Referral, row: Transition, form: Any) -> object:
    return perform(
        referral,
        row.action,
        actor=current_actor(),
        at=clock.now(),
        version=form.seen_version(),
        facts={"text": form.text.data},
    )


def _letter_of(referral: Referral) -> Kind:
    return KINDS[DocumentKind(referral.law.paper)]


def _letter_form(referral: Referral) -> VersionedForm:
    """The facts of the letter of result, filled in: whoever agrees with them sends it with one click."""
    kind = _letter_of(referral)
    told = results.known(referral, kind.code, clock.now()) if referral.case else {}
    return form_of(kind)(data=begins_with(kind, told))


def _return_result(referral: Referral, row: Transition, form: Any) -> object:
    kind, now = _letter_of(referral), clock.now()
    facts = kind.facts(**{**results.known(referral, kind.code, now), **typed(kind, form)})
    return handling.return_result(referral, facts, actor=current_actor(), at=now, version=form.seen_version())


@dataclass(frozen=True, slots=True)
class Act:
    """The form of an act on a hand-over and the operation that carries it out."""

    form: Callable[[Referral], VersionedForm]
    carry_out: Callable[[Referral, Transition, Any], object] = _plainly


def _plain(form: type[VersionedForm]) -> Callable[[Referral], VersionedForm]:
    return lambda referral: form()


ACTS: dict[str, Act] = {
    "take": Act(_plain(forms.TakeForm), _take),
    "send": Act(_plain(forms.PlainForm), _send),
    "sign_for": Act(_plain(forms.ReceiptForm), _sign),
    "return_result": Act(_letter_form, _return_result),
    "sign_for_result": Act(_plain(forms.ReceiptForm), _sign),
    "record_result": Act(_plain(forms.ResultForm), _result),
    "come_back": Act(_plain(forms.ReasonForm), _come_back),
    "add_note": Act(_plain(forms.NoteForm), _note),
}


@blueprint.route("/<case_number:referral_number>/acts/<action>", methods=["GET", "POST"])
@requires("referral.view")
def act(referral_number: str, action: str) -> Answer:
    referral = referral_or_404(referral_number)
    row = _row_or_404(action, referral)
    ensure(row.right, referral)
    known = ACTS.get(action, Act(_plain(forms.ReasonForm if row.needs_reason else forms.PlainForm)))
    form = known.form(referral)
    if not form.version.data:
        form.version.data = str(referral.version)
    if form.validate_on_submit():
        try:
            known.carry_out(referral, row, form)
        except NotAllowed:
            abort(404)
        except (NotPossible, ChangedMeanwhile, StaleDataError) as late:
            return _too_late(referral_number, row, form, late)
        except ActRefused as refused:
            findings = refused.findings if isinstance(refused, GuardRefused) else ()
            for words in [finding.words for finding in findings] or [refused.words]:
                form.refuse(None, words)
        else:
            flash(t("已办理：{act}。", "Done: {act}.", act=row.words), "success")
            return redirect(url_for("referrals.referral", referral_number=referral_number))
    return _page(referral, row, form), (422 if form.errors else 200)


def _too_late(referral_number: str, row: Transition, form: VersionedForm, late: Exception) -> Answer:
    """Somebody was faster: keep what was typed and show the page anew."""
    db.session.rollback()
    referral = referral_or_404(referral_number)
    form.refuse(None, late.words if isinstance(late, ActRefused | NotPossible) else ChangedMeanwhile().words)
    form.version.data, form.version.raw_data = str(referral.version), None
    return _page(referral, row, form), 409


def _row_or_404(action: str, referral: Referral) -> Transition:
    """The row that fits the state, else any of the action: the page then says why it does not fit."""
    rows = [
        row
        for row in handovers.transitions()
        if row.action == action and row.right != handovers.SILENCE and action not in {"register", "draft"}
    ]
    if not rows:
        abort(404)
    return next((row for row in rows if referral.state in row.sources), rows[0])


def _page(referral: Referral, row: Transition, form: VersionedForm) -> str:
    return render_template(
        "referrals/act.html",
        referral=referral,
        row=row,
        form=form,
        possible=referral.state in row.sources,
        state=handovers.states()[referral.state],
    )
