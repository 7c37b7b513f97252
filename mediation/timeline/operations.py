"""Writing an entry and carrying the chain on."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.database import db
from mediation.timeline import events
from mediation.timeline.models import TimelineEntry, TimelineHead

BEGINNING = "0" * 64


def chained_hash(entry: TimelineEntry) -> str:
    """SHA-256 (hex) over the hash before and everything the entry says."""
    said = [
        entry.previous_hash,
        entry.thread,
        entry.number,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_user_id,
        entry.actor_role,
        entry.actor_name,
        entry.event,
        entry.facts,
    ]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def record(thread: str, event: str, facts: dict[str, Any], by: By, *, begins: bool = False) -> TimelineEntry:
    """Append one entry to `thread`; raises ValueError when the facts are not those declared.

    `begins` where the caller knows that the thread is new, so that nobody need look for its head.
    """
    events.check(event, facts)
    head = None if begins else db.session.get(TimelineHead, thread)
    entry = TimelineEntry(
        thread=thread,
        number=head.number + 1 if head else 1,
        at=by.at,
        actor_user_id=by.actor.user_id,
        actor_role=_role_of(by.actor),
        actor_name=_name_of(by.actor),
        event=event,
        facts=facts,
        previous_hash=head.hash if head else BEGINNING,
    )
    entry.hash = chained_hash(entry)
    db.session.add(entry)
    if head is None:
        db.session.add(TimelineHead(thread=thread, number=entry.number, hash=entry.hash))
    else:
        head.number, head.hash = entry.number, entry.hash
    return entry


def only_declared(event: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Those of `facts` that the event declares."""
    return {name: value for name, value in facts.items() if name in events.EVENTS[event].facts}


def _role_of(actor: Actor) -> str:
    return next((role.value for role in Role if role in actor.roles), "nobody")


def _name_of(actor: Actor) -> str:
    """A party is never named in the timeline, only its side."""
    return (actor.side or "") if actor.has(Role.PARTY) else actor.name
