"""What this package adds to the application, to the dispute and to the ledger: each matter wires itself."""

from __future__ import annotations

from flask import Flask

from mediation.courts.confirmation import wiring as confirmation
from mediation.courts.failure import wiring as failure
from mediation.courts.lookup import blueprint
from mediation.courts.payment_order import wiring as payment_order


def wire(app: Flask) -> None:
    confirmation.wire(app)
    payment_order.wire(app)
    failure.wire(app)
    app.register_blueprint(blueprint)  # once every page hangs on it
