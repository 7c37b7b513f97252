"""Places that packages above fill: who signed electronically, what else is issued with an agreement."""

from __future__ import annotations

from collections.abc import Callable

from mediation.access.by import By
from mediation.agreements.models import TermsDraft
from mediation.cases.models import Case
from mediation.documents.kinds.agreement import ElectronicSignature

Listener = Callable[[Case, By], None]
SignatureSource = Callable[[TermsDraft], tuple[ElectronicSignature, ...]]

_listeners: list[Listener] = []
_signature_sources: list[SignatureSource] = []


def register_conclusion_listener(listener: Listener) -> None:
    """Let `listener(case, by)` act once a case was concluded; filling it twice changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def was_concluded(case: Case, by: By) -> None:
    """Tell every listener."""
    for listener in _listeners:
        listener(case, by)


def register_signatures(hands: SignatureSource) -> None:
    """Let `hands(draft)` tell who signed a draft electronically; filling it twice changes nothing."""
    _signature_sources[:] = [hands]


def electronic_signatures_under(draft: TermsDraft) -> tuple[ElectronicSignature, ...]:
    """The electronic signatures under a draft, in the order in which they came."""
    return tuple(hand for hands in _signature_sources for hand in hands(draft))
