"""What this package adds to the application: the interface for other systems, and its pages."""

from __future__ import annotations

from flask import Flask

from mediation.api.views import BLUEPRINTS


def wire(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
