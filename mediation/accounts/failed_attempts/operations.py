"""Counting wrong tries, and forgetting them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from mediation.accounts.failed_attempts.models import FailedAttempts
from mediation.database import db

WAIT = timedelta(minutes=30)


def attempts_under(key: str, at: datetime) -> FailedAttempts:
    """What is counted under `key` so far; forgotten after half an hour without a try."""
    found = db.session.get(FailedAttempts, key)
    if found is None:
        found = FailedAttempts(key=key, failures=0, last_at=at)
        db.session.add(found)
    elif found.last_at + WAIT <= at:
        found.failures, found.locked_until = 0, None
    return found


def count(counted: list[FailedAttempts], limits: list[int], at: datetime) -> int:
    """Count one failure; returns how many tries are left."""
    left = []
    for one, limit in zip(counted, limits, strict=True):
        one.failures += 1
        one.last_at = at
        left.append(max(limit - one.failures, 0))
        if one.failures >= limit:
            one.locked_until = at + WAIT
    return min(left)


def half_hour(at: datetime) -> int:
    """The half hour in which `at` lies: part of a key that is to be counted anew in the next."""
    return int(at.timestamp() // WAIT.total_seconds())


def forget_failed_attempts(*, at: datetime) -> int:
    """Forget wrong tries that no longer matter; gives their count."""
    return int(
        db.session.execute(
            delete(FailedAttempts)
            .where(FailedAttempts.last_at <= at - WAIT)
            .execution_options(synchronize_session=False)
        ).rowcount  # type: ignore[attr-defined]
    )
