"""What payment orders add to the application, to the dispute and to the ledger."""

from __future__ import annotations

from functools import partial

from flask import Flask

from mediation.cases import extension_points
from mediation.courts.payment_order import operations, queries, sections
from mediation.courts.payment_order.views import orders
from mediation.documents.kinds import DocumentKind
from mediation.referrals import extension_points as referrals
from mediation.rules.procedures import payment_orders, referral_steps


def wire(app: Flask) -> None:
    app.register_blueprint(orders)
    extension_points.register_document_facts(DocumentKind.PAYMENT_ORDER_APPLICATION, queries.facts_for_paper)
    extension_points.register_section(sections.section)
    referrals.register_letter(DocumentKind.PAYMENT_ORDER_APPLICATION, queries.letter)
    with_the_order = payment_orders.acts_on_handover().values()
    referrals.register_own_page(sections.MATTER, "orders.order", sections.WORDS, *with_the_order)
    for action in payment_orders.ORDER.acts_by(referral_steps.SILENCE):
        referrals.register_lapse(action, partial(operations.lapse, action))
