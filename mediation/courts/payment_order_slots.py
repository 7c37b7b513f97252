"""What rooms below ask of payment orders: their letter, page, clocks, and place on the case."""

from __future__ import annotations

from functools import partial

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.cases import slots as case_slots
from mediation.cases.models import Case
from mediation.cases.slots import Section
from mediation.courts import payment_order_operations as operations
from mediation.courts import payment_order_queries as queries
from mediation.documents.kinds import DocumentKind
from mediation.referrals import slots
from mediation.rules.findings import Words
from mediation.rules.procedures import payment_orders

MATTER = "payment_order"
WORDS = Words("支付令", "Payment order")
LAPSES = ("lapse_term", "lapse_service", "lapse_opt_out")
# Acts on the hand-over that follow from the steps of the order.
WITH_THE_ORDER = ("send", "they_take", "they_refuse", "record_result", "go_on", "take_back")


def fill() -> None:
    """Fill the slots; assembly calls it once, at start."""
    slots.make_letter(DocumentKind.PAYMENT_ORDER_APPLICATION, queries.letter)
    slots.open_page(MATTER, "orders.order", WORDS, *WITH_THE_ORDER)
    for action in LAPSES:
        slots.carry_out_lapse(action, partial(operations.lapse, action))
    case_slots.tell_paper(DocumentKind.PAYMENT_ORDER_APPLICATION, queries.facts_for_paper)
    case_slots.show_section(section)


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
