"""From a declared endpoint to a view: who calls, may they, what do they ask, answer, and note it."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from typing import Any

from flask import Response, g, request
from flask_login import AnonymousUserMixin
from sqlalchemy import insert, update
from sqlalchemy.orm.exc import StaleDataError

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import BY_TOKEN
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed
from mediation.api import authentication, idempotency, reading
from mediation.api.declaring import Answer, Call, Endpoint
from mediation.api.models import ApiCall, ApiToken
from mediation.api.problems import Fault, Problem, answer
from mediation.clock import day_of
from mediation.database import db
from mediation.referrals.refusals import AlreadyEntered
from mediation.rules.procedures.machine import NotPossible
from mediation.web.transaction import GONE_WRONG, from_here_on_writes, keep_changes

LONGEST_THING = 20


def view_of(endpoint: Endpoint) -> Callable[..., Response]:
    """The view of a declared endpoint."""

    def view(**places: Any) -> Response:
        g.api_endpoint = endpoint.name
        g.api_thing = str(places.get("number", ""))[:LONGEST_THING]
        g._login_user = AnonymousUserMixin()  # whoever is signed in at this browser is not who calls
        try:
            return _answered(endpoint, places)
        except Problem as problem:
            return answer(problem)

    view.__name__ = endpoint.name
    view.right = BY_TOKEN  # type: ignore[attr-defined]
    view.writes = endpoint.answer is None  # type: ignore[attr-defined]  # a paper may be drawn on demand
    return view


def _answered(endpoint: Endpoint, places: dict[str, Any]) -> Response:
    at = clock.now()
    try:
        token = authentication.caller(at)
    except Problem as problem:
        if problem.code == "token_unknown":
            from_here_on_writes()
            raise authentication.count_wrong_token(at) from None
        raise
    if endpoint.scope and endpoint.scope not in token.scopes:
        raise Problem("scope_missing", scope=endpoint.scope)
    key = idempotency.key_asked() if endpoint.writes else ""
    if key and (before := idempotency.answered_before(token, key)):
        return before
    asked, version = _asked(endpoint), reading.version_asked() if endpoint.versioned else None
    call = Call(token, By(token.actor, at, version), asked)
    result = _carried_out(endpoint, call, places)
    if isinstance(result, Response):
        return result
    response = _response(result if isinstance(result, Answer) else Answer(result, endpoint.status))
    if key:
        idempotency.keep(token, key, response, at=at)
        return response
    return response.make_conditional(request)  # type: ignore[return-value]


def _asked(endpoint: Endpoint) -> Any:
    if endpoint.body is not None:
        return reading.body_as(endpoint.body)
    if endpoint.query is not None:
        return reading.query_as(endpoint.query, request.args)
    return None


def _carried_out(endpoint: Endpoint, call: Call, places: dict[str, Any]) -> Any:
    """What the endpoint says; the refusals of the house become problems."""
    try:
        return endpoint.carry_out(call, **places)
    except NotAllowed:
        raise Problem("not_found") from None
    except (ChangedMeanwhile, StaleDataError):
        raise Problem("changed_meanwhile") from None
    except NotPossible as refused:
        raise Problem("not_possible", refused.words) from None
    except AlreadyEntered as refused:
        raise Problem("already_entered", refused.words) from None
    except GuardRefused as refused:
        faults = [Fault("/", finding.words) for finding in refused.findings]
        raise Problem("refused", faults=faults) from None
    except ActRefused as refused:
        raise Problem("refused", faults=[Fault("/", refused.words)]) from None


def _response(result: Answer) -> Response:
    content = result.content.model_dump_json().encode()
    response = Response(content, result.status, mimetype=reading.JSON)
    if result.version is not None:
        response.set_etag(str(result.version))
    elif request.method == "GET":
        response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    if result.location:
        response.headers["Location"] = result.location
    return response


def begin() -> None:
    """Before any call: its id, and the moment from which it is timed."""
    g.request_id = secrets.token_hex(8)
    g.api_began = time.perf_counter()


def note(response: Response) -> Response:
    """After any call: one row in the log, with the change where there was one, else by itself."""
    if response.status_code >= GONE_WRONG and not g.get("keep_changes"):
        db.session.rollback()
    if request.method == "GET":
        from_here_on_writes()
    at = clock.now()
    token_id = g.get("api_token_id")
    db.session.execute(
        insert(ApiCall).values(
            request_id=g.request_id,
            at=at,
            token_id=token_id,
            address=(request.remote_addr or "")[:45],
            method=request.method[:10],
            endpoint=g.get("api_endpoint", ""),
            thing=g.get("api_thing", ""),
            status=response.status_code,
            took_ms=round((time.perf_counter() - g.api_began) * 1000),
        )
    )
    if token_id is not None:
        on = day_of(at)
        db.session.execute(
            update(ApiToken)
            .where(ApiToken.id == token_id, ApiToken.last_used_on.is_distinct_from(on))
            .values(last_used_on=on)
            .execution_options(synchronize_session=False)
        )
    keep_changes()
    response.headers["X-Request-Id"] = g.request_id
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.vary.update(("Authorization", "Accept-Language"))
    return response
