"""What this package adds to the application and to the desk."""

from __future__ import annotations

from flask import Flask

from mediation.agenda.views import blueprint, on_the_desk
from mediation.cases import extension_points


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    extension_points.register_desk_part(on_the_desk)
