"""What this package adds to the application, to the dispute and to the agreement."""

from __future__ import annotations

from flask import Flask

from mediation.agreements import extension_points as agreements
from mediation.cases import extension_points as cases
from mediation.signing import devices, staff_views
from mediation.signing import extension_points as signing
from mediation.signing.codes import send_by_what_is_set_up, send_link_by_what_is_set_up
from mediation.signing.evidence import issue_record
from mediation.signing.queries import electronic_signatures_under
from mediation.signing.views import blueprint


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(staff_views.blueprint)
    cases.register_situation(devices.tell_situation)
    agreements.register_signatures(electronic_signatures_under)
    agreements.register_conclusion_listener(issue_record)
    signing.register_code_sender(send_by_what_is_set_up)
    signing.register_link_sender(send_link_by_what_is_set_up)
