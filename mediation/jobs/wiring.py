"""What this package adds to the application: its pages."""

from __future__ import annotations

from flask import Flask

from mediation.jobs.views import blueprint


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
