"""Writing notices, in the transaction of the change that they tell of. Nothing is sent from here.

A notice is written by the act itself, not found later by number: on PostgreSQL a lower number may
become visible after a higher one, and whoever asks for "all since" would miss it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.addresses import public_address
from mediation.organisations.models import ROLE_OF_SYSTEM, Kind, Organisation
from mediation.referrals.models import Referral
from mediation.web.programs import ROOT
from mediation.webhooks import machine, queries
from mediation.webhooks.kinds import CASE, REFERRAL, RIGHTS, TEST, kind_of
from mediation.webhooks.models import Notice, Subscription

# Where the house shows each thing to other systems.
RESOURCES = {REFERRAL: f"{ROOT}/referrals/{{number}}", CASE: f"{ROOT}/cases/{{number}}"}


@dataclass(frozen=True, slots=True)
class Change:
    """What a notice tells of: the kind of change, and the thing with its number, new state and address."""

    kind: str
    thing: str
    number: str
    state: str
    link: str


def tell_of_referrals(changes: Sequence[tuple[Referral, str]], at: datetime) -> None:
    """Hand-overs have each left the state beside it: tell the bodies on their other sides."""
    changed = [one for one, before in changes if one.state != before]
    subscriptions = queries.in_use({one.body_id for one in changed})
    for one in changed:
        _tell(REFERRAL, one, (to for to in subscriptions if to.body_id == one.body_id), at)


def tell_of_case(case: Case, before: str, at: datetime) -> None:
    """A case has left the state `before`: tell its institution."""
    if case.state != before and case.institution_id is not None:
        _tell(CASE, case, queries.in_use({case.institution_id}), at)


def write_test(subscription: Subscription, *, at: datetime) -> Notice:
    """A notice about nothing, so that the receiver can try its side."""
    about_nothing = Change(TEST, TEST, number="", state="", link=f"{public_address()}/")
    notice = _write(subscription, about_nothing, at)
    db.session.flush()  # whoever asked is told of it as it stands
    return notice


def reader_of(body: Organisation) -> Actor:
    """The body's own people, as the table of rights knows them."""
    return Actor(frozenset({ROLE_OF_SYSTEM[Kind(body.kind)]}), organisation_id=body.id)


def _tell(thing: str, row: Referral | Case, subscriptions: Iterable[Subscription], at: datetime) -> None:
    kind = kind_of(thing, row.state)
    for subscription in subscriptions:
        if kind in subscription.kinds and allows(RIGHTS[thing], reader_of(subscription.body), row):
            link = public_address() + RESOURCES[thing].format(number=row.short_number)
            change = Change(kind, row.thread, row.short_number, row.state, link)
            _write(subscription, change, at)


def _write(subscription: Subscription, change: Change, at: datetime) -> Notice:
    event_id = f"evt_{secrets.token_hex(16)}"
    payload = {
        "id": event_id,
        "kind": change.kind,
        "number": change.number,
        "state": change.state,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "link": change.link,
    }
    row = machine.find("queue", None, day_of(at))
    assert row is not None
    notice = Notice(
        subscription_id=subscription.id,
        event_id=event_id,
        kind=change.kind,
        thing=change.thing,
        number=change.number,
        body=json.dumps(payload, separators=(",", ":")),
        at=at,
        state=row.target,
        next_try_at=at,
    )
    db.session.add(notice)
    return notice
