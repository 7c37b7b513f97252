"""What is asked before a payment order, and asked again while nothing was sent."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, render_template, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.agreements.queries import current_draft, terms_of
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.courts.lookup import blueprint
from mediation.courts.payment_order import forms, operations
from mediation.courts.payment_order.models import PaymentOrder
from mediation.courts.payment_order.operations import Claim
from mediation.organisations.models import Organisation
from mediation.organisations.queries import of_kinds, organisation, the_centre
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import full_name
from mediation.rules.procedures import payment_orders
from mediation.rules.procedures.machine import Transition
from mediation.web.fields import as_choices

RIGHT = "referral.handle"  # over the case: whoever may hand its matters over


@blueprint.route("/payment-order", methods=["GET", "POST"])
@requires("desk.open")
def prepare_order(case_number: str) -> Answer:
    """The questions of the law, the claim and the court; answered, they become an application."""
    return pages.run(
        partial(case_or_404, case_number, RIGHT),
        _first_claim,
        _prepare,
        draw,
        lambda order: pages.go_on(
            Words("已准备支付令申请。", "The application is prepared."),
            url_for("orders.order", referral_number=order.referral.short_number),
        ),
    )


def claim_again(order: PaymentOrder) -> Any:
    """The form as it was answered."""
    referral = order.referral
    assert referral.case is not None
    form = _form(referral.case)
    if not form.is_submitted():
        form.creditor_side.data, form.amount.data = order.creditor_side, referral.amount_fen
        form.grounds.data, form.place.data = referral.subject, full_name(order.place).zh
        form.body.data = str(referral.body_id)
        for code, answer in order.answers.items():
            if (name := f"{forms.QUESTION}{code}") in form:
                form[name].data = answer
    return form


def revise(order: PaymentOrder, row: Transition, form: Any, by: By) -> object:
    return operations.revise(order, _claim(form), _court(form), by)


def draw(case: Case, form: Any, *, possible: bool = True) -> str:
    return render_template("courts/payment_order_claim.html", case=case, form=form, possible=possible)


def _first_claim(case: Case) -> Any:
    """Filled in by what the agreement says: who is paid, and what was due by today."""
    form = _form(case)
    if form.is_submitted() or (draft := current_draft(case.id)) is None:
        return form
    terms, today = terms_of(draft), clock.today()
    by_name = {case.applicant_name: "applicant", case.respondent_name: "respondent"}
    form.creditor_side.data = by_name.get(terms.payee)
    due = sum(one.fen for one in terms.instalments if one.due_on <= today)
    form.amount.data = due or terms.total_fen
    debtor = case.respondent if form.creditor_side.data == "applicant" else case.applicant
    form.place.data = debtor.address or ""
    return form


def _prepare(case: Case, form: Any, by: By) -> PaymentOrder:
    centre = the_centre() or abort(404)
    return operations.prepare(case, _claim(form), _court(form), by.without_version(), centre=centre)


def _form(case: Case) -> Any:
    form: Any = forms.claim_form(payment_orders.questions(on=clock.today()))()
    form.creditor_side.choices = as_choices(
        [
            ("applicant", Words(case.applicant_name, case.applicant_name)),
            ("respondent", Words(case.respondent_name, case.respondent_name)),
        ]
    )
    form.body.choices = as_choices([(str(one.id), one.words) for one in of_kinds(("court",))])
    return form


def _claim(form: Any) -> Claim:
    return Claim(
        creditor_side=form.creditor_side.data,
        amount_fen=form.amount.data,
        grounds=form.grounds.data,
        place=form.place_code,
        answers={
            one.code: form[f"{forms.QUESTION}{one.code}"].data
            for one in payment_orders.questions(on=clock.today())
        },
    )


def _court(form: Any) -> Organisation:
    return organisation(int(form.body.data)) or abort(404)
