"""What this package adds to the application and to the dispute."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.compromise import sections
from mediation.compromise.views import blueprint


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    extension_points.register_section(sections.offers)
