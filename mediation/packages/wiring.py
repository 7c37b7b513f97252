"""What this package adds to the application, to the ledger and to background tasks."""

from __future__ import annotations

from flask import Flask

from mediation.packages import batches
from mediation.packages.views import BLUEPRINTS, section
from mediation.referrals import extension_points as referrals
from mediation.tasks import extension_points as tasks


def wire(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    referrals.register_section(section)
    kind = tasks.Kind(batches.TITLE, batches.make_packages, batches.RIGHT, on_fetch=batches.note_all_fetched)
    tasks.register(batches.KIND, kind)
