"""The kinds of document: one file each, with the facts it is made from, its sample and its row `KIND`.

To add one: its file here, its code in `kind.DocumentKind`, its name in `ROOMS` below, and a
template in `templates/documents/`. The tests look at every kind through its sample.
"""

from __future__ import annotations

from mediation.documents.kinds import (
    acceptance_notice,
    agreement,
    application,
    assignment_slip,
    case_file,
    closing_report,
    complaint,
    confirmation_application,
    correction_notice,
    defence,
    follow_up,
    investigation_record,
    mediation_proof,
    mediator_choice,
    non_acceptance_notice,
    oral_agreement,
    oral_application,
    payment_order_application,
    power_of_attorney,
    receipt,
    reconciliation_statement,
    register_form,
    reply_letter,
    result_feedback,
    rights_notice,
    service_address,
    session_record,
    signing_record,
    termination_notice,
    transfer_letter,
    undertaking,
    undisputed_facts,
    withdrawal_confirmation,
)
from mediation.documents.kinds.kind import ByHand, DocumentKind, InFile, Kind

__all__ = ["KINDS", "ByHand", "DocumentKind", "InFile", "Kind", "kind_of"]

# In the order in which a case meets them.
KINDS: dict[DocumentKind, Kind] = {
    room.KIND.code: room.KIND
    for room in (
        receipt,
        application,
        oral_application,
        register_form,
        acceptance_notice,
        non_acceptance_notice,
        correction_notice,
        rights_notice,
        mediator_choice,
        power_of_attorney,
        investigation_record,
        session_record,
        undisputed_facts,
        agreement,
        signing_record,
        oral_agreement,
        termination_notice,
        withdrawal_confirmation,
        follow_up,
        confirmation_application,
        payment_order_application,
        mediation_proof,
        undertaking,
        service_address,
        assignment_slip,
        result_feedback,
        reply_letter,
        transfer_letter,
        reconciliation_statement,
        closing_report,
        case_file,
        complaint,
        defence,
    )
}


def kind_of(facts: object) -> DocumentKind:
    """The kind that is made from facts of this class; raises KeyError for others."""
    return _BY_FACTS[type(facts)]


_BY_FACTS: dict[type, DocumentKind] = {kind.facts: kind.code for kind in KINDS.values()}
