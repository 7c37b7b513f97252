"""What this package adds to the application, to the dispute and to background tasks."""

from __future__ import annotations

from flask import Flask

from mediation.archive import batch_views, batches
from mediation.archive.views import blueprint
from mediation.cases import extension_points
from mediation.rules.findings import Words
from mediation.tasks import extension_points as tasks


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(batch_views.blueprint)
    extension_points.register_file_page("case.file_volume", "archive.volume", Words("卷宗", "Case file"))
    tasks.register(batches.KIND, tasks.Kind(batches.TITLE, batches.make_volumes, batches.RIGHT))
