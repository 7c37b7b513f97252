"""What this package adds to the application: its pages, and the centre in head and foot of every page."""

from __future__ import annotations

from flask import Flask

from mediation.organisations.context import centre
from mediation.organisations.views import blueprint


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.context_processor(centre)
