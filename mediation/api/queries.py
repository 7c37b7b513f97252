"""Reads of tokens, calls and kept answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from mediation.accounts.failed_attempts.models import FailedAttempts
from mediation.api.models import ApiAnswer, ApiCall, ApiToken
from mediation.database import db

MINUTE = timedelta(minutes=1)
TURNED_AWAY = 429
CALLS_SHOWN = 50


def tokens() -> Sequence[ApiToken]:
    """Every token, the newest first."""
    return db.session.scalars(select(ApiToken).order_by(ApiToken.id.desc())).all()


def token(token_id: int) -> ApiToken | None:
    return db.session.get(ApiToken, token_id)


def token_with_prefix(prefix: str) -> ApiToken | None:
    """The token that people know by this prefix, with its body."""
    return db.session.scalar(select(ApiToken).where(ApiToken.prefix == prefix))


def calls_of(token_id: int) -> Sequence[ApiCall]:
    """The last calls of a token, the newest first."""
    return db.session.scalars(
        select(ApiCall)
        .where(ApiCall.token_id == token_id)
        .order_by(ApiCall.at.desc(), ApiCall.id.desc())
        .limit(CALLS_SHOWN)
    ).all()


def seconds_to_wait(token: ApiToken, *, at: datetime) -> int:
    """How long until the token may call again: 0 while it has called less than it may in a minute.

    The log of calls is the count. Calls that were turned away do not count: who waits gets on.
    """
    oldest = db.session.scalar(
        select(ApiCall.at)
        .where(ApiCall.token_id == token.id, ApiCall.at > at - MINUTE, ApiCall.status != TURNED_AWAY)
        .order_by(ApiCall.at.desc())
        .offset(token.per_minute - 1)
        .limit(1)
    )
    return 0 if oldest is None else max(1, -(-(oldest + MINUTE - at) // timedelta(seconds=1)))


def answer_kept(token_id: int, key: str) -> ApiAnswer | None:
    """What the change under this key was answered with."""
    return db.session.scalar(select(ApiAnswer).where(ApiAnswer.token_id == token_id, ApiAnswer.key == key))


def waits(key: str, *, at: datetime) -> bool:
    """Whether too many wrong tokens were tried under this key; reads only."""
    shut = select(FailedAttempts.key).where(FailedAttempts.key == key, FailedAttempts.locked_until > at)
    return db.session.scalar(shut) is not None
