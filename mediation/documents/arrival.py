"""Files that come with a request are examined before anything else happens in it.

At that moment no transaction has begun: however long a file takes, nobody waits for it, and what was
found is there when the view asks for it. One network address may bring so many files an hour, and of
those that had to be given up at a limit far fewer.
"""

from __future__ import annotations

from datetime import datetime

from flask import Flask, abort, current_app, g, has_request_context, request

from mediation import clock
from mediation.accounts.failed_attempts.operations import Budget, take
from mediation.database import lookup_hash
from mediation.documents.examination import MAXIMUM_SIZE, Examined, examine
from mediation.documents.examining import TooHeavy, examine_apart
from mediation.documents.upload_types import UploadRefused
from mediation.rules.findings import Words
from mediation.web.opened_first import OpenedFirst
from mediation.web.transaction import before_slow_work

HEAVY_AN_HOUR = 10
TOO_MANY = Words(
    "这个网络地址一小时内上传的文件太多，这个文件没有收下。您填写的内容都在，请过一小时再传，或者打电话给中心。",
    "Too many files came from this network address within an hour; this one was not taken in. "
    "What you typed is kept: upload it in an hour, or call the centre.",
)


def init_arrival(app: Flask) -> None:
    """Register after the forgery check, which needs no database, and before the views."""
    app.before_request(examine_what_came)


def examine_what_came() -> None:
    if request.endpoint is not None and request.method == "POST" and request.files:
        _uploads.open_all()


def examined(received: bytes, filename: str) -> Examined:
    """What was found in a file of this request. Files of our own, outside requests, need no limits."""
    if not has_request_context():
        return examine(received, filename)
    return _uploads.get(received, filename) or examine_apart(received, filename)


def _examined(received: bytes, filename: str) -> Examined:
    """One file from this network address, within what the address may bring."""
    at = clock.now()
    if not _within(_budget("files", current_app.config["UPLOADS_BY_ADDRESS"], at), at):
        raise UploadRefused(TOO_MANY)
    if g.get("too_heavy"):  # one such file is enough for a request
        raise g.too_heavy
    try:
        return examine_apart(received, filename)
    except TooHeavy as heavy:
        g.too_heavy = heavy
        if not _within(_budget("heavy files", HEAVY_AN_HOUR, at), at):
            abort(429)
        raise


_uploads = OpenedFirst("uploads", MAXIMUM_SIZE, _examined, UploadRefused)


def _within(budget: Budget, at: datetime) -> bool:
    """Count one; the transaction of the count ends before anything is opened."""
    counted = take(budget, at)
    before_slow_work()
    return counted is not None


def _budget(what: str, most: int, at: datetime) -> Budget:
    hour = int(at.timestamp() // 3600)
    return Budget(lookup_hash(f"{what} from {request.remote_addr}/{hour}"), most)
