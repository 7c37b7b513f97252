"""What this package adds to the application, to the dispute and to the clocks."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.deadlines import extension_points as deadlines
from mediation.referrals import acts
from mediation.referrals.views import blueprint, ledger
from mediation.rules.procedures import referral_steps


def wire(app: Flask) -> None:
    app.register_blueprint(blueprint)
    deadlines.register_lapse("referral", acts.lapse, referral_steps.REFERRAL.acts_by(referral_steps.SILENCE))
    extension_points.register_end_listener(acts.note_end)
    extension_points.register_section(ledger.section)
