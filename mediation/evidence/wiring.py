"""What this package adds to the application and to the dispute."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.evidence.views import blueprint
from mediation.rules.findings import Words


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    extension_points.register_file_page(
        "case.view_inside", "evidence.exhibits", Words("证据目录、翻看", "Exhibits, page by page")
    )
