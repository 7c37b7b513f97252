"""A gateway for trying and testing: it takes signed SMS requests, keeps each once, shows them on a page,
and sends signed delivery reports back. It sends nothing to any telephone.

It can be told to behave badly: to refuse, to answer with an error, to be slow, to report numbers
as dead. `flask fake-gateway` runs it beside the house.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from mediation import clock
from mediation.config import ROOT
from mediation.notifications.signatures import SignatureWrong, check, signed
from mediation.rules.findings import Words
from mediation.web.words import init_words

BEHAVIOURS = {
    "normal": Words("正常", "Normal"),
    "refuse": Words("拒收（400）", "Refuse (400)"),
    "unknown": Words("号码不存在（404）", "No such number (404)"),
    "error": Words("出错（500）", "Fail (500)"),
    "slow": Words("很慢", "Slow"),
    "forget": Words("收下但回答出错", "Take it, then answer with an error"),
}
REPORTS = {
    "delivered": Words("已送达", "Delivered"),
    "no_such_number": Words("空号", "No such number"),
    "switched_off": Words("关机", "Switched off"),
}
MOST_SHOWN = 200

TABLES = """
create table if not exists messages (
    key text primary key, number text not null, template text not null, body text not null,
    taken integer not null default 1, reported text not null default '', taken_at text not null)
"""


@dataclass(frozen=True, slots=True)
class Account:
    """The account that the house has here; `slow_for` is how long a slow answer takes."""

    key: str
    secret: str
    slow_for: float = 15.0


class Store:
    """The messages taken, in one file, by their idempotency key."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(file, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("pragma synchronous = off")  # a power cut may take what is only tried
        with self.open() as connection:
            connection.execute(TABLES)

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """The one connection, one user at a time; what was done is committed."""
        with self._lock, self._connection:
            yield self._connection

    def close(self) -> None:
        self._connection.close()

    def take(self, key: str, sent_message: dict[str, object], at: datetime) -> bool:
        """Keep a message; false when its key was taken before."""
        with self.open() as connection:
            before = connection.execute("select taken from messages where key = ?", (key,)).fetchone()
            connection.execute(
                "insert into messages (key, number, template, body, taken_at) values (?, ?, ?, ?, ?) "
                "on conflict (key) do update set taken = taken + 1",
                (
                    key,
                    sent_message["to"],
                    sent_message["template"],
                    json.dumps(sent_message, ensure_ascii=False),
                    at.isoformat(),
                ),
            )
        return before is None

    def messages(self) -> list[sqlite3.Row]:
        """The newest first."""
        with self.open() as connection:
            return connection.execute(
                "select * from messages order by taken_at desc limit ?", (MOST_SHOWN,)
            ).fetchall()

    def message(self, key: str) -> sqlite3.Row | None:
        with self.open() as connection:
            found: sqlite3.Row | None = connection.execute(
                "select * from messages where key = ?", (key,)
            ).fetchone()
            return found

    def note_report(self, key: str, report: str) -> None:
        with self.open() as connection:
            connection.execute("update messages set reported = ? where key = ?", (report, key))


def create_gateway(file: Path, account: Account, *, reports_by_itself: bool = False) -> Flask:
    """The gateway as a small application with one page."""
    app = Flask(
        "sms_gateway",
        root_path=str(ROOT / "mediation"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    store = Store(file)
    state = {"behaviour": "normal"}
    app.extensions["sms_gateway"] = (store, state)
    init_words(app)

    @app.post("/messages")
    def take() -> AnyResponse:
        body = request.get_data()
        now = clock.now()
        try:
            check("POST", request.path, body, request.headers, key=account.key, secret=account.secret, at=now)
        except SignatureWrong as wrong:
            return _said(401, error=wrong.code)
        return _answered(body, now)

    def _answered(body: bytes, now: datetime) -> AnyResponse:
        sent_message, behaviour = json.loads(body), state["behaviour"]
        if behaviour == "slow":
            time.sleep(account.slow_for)
        if behaviour in {"refuse", "unknown", "error"}:
            return _said({"refuse": 400, "unknown": 404, "error": 500}[behaviour], error=behaviour)
        key = request.headers.get("Idempotency-Key", "")
        store.take(key, sent_message, now)
        if behaviour == "forget":
            return _said(500, error="lost")
        if reports_by_itself:
            threading.Timer(2.0, report, (key, "delivered")).start()
        return _said(200, id=f"gw-{key[:12]}")

    def report(key: str, outcome: str) -> int:
        """Send a signed delivery report; gives the status of the answer, 0 where nobody answered."""
        message = store.message(key)
        sent_message = json.loads(message["body"]) if message else {}
        if not sent_message.get("report_to"):
            return 0
        status = send_report(sent_message["report_to"], [report_of(key, outcome)], account)
        store.note_report(key, outcome)
        return status

    app.extensions["sms_gateway_report"] = report

    @app.get("/")
    def page() -> str:
        rows = [(row, json.loads(row["body"])) for row in store.messages()]
        return render_template(
            "demo/gateway.html",
            rows=rows,
            behaviours=BEHAVIOURS,
            reports=REPORTS,
            behaviour=state["behaviour"],
        )

    @app.post("/behaviour")
    def behave() -> AnyResponse:
        wanted = request.form.get("behaviour", "")
        state["behaviour"] = wanted if wanted in BEHAVIOURS else "normal"
        return redirect("/")

    @app.post("/report")
    def report_now() -> AnyResponse:
        outcome = request.form.get("outcome", "")
        report(request.form.get("key", ""), outcome if outcome in REPORTS else "delivered")
        return redirect("/")

    return app


def report_of(key: str, outcome: str) -> dict[str, str]:
    """One delivery report as the house reads it."""
    if outcome == "delivered":
        return {"key": key, "id": f"gw-{key[:12]}", "state": "delivered"}
    return {"key": key, "id": f"gw-{key[:12]}", "state": "failed", "reason": outcome}


def send_report(address: str, reports: list[dict[str, str]], account: Account) -> int:
    """Post signed reports; gives the status of the answer, 0 where nobody answered."""
    place = urlsplit(address)
    body = json.dumps({"reports": reports}).encode()
    headers = signed(
        "POST", place.path, body, key=account.key, secret=account.secret, at=clock.now().astimezone(UTC)
    )
    connection = HTTPConnection(place.netloc, timeout=10)
    try:
        connection.request("POST", place.path, body, {**headers, "Content-Type": "application/json"})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def _said(status: int, **facts: str) -> Response:
    return Response(json.dumps(facts), status, mimetype="application/json")
