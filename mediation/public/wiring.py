"""What this package adds to the application: its pages, their foot, the case that was opened."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.public.checking.views import blueprint as checking
from mediation.public.context import footer
from mediation.public.views import blueprint, opened_case


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(checking)
    app.context_processor(footer)
    extension_points.register_opened_case(opened_case)
