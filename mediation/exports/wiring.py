"""What this package adds to the application and to background tasks."""

from __future__ import annotations

from flask import Flask

from mediation.exports import background, operations
from mediation.exports.views import blueprint
from mediation.tasks import extension_points as tasks


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    kind = tasks.Kind(
        background.TITLE,
        background.make,
        operations.RIGHT,
        still=background.may_still,
        on_fetch=operations.note_task_fetched,
    )
    tasks.register(operations.KIND, kind)
