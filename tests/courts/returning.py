"""Cases that a court sent, on their way to an agreement or to failure, in one line."""

from __future__ import annotations

from typing import Any

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.cases.models import Case
from mediation.cases.operations import perform
from tests import cast
from tests.builders import actor, walk
from tests.referrals.arrivals import taken

TO_MEDIATION = ("notify_rights", "record_consent", "begin")
TO_AGREEMENT = ("draft_terms", "offer_terms", "record_signature", "file_scan", "conclude")


def on_its_way(kind: str = "court_assigned", *acts: str, **changes: Any) -> Case:
    """A court's case, taken and some way down the road of mediation."""
    found = taken(kind, materials=({"title": "民事起诉状", "copies": 2},), **changes)
    assert found.case is not None
    for row in found.case.parties:
        row.address = "厦门市思明区鹭江道 1 号"
        row.legal_representative, row.uscc = "方舒", row.uscc or "91350200MA00000000"
        row.paper_kind, row.paper_number = "resident_id", row.paper_number or "35020319510312996X"
        row.phone = row.phone or "15405921000"
    for act in ("route", "appoint", *acts):
        walk(found.case, act, place="", mediator=cast.CENTRE_MEDIATOR)
    return found.case


def failed(kind: str = "court_assigned") -> Case:
    case = on_its_way(kind, *TO_MEDIATION)
    perform(case, "end_wide_gap", By(actor(cast.MANAGER), house_clock.now()), reason="对金额分歧过大。")
    return case


def settled(kind: str = "court_assigned", **changes: Any) -> Case:
    case = on_its_way(kind, *TO_MEDIATION, **changes)
    walk(case, *TO_AGREEMENT)
    return case
