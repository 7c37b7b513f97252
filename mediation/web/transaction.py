"""One commit per request that went well, else roll back. Operations never commit."""

from __future__ import annotations

from flask import Flask, g
from flask.wrappers import Response
from sqlalchemy.orm.exc import StaleDataError

from mediation.database import db
from mediation.web.errors import overtaken_page

GONE_WRONG = 400


def init_transaction(app: Flask) -> None:
    """Commit after the view and before the answer leaves: what is acknowledged is stored."""

    @app.after_request
    def finish(response: Response) -> Response:
        if response.status_code < GONE_WRONG or g.get("keep_changes"):
            try:
                db.session.commit()
            except StaleDataError:  # what the view left to the commit to write was overtaken
                _say_instead(response, overtaken_page())
        else:
            db.session.rollback()
        return response


def _say_instead(response: Response, page: Response) -> None:
    """The page in place of what would have been said; the headers that every answer has stay."""
    response.headers.pop("Location", None)
    response.headers.pop("ETag", None)
    response.mimetype = page.mimetype or "text/html"
    response.set_data(page.get_data())
    response.status_code = page.status_code


def keep_changes() -> None:
    """Commit although the answer is an error page: failed sign-ins must be counted."""
    g.keep_changes = True


def before_slow_work() -> None:
    """End what this request has read, keeping what it wrote, before it does slow work.

    On SQLite a write in a transaction that began by reading fails if anybody wrote in between,
    and a lock held through slow work makes everybody else wait.
    """
    db.session.commit()


def from_here_on_writes() -> None:
    """End what a reading request has read, keeping nothing of it in hand; what follows in it writes."""
    db.session.commit()
    g.writes = True
