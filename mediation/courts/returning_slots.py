"""What goes back to a court, told to the rooms below: letters at expiry, copies at conclusion, pages."""

from __future__ import annotations

from mediation.agreements import slots as agreement_slots
from mediation.cases import slots as case_slots
from mediation.courts import record, result_letter
from mediation.courts.payment_order_forms import PlainForm
from mediation.courts.views import failure as failure_view
from mediation.courts.views import record as record_view
from mediation.referrals.slots import Deed, ask_instead


def fill() -> None:
    """Fill the slots; assembly calls it once, at start, after the ledger has filled its own."""
    case_slots.hear_of_ends(result_letter.return_expired)
    agreement_slots.on_conclusion(record.prepare)
    case_slots.show_section(failure_view.section)
    ask_instead(record.MATTER, "send", Deed(lambda referral: PlainForm(), record_view.send_one))
