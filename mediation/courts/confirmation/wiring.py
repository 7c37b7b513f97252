"""What judicial confirmation adds to the application, to the dispute and to the ledger."""

from __future__ import annotations

from flask import Flask

from mediation.cases import extension_points
from mediation.courts.confirmation import hearing, letters, queries, sections, window
from mediation.courts.confirmation.views import act_forms, own
from mediation.documents.kinds import DocumentKind
from mediation.referrals import extension_points as referrals


def wire(app: Flask) -> None:
    app.register_blueprint(own)
    extension_points.register_situation(hearing.tell_situation)
    extension_points.register_notice(window.notice)
    extension_points.register_section(sections.confirmation)
    extension_points.register_document_facts(DocumentKind.CONFIRMATION_APPLICATION, letters.tell_application)
    extension_points.register_document_facts(DocumentKind.MEDIATION_PROOF, letters.tell_proof)
    referrals.register_letter(DocumentKind.CONFIRMATION_APPLICATION, letters.standing_application)
    referrals.register_act_listener(queries.MATTER, hearing.hear)
    act_forms.ask_for_confirmation()
