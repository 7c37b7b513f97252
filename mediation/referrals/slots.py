"""Places that higher rooms fill, so that the ledger need not know what a matter means to a court.

`listeners`: who must hear, within the act, what happened to a hand-over of a matter. `letters`: the
letter of a kind of paper that another room makes. `change_listeners`: who must hear which state any
hand-over has left. Assembly fills them once, at start.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from mediation.documents.kinds import DocumentKind
from mediation.referrals.models import Referral
from mediation.rules.machine import Transition

Listener = Callable[[Referral, Transition, datetime], None]
ChangeListener = Callable[[Referral, str, datetime], None]
Letter = Callable[[Referral, datetime, str], Any]  # the reason is told last

listeners: dict[str, tuple[Listener, ...]] = {}
letters: dict[DocumentKind, Letter] = {}
change_listeners: list[ChangeListener] = []


def hear_of_acts(matter: str, listener: Listener) -> None:
    """Let `listener` act, in the same transaction, after every act on a hand-over of `matter`."""
    if listener not in listeners.get(matter, ()):
        listeners[matter] = (*listeners.get(matter, ()), listener)


def tell_of_act(referral: Referral, row: Transition, at: datetime) -> None:
    """The row `row` was walked on `referral` at `at`."""
    for listener in listeners.get(referral.law.matter, ()):
        listener(referral, row, at)


def hear_of_changes(listener: ChangeListener) -> None:
    """Let `listener` act, in the same transaction, after each act; it is told the state before."""
    if listener not in change_listeners:
        change_listeners.append(listener)


def tell_of_change(referral: Referral, before: str, at: datetime) -> None:
    """An act at `at` found the hand-over in the state `before`."""
    for listener in change_listeners:
        listener(referral, before, at)


def make_letter(kind: DocumentKind, letter: Letter) -> None:
    """Let `letter` give the facts of letters of this kind, or the paper itself where it was issued."""
    letters[kind] = letter
