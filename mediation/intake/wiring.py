"""What this package adds to the application: its pages, and the page on which staff file for somebody."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.intake.views import blueprint


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    extension_points.register_act_pages("intake.assisted", "submit")
