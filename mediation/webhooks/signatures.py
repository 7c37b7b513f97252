"""How a notice is signed: HMAC-SHA256 over `timestamp.body`, once with each key that is in use.

The header: `Fengqiao-Signature: t=1772416800,wk_3f9a0c1d=<hex>,wk_77b2e410=<hex>`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

HEADER = "Fengqiao-Signature"
TOLERANCE = timedelta(minutes=5)


class SignatureWrong(Exception):
    """The notice is not from the house, or not from now."""


def signed(body: bytes, keys: Mapping[str, str], *, at: datetime) -> str:
    """The header for `body`; `keys` are secrets by the name of the key."""
    stamp = str(int(at.timestamp()))
    return ",".join(
        [f"t={stamp}", *(f"{name}={_digest(stamp, body, secret)}" for name, secret in keys.items())]
    )


def check(header: str, body: bytes, *, key: str, secret: str, at: datetime) -> None:
    """As a receiver does: raise SignatureWrong unless `body` was signed with this key, and lately."""
    told = dict(part.partition("=")[::2] for part in header.split(","))
    stamp = told.get("t", "")
    expected = _digest(stamp, body, secret)
    if not hmac.compare_digest(expected.encode(), told.get(key, "").encode()):
        raise SignatureWrong("not signed with this key")
    if abs(int(stamp) - at.timestamp()) > TOLERANCE.total_seconds():
        raise SignatureWrong("too old, or from the future")


def _digest(stamp: str, body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
