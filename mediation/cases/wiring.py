"""What this package adds to the application and to the packages below it."""

from __future__ import annotations

from flask import Flask

from mediation.cases import contacts, extension_points, lapsing, proven_notice, served_letters
from mediation.cases.views import blueprint
from mediation.deadlines import extension_points as deadlines
from mediation.notifications import extension_points as notifications


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(notices_of=extension_points.notices_of)
    notifications.register_contacts(contacts.contact_of_side)
    notifications.register_proof_listener(proven_notice.act_on_proof)
    deadlines.register_lapse("case", lapsing.lapse, lapsing.LAPSES)
    deadlines.register_case_listener(lapsing.tell_moved)
    extension_points.register_section(served_letters.section)
