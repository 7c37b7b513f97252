"""Places that rooms above fill: who signed electronically, what else is issued with an agreement."""

from __future__ import annotations

from collections.abc import Callable

from mediation.access.by import By
from mediation.agreements.models import TermsDraft
from mediation.cases.models import Case
from mediation.documents.kinds.agreement import ElectronicHand

Listener = Callable[[Case, By], None]
Hands = Callable[[TermsDraft], tuple[ElectronicHand, ...]]

_listeners: list[Listener] = []
_hands: list[Hands] = []


def register_conclusion_listener(listener: Listener) -> None:
    """Let `listener(case, actor, at)` act once a case was concluded; filling it twice changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def was_concluded(case: Case, by: By) -> None:
    """Tell every listener."""
    for listener in _listeners:
        listener(case, by)


def register_signatures(hands: Hands) -> None:
    """Let `hands(draft)` tell who signed a draft electronically; filling it twice changes nothing."""
    _hands[:] = [hands]


def hands_under(draft: TermsDraft) -> tuple[ElectronicHand, ...]:
    """The electronic signatures under a draft, in the order in which they came."""
    return tuple(hand for hands in _hands for hand in hands(draft))
