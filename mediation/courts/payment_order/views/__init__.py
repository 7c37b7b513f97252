"""The pages of payment orders; importing them hangs their routes on the blueprints."""

from mediation.courts.payment_order.views import acts, claim
from mediation.courts.payment_order.views.order import orders

__all__ = ["acts", "claim", "orders"]
