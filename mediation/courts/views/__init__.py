"""The pages of what courts do with a dispute; importing them hangs their routes on the blueprints."""

from mediation.courts.views import confirmation, confirmation_deeds, confirmation_own, failure, payment_order
from mediation.courts.views.confirmation_own import own
from mediation.courts.views.door import blueprint
from mediation.courts.views.payment_order import orders
from mediation.courts.views.record import records

__all__ = [
    "blueprint",
    "confirmation",
    "confirmation_deeds",
    "confirmation_own",
    "failure",
    "orders",
    "own",
    "payment_order",
    "records",
]
