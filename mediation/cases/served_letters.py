"""Service of letters on the sides of a case: what was sent, how, when it reached them (送达回证)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.acts.sections import Section
from mediation.cases.models import Case
from mediation.notifications import bad_addresses, labels
from mediation.notifications.models import Letter
from mediation.notifications.proofs import BASES
from mediation.notifications.queries import letters_of_case
from mediation.rules.findings import Words
from mediation.rules.vocabulary import SIDES


@dataclass(frozen=True, slots=True)
class Way:
    """One delivery: by which channel, masked where to, where it stands, when it left and arrived.

    `mailed` is its id where it is an e-mail that may yet come back.
    """

    channel: Words
    to: str
    state: Words
    tone: str
    sent_at: datetime | None
    arrived_at: datetime | None
    posting: str
    mailed: int | None


@dataclass(frozen=True, slots=True)
class Served:
    """One letter to one side with its ways and the earliest proof."""

    letter: Letter
    side: Words
    title: Words
    text: Words
    ways: tuple[Way, ...]
    basis: Words | None


def section(case: Case, actor: Actor) -> Section | None:
    """Every letter to a side; for those who work inside."""
    if not allows("case.view_inside", actor, case):
        return None
    letters = letters_of_case(case.id)
    if not letters:
        return None
    return Section(
        "service",
        Words("通知与送达", "Letters and their service"),
        "cases/service.html",
        {"letters": [_served(letter) for letter in letters]},
    )


def _served(letter: Letter) -> Served:
    proof = min(letter.proofs, key=lambda one: one.reached_at, default=None)
    return Served(
        letter,
        SIDES[letter.side],
        labels.title(letter),
        labels.body(letter),
        tuple(
            Way(
                labels.channel(one),
                bad_addresses.masked(one.channel, one.address or ""),
                labels.state(one),
                labels.tone(one),
                one.sent_at,
                one.delivered_at or (letter.read_at if one.state == "read" else None),
                (one.provider_id or "") if one.channel == "paper" else "",
                one.id if (one.channel, one.state) == ("email", "sent") else None,
            )
            for one in letter.deliveries
        ),
        BASES[proof.basis] if proof else None,
    )
