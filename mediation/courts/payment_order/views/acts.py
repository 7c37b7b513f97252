"""The pages of the steps of a payment order."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, render_template, url_for

from mediation.access.by import By
from mediation.access.guard import requires
from mediation.acts import pages
from mediation.acts.pages import ActForm, Answer
from mediation.courts.payment_order import forms, operations
from mediation.courts.payment_order.models import PaymentOrder
from mediation.courts.payment_order.operations import Step
from mediation.courts.payment_order.views import claim
from mediation.courts.payment_order.views.order import OF_THE_HOUSE, order_or_404, orders
from mediation.rules.procedures import payment_orders, referral_steps
from mediation.rules.procedures.machine import Transition

TOLD = ("day", "number", "reason", "manner", "ground")
# Silence is for the clock to tell.
OF_AN_ORDER = (
    frozenset(row.action for row in payment_orders.transitions() if row.right != referral_steps.SILENCE)
    - OF_THE_HOUSE
)


@orders.route("/acts/<action>", methods=["GET", "POST"])
@requires("referral.view")
def step(referral_number: str, action: str) -> Answer:
    if action not in OF_AN_ORDER:
        abort(404)
    return pages.act(
        action,
        partial(order_or_404, referral_number),
        _form_of,
        _draw,
        url_for("orders.order", referral_number=referral_number),
        over=lambda order: order.referral,
    )


def _form_of(order: PaymentOrder, row: Transition) -> ActForm[PaymentOrder]:
    if row.action == "revise":
        return ActForm(claim.claim_again, claim.revise)
    of_act = forms.FORMS.get(row.action, forms.PlainForm)
    return ActForm(lambda order: of_act(), _carry_out)


def _carry_out(order: PaymentOrder, row: Transition, form: Any, by: By) -> object:
    values = {name: form[name].data for name in TOLD if name in form and form[name].data}
    given = Step(**values, scans=tuple(form.files.data or ()) if "files" in form else ())
    if row.action == "object":
        return operations.note_objection(order, given, by)
    return operations.perform(order, row.action, by, given)


def _draw(order: PaymentOrder, row: Transition, form: Any) -> str:
    possible = order.state in row.sources
    if row.action == "revise":
        assert order.referral.case is not None
        return claim.draw(order.referral.case, form, possible=possible)
    return render_template(
        "courts/payment_order_step.html",
        order=order,
        row=row,
        form=form,
        possible=possible,
        state=payment_orders.states()[order.state],
    )
