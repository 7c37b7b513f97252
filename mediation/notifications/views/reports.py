"""Where the SMS gateway sends its delivery reports: open to its signature only."""

from __future__ import annotations

import json
import logging

from flask import current_app, request
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import ANYONE, requires
from mediation.notifications import reports
from mediation.notifications.signatures import SignatureWrong, check
from mediation.notifications.views.blueprint import blueprint
from mediation.text import cleaned, throughout
from mediation.web.setup import csrf

log = logging.getLogger(__name__)

MOST_BYTES = 262_144


@blueprint.post("/delivery-reports")
@csrf.exempt
@requires(ANYONE)
def delivery_reports() -> Response:
    """Signed like our own requests, so no forgery check of forms; each message is taken once."""
    body = request.get_data(cache=False) if (request.content_length or 0) <= MOST_BYTES else b""
    now = clock.now()
    try:
        nonce = check(
            "POST",
            request.path,
            body,
            request.headers,
            key=current_app.config.get("SMS_KEY", ""),
            secret=current_app.config.get("SMS_SECRET", ""),
            at=now,
        )
        reports.take_nonce(nonce, at=now)
    except SignatureWrong as wrong:
        log.warning("a delivery report was refused: %s", wrong.code)
        return _said(401, {"error": wrong.code})
    reports_sent = _read(body)
    if reports_sent is None:
        return _said(400, {"error": "not_readable"})
    return _said(200, {"taken": reports.take_reports(reports_sent, at=now)})


def _read(body: bytes) -> list[dict[str, object]] | None:
    """The reports in the body; None when it does not hold a list of them."""
    try:
        reports_sent = throughout(json.loads(body)["reports"], cleaned)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(reports_sent, list) or len(reports_sent) > reports.MOST_AT_ONCE:
        return None
    return [one for one in reports_sent if isinstance(one, dict)]


def _said(status: int, facts: dict[str, object]) -> Response:
    return Response(json.dumps(facts), status, mimetype="application/json")
