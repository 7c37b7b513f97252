"""The pages of what courts do with a dispute; importing them hangs their routes on the blueprints."""

from mediation.courts.views import payment_order
from mediation.courts.views.door import blueprint
from mediation.courts.views.payment_order import orders

__all__ = ["blueprint", "orders", "payment_order"]
