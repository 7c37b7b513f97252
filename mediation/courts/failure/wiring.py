"""What goes back to a court adds to the application, to the dispute, to the agreement and to the ledger."""

from __future__ import annotations

from flask import Flask

from mediation.acts.pages import ActForm
from mediation.agreements import extension_points as agreements
from mediation.cases import extension_points
from mediation.courts.failure import record, result_letter
from mediation.courts.failure.views import page, records
from mediation.courts.failure.views.record import send_one
from mediation.courts.payment_order.forms import PlainForm
from mediation.referrals import extension_points as referrals


def wire(app: Flask) -> None:
    app.register_blueprint(records)
    extension_points.register_end_listener(result_letter.return_expired)
    extension_points.register_section(page.section)
    agreements.register_conclusion_listener(record.prepare)
    referrals.register_act_form(record.MATTER, "send", ActForm(lambda referral: PlainForm(), send_one))
