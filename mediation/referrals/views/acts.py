"""The page of an act on a hand-over: one form, one operation, found by its name."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, redirect, render_template, url_for

from mediation.access.guard import ensure, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.referrals import extension_points
from mediation.referrals.models import Referral
from mediation.referrals.views.act_forms import act_form
from mediation.referrals.views.lookup import blueprint, referral_or_404
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.machine import Transition

# Silence is for the clock to tell; a hand-over begins on pages of its own.
OF_A_HAND_OVER = frozenset(
    row.action for row in referral_steps.transitions() if row.right != referral_steps.SILENCE
) - {"register", "draft"}


@blueprint.route("/<case_number:referral_number>/acts/<action>", methods=["GET", "POST"])
@requires("referral.view")
def act(referral_number: str, action: str) -> Answer:
    if action not in OF_A_HAND_OVER:
        abort(404)
    find = partial(referral_or_404, referral_number)
    referral = find()
    if (own := extension_points.own_pages.get(referral.law.matter)) and action in own.acts:
        ensure(pages.row_or_404(action, referral).right, referral)
        return redirect(url_for(own.endpoint, referral_number=referral_number))
    return pages.act(
        action,
        find,
        act_form,
        _draw,
        url_for("referrals.referral", referral_number=referral_number),
    )


def _draw(referral: Referral, row: Transition, form: Any) -> str:
    return render_template(
        "referrals/act.html",
        referral=referral,
        row=row,
        form=form,
        possible=referral.state in row.sources,
        state=referral_steps.states()[referral.state],
    )
