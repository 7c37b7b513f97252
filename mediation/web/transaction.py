"""One commit per request that went well, else roll back. Operations never commit."""

from __future__ import annotations

from flask import Flask, g
from flask.wrappers import Response

from mediation.database import db

GONE_WRONG = 400


def init_transaction(app: Flask) -> None:
    """Commit after the view and before the answer leaves: what is acknowledged is stored."""

    @app.after_request
    def finish(response: Response) -> Response:
        if response.status_code < GONE_WRONG or g.get("keep_changes"):
            db.session.commit()
        else:
            db.session.rollback()
        return response


def keep_changes() -> None:
    """Commit although the answer is an error page: failed sign-ins must be counted."""
    g.keep_changes = True


def before_slow_work() -> None:
    """End what this request has read, keeping what it wrote, before it does slow work.

    On SQLite a write in a transaction that began by reading fails if anybody wrote in between,
    and a lock held through slow work makes everybody else wait.
    """
    db.session.commit()
