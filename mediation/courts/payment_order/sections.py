"""What packages below ask of payment orders: their letter, page, clocks, and place on the case."""

from __future__ import annotations

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.acts.sections import Section
from mediation.cases.models import Case
from mediation.courts.payment_order import queries
from mediation.rules.findings import Words
from mediation.rules.procedures import payment_orders

MATTER = "payment_order"
WORDS = Words("支付令", "Payment order")


def section(case: Case, actor: Actor) -> Section | None:
    """The payment orders of a settled case on its page, and the way to a new one."""
    if case.outcome != "agreed" or not allows("case.view_inside", actor, case):
        return None
    found = queries.orders_of(case)
    states = payment_orders.states()
    may_prepare = allows("referral.handle", actor, case) and not any(
        states[one.state].phase == "open" for one in found
    )
    if not found and not may_prepare:
        return None
    return Section(
        "payment-orders",
        WORDS,
        "courts/payment_order_section.html",
        {"found": found, "states": states, "may_prepare": may_prepare},
    )
