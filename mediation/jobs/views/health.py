"""What a monitor asks, without sign-in: words about the machine, none about a person or a case."""

from __future__ import annotations

from typing import Any

from flask import jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from mediation import clock, data_key
from mediation.access.guard import ANYONE, requires
from mediation.database import db
from mediation.jobs import queries, surroundings
from mediation.jobs.views.board import blueprint

Answer = Response | tuple[Response, int]

UNWELL = 503
FAILURES_THAT_COUNT = 3  # in a row: a single one is tried again by itself
UNREACHABLE = {"status": "unwell", "database": "unreachable"}


@blueprint.get("/healthz")
@requires(ANYONE)
def health() -> Answer:
    """Whether this web server can serve: 200, or 503 with what is wrong."""
    try:
        db.session.execute(text("select 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(UNREACHABLE), UNWELL
    return jsonify({"status": "ok", "database": "ok"})


@blueprint.get("/readyz")
@requires(ANYONE)
def ready() -> Answer:
    """Whether the whole house works, the scheduler too: 200, or 503 with what is wrong."""
    try:
        told = _told()
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(UNREACHABLE), UNWELL
    wrong = (
        not told["scheduler"]["acts"]
        or told["jobs"]["late"]
        or told["jobs"]["failing"]
        or any(told[part] != "ok" for part in ("data_key", "files", "disk", "channels"))
    )
    return jsonify({"status": "unwell" if wrong else "ok", **told}), UNWELL if wrong else 200


def _told() -> dict[str, Any]:
    runner, at = queries.runner(), clock.now()
    states = queries.states().values()
    return {
        "database": "ok",
        "data_key": "ok" if data_key.fits() else "wrong",
        **surroundings.told(),
        "scheduler": {
            "acts": runner is not None and runner.acts,
            "heartbeat_age_seconds": round(runner.silent_for.total_seconds(), 1) if runner else None,
        },
        "jobs": {
            "late": sorted(state.name for state in states if queries.is_late(state, at=at)),
            "failing": sorted(state.name for state in states if state.failures >= FAILURES_THAT_COUNT),
            "set_aside": queries.count_of_troubles(),
        },
    }
