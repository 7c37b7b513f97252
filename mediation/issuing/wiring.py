"""What this package adds to the application and to the dispute."""

from __future__ import annotations

from flask import Flask

from mediation.issuing.views import blueprint
from mediation.issuing.wet_signatures.views import blueprint as wet_signatures


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(wet_signatures)
