"""Places that higher packages fill, so that the ledger need not know what a matter means to a court.

Each `register_` function takes what a package above brings; a package registers in its `wiring.py`,
once, at start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mediation.access.actor import Actor
from mediation.acts.pages import ActForm
from mediation.acts.sections import Section
from mediation.documents.kinds import DocumentKind
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import Transition

Listener = Callable[[Referral, Transition, datetime], None]
Change = tuple[Referral, str]  # with the state before
ChangeListener = Callable[[Sequence[Change], datetime], None]
Letter = Callable[[Referral, datetime, str], Any]  # the reason is told last
SectionSource = Callable[[Referral, Actor], Section | None]

Lapse = Callable[[Referral, datetime], None]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page about hand-overs of one matter; it takes `referral_number`. `acts` are done there alone."""

    endpoint: str
    words: Words
    acts: frozenset[str]


listeners: dict[str, tuple[Listener, ...]] = {}
letters: dict[DocumentKind, Letter] = {}
change_listeners: list[ChangeListener] = []
lapses: dict[str, Lapse] = {}
own_pages: dict[str, OwnPage] = {}
sections: list[SectionSource] = []
act_forms: dict[tuple[str, str], ActForm[Referral]] = {}


def register_act_listener(matter: str, listener: Listener) -> None:
    """Let `listener` act, in the same transaction, after every act on a hand-over of `matter`."""
    if listener not in listeners.get(matter, ()):
        listeners[matter] = (*listeners.get(matter, ()), listener)


def tell_of_act(referral: Referral, row: Transition, at: datetime) -> None:
    """The row `row` was walked on `referral` at `at`."""
    for listener in listeners.get(referral.law.matter, ()):
        listener(referral, row, at)


def register_change_listener(listener: ChangeListener) -> None:
    """Let `listener` act, in the same transaction, after each act; of many done at once it hears once."""
    if listener not in change_listeners:
        change_listeners.append(listener)


def tell_of_changes(changes: Sequence[Change], at: datetime) -> None:
    """An act at `at` found each of these hand-overs in the state beside it."""
    for listener in change_listeners:
        listener(changes, at)


def register_letter(kind: DocumentKind, letter: Letter) -> None:
    """Let `letter` give the facts of letters of this kind, or the paper itself where it was issued."""
    letters[kind] = letter


def register_lapse(action: str, lapse: Lapse) -> None:
    """Let `lapse` do what the lapse action `action` of a clock means; the ledger's own acts stay its."""
    lapses[action] = lapse


def register_own_page(matter: str, endpoint: str, words: Words, *acts: str) -> None:
    """Let another package draw a page for hand-overs of `matter`, where `acts` are done instead of here."""
    own_pages[matter] = OwnPage(endpoint, words, frozenset(acts))


def register_section(source: SectionSource) -> None:
    """Let `source` draw a part of the page of a hand-over; None for whom it is not."""
    if source not in sections:
        sections.append(source)


def sections_of(referral: Referral, actor: Actor) -> tuple[Section, ...]:
    """The parts that other packages add to the page of `referral`, as `actor` may see them."""
    drawn = (source(referral, actor) for source in sections)
    return tuple(section for section in drawn if section is not None)


def register_act_form(matter: str, action: str, act_form: ActForm[Referral]) -> None:
    """Let another package say what `action` asks for on hand-overs of `matter`."""
    act_forms[matter, action] = act_form
