"""News of a signature to both sides, at addresses that the staff do not choose."""

from __future__ import annotations

from mediation.access.by import By
from mediation.cases.models import Case
from mediation.cases.party_contacts import tell_everywhere
from mediation.rules.vocabulary import SIDES, SIGNERS
from mediation.timeline.queries import newest_entry


def tell_both(kind: str, case: Case, signer: str, by: By) -> None:
    """Write to both sides about the newest entry of the case, which says what `signer` did."""
    entry = newest_entry(case.thread)
    facts = {"number": case.short_number, "signer": SIGNERS[signer]}
    for side in SIDES:
        tell_everywhere(kind, case, side, facts, f"{entry.thread}:{entry.number}", by)
