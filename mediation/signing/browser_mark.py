"""A mark in the browser, so that two signatures of one device are noticed. It tells nothing else."""

from __future__ import annotations

import secrets

from flask import after_this_request, g, request
from werkzeug.wrappers import Response

from mediation.database import lookup_hash

COOKIE = "signing-device"
A_YEAR = 366 * 24 * 3600


def mark_of_browser() -> str:
    """The keyed hash of this browser's mark; it is given one at its first visit."""
    if "signing_device" not in g:
        found = request.cookies.get(COOKIE, "")
        g.signing_device = found if len(found) == 43 else secrets.token_urlsafe(32)
        if g.signing_device != found:
            after_this_request(_give)
    return lookup_hash(f"signing-device/{g.signing_device}")


def _give(response: Response) -> Response:
    response.set_cookie(
        COOKIE, g.signing_device, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response
