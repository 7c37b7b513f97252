"""Giving out tokens and taking them back; forgetting old calls and answers."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from ipaddress import ip_network

from sqlalchemy import delete

from mediation.access.by import By
from mediation.api.models import ApiAnswer, ApiCall, ApiToken
from mediation.api.scopes import SCOPES
from mediation.clock import day_of
from mediation.database import db, lookup_hash
from mediation.organisations.models import OUTSIDE, Organisation
from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.timeline import operations as timeline

MARK = "fq"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
PREFIX_LENGTH = 8
SECRET_BYTES = 32
LONGEST = timedelta(days=366)
PER_MINUTE = 300
# Who asks twice is given the first answer for at least a day.
ANSWERS_KEPT = timedelta(hours=48)
# Logs of the network are kept for six months at least (网络安全法).
CALLS_KEPT = timedelta(days=190)


class TokenRefused(Exception):
    """A token cannot be given out as typed; `field` says where, `words` what to do."""

    def __init__(self, field: str, words: Words) -> None:
        super().__init__(words.en)
        self.field, self.words = field, words


def give_token(
    body: Organisation,
    name: str,
    scopes: Sequence[str],
    by: By,
    *,
    expires_on: date,
    addresses: Sequence[str] = (),
    per_minute: int = PER_MINUTE,
) -> tuple[ApiToken, str]:
    """Give a body's system a token; gives the row and the text, which is never seen again.

    Raises TokenRefused for a body that has no system here, no scope, a last day that is past or more
    than a year away, or a network that is none.
    """
    if body.kind not in OUTSIDE:
        raise TokenRefused(
            "organisation_id",
            Words(
                "只能发放给法院、主管部门或者金融机构。",
                "Tokens are for courts, authorities and institutions.",
            ),
        )
    if not scopes or not set(scopes) <= set(SCOPES):
        raise TokenRefused("scopes", Words("请至少选一项权限。", "Choose at least one scope."))
    _check_last_day(expires_on, on=day_of(by.at))
    prefix = "".join(secrets.choice(LETTERS) for _ in range(PREFIX_LENGTH))
    text = f"{MARK}_{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    token = ApiToken(
        organisation=body,
        name=name.strip(),
        prefix=prefix,
        secret_hash=lookup_hash(text),
        scopes=[scope for scope in SCOPES if scope in scopes],
        addresses=[_network(one) for one in addresses],
        per_minute=per_minute,
        expires_on=expires_on,
        created_at=by.at,
        created_by_id=by.actor.user_id,
    )
    db.session.add(token)
    db.session.flush()
    _record(token, "api_token_given", by)
    return token, text


def revoke_token(token: ApiToken, by: By) -> None:
    """From now on the token opens nothing; one that was revoked stays so."""
    if token.revoked_at is None:
        token.revoked_at = by.at
        _record(token, "api_token_revoked", by)


def is_text_of(token: ApiToken, text: str) -> bool:
    """Whether `text` is the token, compared in constant time."""
    return hmac.compare_digest(token.secret_hash, lookup_hash(text))


def forget_answers(*, at: datetime) -> int:
    """Forget answers kept for those who ask twice; gives their count."""
    return _forget(ApiAnswer, at - ANSWERS_KEPT)


def forget_calls(*, at: datetime) -> int:
    """Forget old calls; gives their count."""
    return _forget(ApiCall, at - CALLS_KEPT)


def _forget(kept: type[ApiAnswer] | type[ApiCall], before: datetime) -> int:
    return int(
        db.session.execute(
            delete(kept).where(kept.at < before).execution_options(synchronize_session=False)
        ).rowcount  # type: ignore[attr-defined]
    )


def _check_last_day(expires_on: date, *, on: date) -> None:
    if expires_on < on:
        raise TokenRefused("expires_on", Words("到期日不能早于今天。", "The last day is in the past."))
    if expires_on > on + LONGEST:
        raise TokenRefused(
            "expires_on",
            Words("有效期最长一年，请选更早的日期。", "A year at most: choose an earlier day."),
        )


def _network(typed: str) -> str:
    try:
        return str(ip_network(typed.strip(), strict=False))
    except ValueError:
        raise TokenRefused(
            "addresses",
            phrase(
                "“{typed}”不是网络地址。请写成 10.20.30.40 或者 10.20.30.0/24。",
                "“{typed}” is no network address. Write 10.20.30.40 or 10.20.30.0/24.",
                typed=typed.strip()[:60],
            ),
        ) from None


def _record(token: ApiToken, event: str, by: By) -> None:
    facts = {"name": token.name, "prefix": token.prefix, "scopes": " ".join(token.scopes)}
    described = timeline.only_declared(event, facts)
    timeline.record(f"organisation:{token.organisation_id}", event, described, by)


BODIES = tuple(kind.value for kind in OUTSIDE)
