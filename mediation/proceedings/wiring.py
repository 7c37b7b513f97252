"""What this package adds to the application and to the dispute."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.proceedings import queries, sections
from mediation.proceedings.views import blueprint


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    extension_points.register_situation(queries.tell_situation)
    extension_points.register_sessions(queries.days_of_sessions)
    extension_points.register_section(sections.consents)
    extension_points.register_section(sections.sessions)
