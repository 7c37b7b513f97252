"""The browser remembers at which secrets it was right before, and only that.

The signed cookie opens nothing: it gives the tries from this browser a count of their own. It holds a
random name of the browser and short keyed hashes, from which no name can be read.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from mediation.database import lookup_hash

COOKIE = "known"
LASTS = timedelta(days=365)
MOST = 12  # secrets that one browser remembers; the one used longest ago goes first
MARK = 16


def device_for(door: str, whose: str) -> str:
    """The name of this browser where this secret was right at it before; empty where it was not."""
    device, marks = _read()
    return device if _mark(door, whose) in marks else ""


def remember(response: Response, door: str, whose: str) -> Response:
    """The answer to a right secret, with what the browser is to remember."""
    device, marks = _read()
    mine = _mark(door, whose)
    kept = [mine, *(one for one in marks if one != mine)][:MOST]
    response.set_cookie(
        COOKIE,
        _signer().dumps([device or secrets.token_urlsafe(16), kept]),
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


def _read() -> tuple[str, list[str]]:
    try:
        device, marks = _signer().loads(request.cookies.get(COOKIE, ""), max_age=int(LASTS.total_seconds()))
    except BadData:
        return "", []
    return device, marks


def _mark(door: str, whose: str) -> str:
    return lookup_hash(f"known/{door}/{whose}")[:MARK]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="known device")
