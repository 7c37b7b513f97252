"""Real servers on this machine: an SMS gateway over HTTP and a mail server over SMTP."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask
from werkzeug.serving import make_server

from mediation.demo.sms_gateway import Account, Store, create_gateway

ACCOUNT = Account("house", "a secret of forty-two characters in a test", slow_for=1.5)


@dataclass
class Gateway:
    """The gateway that ships for trying, on a port of its own."""

    url: str
    store: Store
    state: dict[str, str]
    report: Any

    def behave(self, behaviour: str) -> None:
        self.state["behaviour"] = behaviour

    def settings(self) -> dict[str, object]:
        return {
            "SMS_URL": self.url,
            "SMS_KEY": ACCOUNT.key,
            "SMS_SECRET": ACCOUNT.secret,
            "SMS_SIGN": "枫桥",
            "SEND_SECONDS": 0.5,
        }


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app behind a port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def sms_gateway(folder: Path) -> Iterator[Gateway]:
    app = create_gateway(folder / "gateway.sqlite3", ACCOUNT)
    store, state = app.extensions["sms_gateway"]
    with serving(app) as url:
        yield Gateway(url, store, state, app.extensions["sms_gateway_report"])
    store.close()


@dataclass
class Mailbox:
    """A mail server that refuses, dawdles or takes, by the address."""

    port: int = 0
    taken: list[Any] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (the name that aiosmtpd calls)
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answers = {"gone": "550 no such user", "full": "452 mailbox full", "later": "451 try again"}
        if answer := answers.get(address.partition("@")[0]):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        if envelope.rcpt_tos[0].startswith("slow"):
            await asyncio.sleep(3)
        if envelope.rcpt_tos[0].startswith("spam"):
            return "554 refused"
        self.taken.append(envelope)
        return "250 taken"

    def settings(self) -> dict[str, object]:
        return {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": self.port,
            "SMTP_FROM": "调解中心 <post@centre.example>",
            "SMTP_SECURITY": "none",
            "SEND_SECONDS": 1.0,
        }


@contextmanager
def mail_server(*, writes_utf8: bool = True) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port, enable_SMTPUTF8=writes_utf8)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
