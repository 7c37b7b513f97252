"""What this package adds to the application and to the dispute."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.issuing.views import ACTIONS, blueprint
from mediation.issuing.wet_signatures.views import blueprint as wet_signatures


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(wet_signatures)
    extension_points.register_act_pages("issuing.act", *ACTIONS)
