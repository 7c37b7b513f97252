"""What this package adds to the application and to background tasks."""

from __future__ import annotations

from flask import Flask

from mediation.bulk import batches, operations, queries
from mediation.bulk.views import blueprint
from mediation.rules.findings import Words
from mediation.tasks import extension_points as tasks


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    for code, worker, title in (
        (operations.CHECK, batches.check_list, Words("检查清单", "Checking a list")),
        (operations.LOAD, batches.load_list, Words("导入清单", "Loading a list")),
        (operations.UNDO, batches.undo_list, Words("撤销导入", "Undoing a list")),
    ):
        tasks.register(code, tasks.Kind(title, worker, queries.RIGHT))
