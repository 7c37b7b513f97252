"""Signed messages between the house and its SMS gateway: HMAC-SHA256 over all that matters.

Both directions sign alike. The headers: `X-Key` names the account, `X-Timestamp` the second of
signing, `X-Nonce` is used once, `X-Signature` binds these to method, path and body.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from werkzeug.datastructures import Headers

TOLERANCE = timedelta(minutes=5)
DIGITS_OF_A_MOMENT = 12


class SignatureWrong(Exception):
    """A message is not from whom it says, or not from now. Its `code` is said to the sender."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def signed(
    method: str, path: str, body: bytes, *, key: str, secret: str, at: datetime, nonce: str = ""
) -> dict[str, str]:
    """The headers that sign a message."""
    stamp, once = str(int(at.timestamp())), nonce or secrets.token_hex(16)
    return {
        "X-Key": key,
        "X-Timestamp": stamp,
        "X-Nonce": once,
        "X-Signature": _signature(method, path, stamp, once, body, secret),
    }


def check(
    method: str,
    path: str,
    body: bytes,
    headers: Headers | Mapping[str, str],
    *,
    key: str,
    secret: str,
    at: datetime,
) -> str:
    """The nonce of a message that is genuine and fresh; raises SignatureWrong.

    Whether the nonce was used before is for the caller to know.
    """
    stamp, nonce = headers.get("X-Timestamp", ""), headers.get("X-Nonce", "")
    if not secret or not hmac.compare_digest(headers.get("X-Key", "").encode(), key.encode()):
        raise SignatureWrong("unknown_key")
    expected = _signature(method, path, stamp, nonce, body, secret)
    if not hmac.compare_digest(expected.encode(), headers.get("X-Signature", "").encode()):
        raise SignatureWrong("wrong_signature")
    if not stamp.isdecimal() or len(stamp) > DIGITS_OF_A_MOMENT or not 16 <= len(nonce) <= 64:
        raise SignatureWrong("not_fresh")
    if abs(int(stamp) - at.timestamp()) > TOLERANCE.total_seconds():
        raise SignatureWrong("not_fresh")
    return nonce


def _signature(method: str, path: str, stamp: str, nonce: str, body: bytes, secret: str) -> str:
    digest = hashlib.sha256(body).hexdigest()
    text = "\n".join((method.upper(), path, stamp, nonce, digest))
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
