"""Speaking to the SMS gateway: one signed JSON request a message, the same key at every try."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from mediation.notifications.outgoing import Outcome, Outgoing, Result
from mediation.notifications.signatures import signed

MOST_READ = 65536
# Said with a 4xx, yet worth another try: an account put wrong is put right, and no letter is lost by it.
NOT_NOW = frozenset({401, 403, 408, 425, 429})
NO_SUCH_NUMBER = frozenset({404, 410})
DUPLICATE = 409  # the key was taken before: the message is theirs already


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """The account at the gateway; `report_to` is our address for its delivery reports."""

    url: str
    key: str
    secret: str
    sign: str = ""
    report_to: str = ""
    seconds: float = 10.0

    @classmethod
    def from_config(cls, config: Mapping[str, Any], report_to: str) -> SmsSettings:
        return cls(
            config["SMS_URL"],
            config["SMS_KEY"],
            config["SMS_SECRET"],
            config["SMS_SIGN"],
            report_to,
            config["SEND_SECONDS"],
        )


def send(message: Outgoing, settings: SmsSettings, *, at: datetime) -> Outcome:
    """One try to hand `message` to the gateway."""
    place = urlsplit(settings.url)
    path = f"{place.path}/messages"
    body = json.dumps(_wanted(message, settings), ensure_ascii=False).encode()
    headers = {
        **signed("POST", path, body, key=settings.key, secret=settings.secret, at=at),
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message.key,
    }
    connect = HTTPSConnection if place.scheme == "https" else HTTPConnection
    connection = connect(place.netloc, timeout=settings.seconds)
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer_bytes = answer.read(MOST_READ)
    except TimeoutError:
        return Outcome(Result.LATER, error="gateway_too_slow")
    except (OSError, HTTPException):
        return Outcome(Result.LATER, error="gateway_unreachable")
    finally:
        connection.close()
    return _judged(answer.status, answer_bytes)


def _wanted(message: Outgoing, settings: SmsSettings) -> dict[str, Any]:
    return {
        "to": message.address,
        "sign": settings.sign,
        "template": message.template,
        "parameters": dict(message.parameters),
        "text": message.text,
        "key": message.key,
        "report_to": settings.report_to,
    }


def _judged(status: int, answer_bytes: bytes) -> Outcome:
    if 200 <= status < 300 or status == DUPLICATE:
        return Outcome(Result.SENT, provider_id=_number_in(answer_bytes))
    if status in NO_SUCH_NUMBER:
        return Outcome(Result.BAD_ADDRESS, error="no_such_number")
    if 400 <= status < 500 and status not in NOT_NOW:
        return Outcome(Result.REFUSED, error=f"gateway_{status}")
    return Outcome(Result.LATER, error=f"gateway_{status}")


def _number_in(answer_bytes: bytes) -> str:
    """The gateway's own number for the message; empty when it gave none."""
    try:
        data = json.loads(answer_bytes)
    except ValueError:
        return ""
    return str(data.get("id", ""))[:80] if isinstance(data, dict) else ""
