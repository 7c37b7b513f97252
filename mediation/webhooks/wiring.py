"""What this package adds to the application: its pages, and hearing of cases and hand-overs."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.referrals import extension_points as referrals
from mediation.webhooks import outbox
from mediation.webhooks.views import blueprint


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    extension_points.register_change_listener(outbox.tell_of_case)
    referrals.register_change_listener(outbox.tell_of_referrals)
