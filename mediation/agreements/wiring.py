"""What this package adds to the application and to the dispute."""

from __future__ import annotations

from flask import Flask

from mediation.agreements import queries, sections
from mediation.agreements.views import blueprint
from mediation.cases import extension_points


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    extension_points.register_situation(queries.tell_situation)
    extension_points.register_section(sections.settlement)
