"""What payment orders add to the application, to the dispute and to the ledger."""

from __future__ import annotations

from functools import partial

from flask import Flask

from mediation.cases import extension_points
from mediation.courts.payment_order import operations, queries, sections
from mediation.courts.payment_order.views import orders
from mediation.documents.kinds import DocumentKind
from mediation.referrals import extension_points as referrals

LAPSES = ("lapse_term", "lapse_service", "lapse_opt_out")
# Acts on the hand-over that follow from the steps of the order.
WITH_THE_ORDER = ("send", "they_take", "they_refuse", "record_result", "go_on", "take_back")


def wire(app: Flask) -> None:
    app.register_blueprint(orders)
    extension_points.register_document_facts(DocumentKind.PAYMENT_ORDER_APPLICATION, queries.facts_for_paper)
    extension_points.register_section(sections.section)
    referrals.register_letter(DocumentKind.PAYMENT_ORDER_APPLICATION, queries.letter)
    referrals.register_own_page(sections.MATTER, "orders.order", sections.WORDS, *WITH_THE_ORDER)
    for action in LAPSES:
        referrals.register_lapse(action, partial(operations.lapse, action))
