"""Asked twice, done once: the answer is kept under the caller's key, in the transaction of the change.

What crashes before its commit leaves neither change nor answer, so asking again does it anew; what was
committed is answered again as it was. Refusals are not kept: they changed nothing.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from flask import Response, request
from sqlalchemy import func, select

from mediation.api.models import ApiAnswer, ApiToken
from mediation.api.problems import Problem
from mediation.api.queries import answer_kept
from mediation.database import db

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
PATTERN = r"^[A-Za-z0-9_.:-]{8,80}$"


def key_asked() -> str:
    """The caller's key; raises Problem where there is none or it is no key."""
    key = request.headers.get(HEADER, "")
    if not re.fullmatch(PATTERN, key):
        raise Problem("idempotency_key_missing")
    return key


def answered_before(token: ApiToken, key: str) -> Response | None:
    """The answer that this very request was given before; None where it is the first.

    From here on the key is held until the transaction ends. Raises Problem while another request holds
    it, and where the key was used for something else.
    """
    if not _hold(token.id, key):
        raise Problem("in_progress", headers={"Retry-After": "2"})
    kept = answer_kept(token.id, key)
    if kept is None:
        return None
    if kept.fingerprint != _fingerprint():
        raise Problem("key_reused")
    response = Response(kept.content, kept.status, mimetype="application/json")
    _mark(response, kept.etag, kept.location)
    response.headers[REPLAYED] = "true"
    return response


def keep(token: ApiToken, key: str, response: Response, *, at: datetime) -> None:
    """Keep the answer with the change."""
    db.session.add(
        ApiAnswer(
            token_id=token.id,
            key=key,
            fingerprint=_fingerprint(),
            status=response.status_code,
            content=response.get_data(as_text=True),
            etag=response.headers.get("ETag", ""),
            location=response.headers.get("Location", ""),
            at=at,
        )
    )
    db.session.flush()


def _mark(response: Response, etag: str, location: str) -> None:
    if etag:
        response.headers["ETag"] = etag
    if location:
        response.headers["Location"] = location


def _hold(token_id: int, key: str) -> bool:
    """Hold the key to the end of the transaction. SQLite has one writer, who holds everything already."""
    if db.session.get_bind().dialect.name != "postgresql":
        return True
    number = int.from_bytes(hashlib.sha256(f"{token_id}/{key}".encode()).digest()[:8], "big", signed=True)
    return bool(db.session.scalar(select(func.pg_try_advisory_xact_lock(number))))


def _fingerprint() -> str:
    """Of everything that makes the request what it is."""
    parts = (request.method, request.path, request.headers.get("If-Match", ""))
    digest = hashlib.sha256("\n".join(parts).encode())
    digest.update(b"\n" + request.get_data(cache=True))
    return digest.hexdigest()
