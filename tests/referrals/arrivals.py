"""What bodies send to the centre, in one line: entered, taken, and with its case ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from mediation import clock
from mediation.access.by import By
from mediation.cases.operations import perform as perform_on_case
from mediation.organisations.models import Kind, Organisation
from mediation.referrals import acts, entering
from mediation.referrals.entering import Entry
from mediation.referrals.models import Referral
from tests import cast
from tests.builders import BANK, COURT, actor, body, centre

NUMBER = "（2026）闽0203诉前调1234号"


def court() -> Organisation:
    return body(COURT, Kind.COURT)


def arrival(kind: str = "court_assigned", **changes: Any) -> Entry:
    plain: dict[str, Any] = {
        "kind": kind,
        "their_number": NUMBER,
        "subject": "信用卡透支欠款，请求分期偿还。",
        "amount_fen": 5_000_000,
        "applicant_name": BANK,
        "respondent_name": "许远帆",
        "people": (
            {"side": "applicant", "kind": "organisation", "name": BANK},
            {"side": "respondent", "kind": "person", "name": "许远帆", "phone": "13900000001"},
        ),
        "received_on": clock.today(),
        "received_by": "林晓岚",
    }
    return Entry(**(plain | changes))


def arrived(entry: Entry | None = None, sender: Organisation | None = None) -> Referral:
    return entering.enter(
        entry or arrival(), sender or court(), By(actor(cast.CLERK), clock.now()), centre=centre()
    )


def taken(kind: str = "court_assigned", sender: Organisation | None = None, **changes: Any) -> Referral:
    found = arrived(arrival(kind, **changes), sender)
    acts.take(found, By(actor(cast.CLERK), clock.now()), centre=centre(), on_platform=False)
    return found


def withdrawn(found: Referral) -> Referral:
    """The same with its case ended, so that the result is due."""
    assert found.case is not None
    perform_on_case(found.case, "withdraw", By(actor(cast.CLERK), clock.now()), reason="当事人和解。")
    return found


def running(referral: Referral) -> dict[str, date]:
    return {one.code: one.due_on for one in referral.deadlines if one.runs}
