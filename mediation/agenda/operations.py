"""Opening, renewing and closing a person's feed."""

from __future__ import annotations

import secrets
from datetime import datetime

from mediation.access.by import By
from mediation.accounts.models import User
from mediation.agenda.models import CalendarFeed
from mediation.database import db, lookup_hash
from mediation.timeline import operations as timeline

KEY_BYTES = 32


def open_feed(user: User, *, lang: str, at: datetime) -> str:
    """Give the user a new secret key, shown this once; an earlier one opens nothing any more."""
    key = secrets.token_urlsafe(KEY_BYTES)
    feed = db.session.get(CalendarFeed, user.id) or CalendarFeed(user_id=user.id)
    feed.key_hash, feed.lang, feed.opened_at = hash_of(key), lang, at
    db.session.add(feed)
    _record(user, "calendar feed opened", at)
    return key


def close_feed(user: User, *, at: datetime) -> None:
    """End the user's feed; nothing where there is none."""
    feed = db.session.get(CalendarFeed, user.id)
    if feed is not None:
        db.session.delete(feed)
        _record(user, "calendar feed closed", at)


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return lookup_hash(f"calendar feed {key}")


def _record(user: User, what: str, at: datetime) -> None:
    facts = {"username": user.username, "what": what}
    timeline.record(f"user:{user.id}", "user_changed", facts, By(user.actor, at))
