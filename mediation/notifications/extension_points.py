"""Places that the package of cases fills, so that letters need not know what a case is.

They are registered once, at start.
"""

from __future__ import annotations

from collections.abc import Callable

from mediation.access.by import By
from mediation.notifications.contacts import Contact
from mediation.notifications.models import Letter, ServiceProof

ContactSource = Callable[[int, str], Contact]
ProofListener = Callable[[Letter, ServiceProof, By], None]

_contact_sources: list[ContactSource] = []
_proof_listeners: list[ProofListener] = []


def register_contacts(source: ContactSource) -> None:
    """Let `source(case_id, side)` say where a side of a case is reached."""
    _contact_sources[:] = [source]


def register_proof_listener(listener: ProofListener) -> None:
    """Let `listener(letter, proof, by)` act once when notice is first proven."""
    if listener not in _proof_listeners:
        _proof_listeners.append(listener)


def contact_of_side(case_id: int, side: str) -> Contact:
    """Where a side of a case is reached."""
    (source,) = _contact_sources
    return source(case_id, side)


def notice_was_proven(letter: Letter, proof: ServiceProof, by: By) -> None:
    """Tell every listener that `letter` to a side is proven to have reached it."""
    for listener in _proof_listeners:
        listener(letter, proof, by)
