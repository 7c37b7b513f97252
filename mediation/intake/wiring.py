"""What this package adds to the application: its pages, and the page on which staff file for somebody."""

from __future__ import annotations

from flask import Flask

from mediation.intake.views import blueprint


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
