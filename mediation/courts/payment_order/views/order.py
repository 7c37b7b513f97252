"""The page of a payment order: where it stands, what stands against it, and what may be done next."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from mediation import clock
from mediation.access.guard import current_actor, requires
from mediation.access.table import allows
from mediation.courts.payment_order import operations, queries
from mediation.courts.payment_order.models import PaymentOrder
from mediation.deadlines.cards import cards_of
from mediation.referrals.queries import by_number
from mediation.rules.money import court_fees
from mediation.rules.numbers.divisions import full_name
from mediation.rules.procedures import payment_orders, referral_steps
from mediation.rules.procedures.machine import Transition

orders = Blueprint("orders", __name__, url_prefix="/desk/referrals/<case_number:referral_number>/order")

OF_THE_HOUSE = frozenset({"prepare", "note_void_objection"})  # the second follows from `object`
BY_THE_WAY = frozenset({"revise", "withdraw", "give_up"})


def order_or_404(number: str) -> PaymentOrder:
    """The order of a hand-over that the actor may see; unknown and hidden ones answer alike."""
    year, serial = number.split("-")
    referral = by_number(current_actor(), int(year), int(serial)) or abort(404)
    return queries.order_of(referral) or abort(404)


@orders.get("")
@requires("referral.view")
def order(referral_number: str) -> str:
    found = order_or_404(referral_number)
    actor, on, referral = current_actor(), clock.today(), found.referral
    rows = [row for row in _offered(found) if allows(row.right, actor, referral)]
    findings = queries.findings_of(found, on=on)
    assert referral.case is not None
    inside = allows("case.view_inside", actor, referral.case)
    return render_template(
        "courts/payment_order.html",
        order=found,
        referral=referral,
        state=payment_orders.states()[found.state],
        handover_state=referral_steps.states()[referral.state],
        rows=rows,
        lead=next((row for row in rows if row.action not in BY_THE_WAY), None),
        findings=findings,
        note=operations.eligibility_note(findings),
        courts=payment_orders.courts_of_debtor(found.place, on=on),
        place=full_name(found.place),
        fee=court_fees.order_fee(referral.amount_fen or 1, on=found.law_on),
        fee_basis=court_fees.ORDER_BASIS,
        gaps=queries.application_gaps(found, at=clock.now()) if inside else (),
        application=queries.application_of(referral.case) if inside else None,
        may_make=allows("case.issue_document", actor, referral.case) and referral.case.state == "concluded",
        steps=[
            (payment_orders.find_words(action), day) for action, day in found.days.items() if action != "file"
        ],
        cards=cards_of(referral.deadlines, on=on),
    )


def _offered(found: PaymentOrder) -> list[Transition]:
    """The steps that fit the state of the order and of its hand-over."""
    acts = payment_orders.acts_on_handover()
    fitting = {row.action for row in referral_steps.offered_in(found.referral.state, found.referral.law_on)}
    return [
        row
        for row in payment_orders.offered_in(found.state, found.law_on)
        if row.right != referral_steps.SILENCE
        and row.action not in OF_THE_HOUSE
        and acts.get((row.action, found.state), "") in {"", *fitting}
    ]
