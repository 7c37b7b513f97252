"""The page of an act on a hand-over: one form, one operation, found by its name."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mediation.access.guard import ensure, requires
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed
from mediation.database import db
from mediation.referrals import extension_points
from mediation.referrals.models import Referral
from mediation.referrals.views.act_forms import deed_of
from mediation.referrals.views.lookup import blueprint, referral_or_404
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.machine import NotPossible, Transition
from mediation.web.forms import VersionedForm
from mediation.web.words import t

Answer = str | Response | tuple[str, int]


@blueprint.route("/<case_number:referral_number>/acts/<action>", methods=["GET", "POST"])
@requires("referral.view")
def act(referral_number: str, action: str) -> Answer:
    referral = referral_or_404(referral_number)
    row = _row_or_404(action, referral)
    ensure(row.right, referral)
    if (own := extension_points.own_pages.get(referral.law.matter)) and action in own.acts:
        return redirect(url_for(own.endpoint, referral_number=referral_number))
    known = deed_of(row, referral)
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
        for row in referral_steps.transitions()
        if row.action == action
        and row.right != referral_steps.SILENCE
        and action not in {"register", "draft"}
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
        state=referral_steps.states()[referral.state],
    )
