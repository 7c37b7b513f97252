"""One try to hand a notice over: one https request, no redirect, no proxy, a limit on all of it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from mediation.webhooks import reach, signatures
from mediation.webhooks.reach import HTTPS_PORT, Network, NotReachable

NAME = "Fengqiao-Webhooks/1"
TAKEN = range(200, 300)
ELSEWHERE = range(300, 400)
GONE = 410  # the receiver wants no more of them


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A notice ready to leave: plain facts, so that sending needs no database."""

    notice_id: int
    url: str
    body: bytes
    keys: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one try. `error` is a code of ours; without it, their status was 2xx."""

    took_ms: int
    status: int | None = None
    error: str = ""

    @property
    def taken(self) -> bool:
        return not self.error

    @property
    def gone(self) -> bool:
        return self.status == GONE


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` bounds the whole of a try; `networks` are allowed beside public addresses; `trust` says
    whose certificates are believed. Made once for many tries: the certificates take a while to read."""

    seconds: float
    networks: Sequence[Network]
    trust: ssl.SSLContext

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Limits:
        return cls(
            config["SEND_SECONDS"],
            config["WEBHOOK_NETWORKS"],
            trusting(config["WEBHOOK_CERTIFICATES"]),
        )


def trusting(certificates: Path | None) -> ssl.SSLContext:
    """Who is believed: the system's authorities, and those of an intranet in the file `certificates`."""
    context = ssl.create_default_context()
    if certificates:
        context.load_verify_locations(certificates)
    return context


class _CheckedConnection(HTTPSConnection):
    """Speaks to the addresses it is given, as the host of the URL: nothing is looked up a second time."""

    def __init__(self, host: str, port: int, addresses: Sequence[str], limits: Limits) -> None:
        super().__init__(host, port, timeout=limits.seconds, context=limits.trust)
        self.addresses = addresses
        self.seconds_each = limits.seconds / len(addresses)
        self.was_cut = False
        self.trust = limits.trust

    def connect(self) -> None:
        plain = self._reached()
        self.sock = self.trust.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()

    def cut(self) -> None:
        """Time is up, wherever the exchange is."""
        self.was_cut = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def _reached(self) -> socket.socket:
        for place, address in enumerate(self.addresses, 1):
            try:
                return socket.create_connection((address, self.port), self.seconds_each)
            except OSError:
                if place == len(self.addresses):
                    raise
        raise OSError("no address")


def send(notice: Outgoing, limits: Limits, *, at: datetime) -> Answer:
    """One try to hand `notice` over; never raises for what the other end does."""
    begun = monotonic()
    status, error = None, ""
    try:
        status = _asked(notice, limits, at)
    except NotReachable as closed:
        error = closed.code
    except ssl.SSLCertVerificationError:
        error = "certificate"
    except (OSError, HTTPException):
        error = "too_slow" if monotonic() - begun >= limits.seconds else "unreachable"
    if status is not None and status not in TAKEN:
        error = "redirect" if status in ELSEWHERE else "refused"
    return Answer(round((monotonic() - begun) * 1000), status, error)


def _asked(notice: Outgoing, limits: Limits, at: datetime) -> int:
    """The status of their answer; what they say beyond it is not read."""
    place = urlsplit(notice.url)
    addresses = reach.way_to(place, limits.networks)
    connection = _CheckedConnection(str(place.hostname), place.port or HTTPS_PORT, addresses, limits)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": NAME,
        signatures.HEADER: signatures.signed(notice.body, notice.keys, at=at),
    }
    watch = Timer(limits.seconds, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        path = (place.path or "/") + (f"?{place.query}" if place.query else "")
        connection.request("POST", path, notice.body, headers)
        with connection.getresponse() as answer:
            if connection.was_cut:  # half an answer looks like a whole one
                raise TimeoutError
            return answer.status
    finally:
        watch.cancel()
        connection.close()
