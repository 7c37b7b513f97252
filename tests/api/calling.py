"""Systems of bodies, as tests let them call: a token, and a client that sends it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.api import operations
from mediation.api.scopes import SCOPES
from mediation.database import db
from mediation.organisations.models import Kind, Organisation
from mediation.organisations.operations import add_organisation
from tests.builders import BANK, COURT, body

OTHER_COURT = "鹭潮区人民法院（演示）"
AUTHORITY = "示范区金融工作办公室（演示）"
EVERY_SCOPE = tuple(SCOPES)
ROOT = "/api/v1"

Given = TypeVar("Given")
_numbers = itertools.count(1)


def stored(app: Flask, make: Callable[[], Given]) -> Given:
    """What `make` gives, committed and let go, so that each call is alone with its session."""
    with app.app_context():
        given = make()
        db.session.commit()
    return given


def another_court() -> Organisation:
    facts = {"name": OTHER_COURT, "authorities": ["court"]}
    return add_organisation(Kind.COURT, facts, By(HOUSE, clock.now()))


def token_of(app: Flask, name: str = COURT, kind: Kind = Kind.COURT, **changes: Any) -> str:
    """The text of a new token of the body with this name."""
    given: dict[str, Any] = {
        "scopes": EVERY_SCOPE,
        "expires_on": clock.today() + timedelta(days=300),
        "by": By(HOUSE, clock.now()),
    }

    def give() -> str:
        return operations.give_token(body(name, kind), "诉调对接系统", **(given | changes))[1]

    return stored(app, give)


class System:
    """The system of a body: every call bears its token, every change a key of its own."""

    def __init__(self, app: Flask, token: str, client: FlaskClient | None = None) -> None:
        self.token = token
        self.client = client or app.test_client()

    def get(self, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> TestResponse:
        return self.client.get(path_of(path), query_string=query, headers=self._headers(headers))

    def post(
        self, path: str, content: Any = None, *, version: int | None = None, key: str = "", **headers: str
    ) -> TestResponse:
        sent = {"Idempotency-Key": key or f"key-of-a-test-{next(_numbers)}"}
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            path_of(path), json={} if content is None else content, headers=self._headers(sent | more)
        )

    def _headers(self, more: Mapping[str, str] | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **(more or {})}


def path_of(path: str) -> str:
    return path if path.startswith("/api/") else f"{ROOT}{path}"


def court_system(app: Flask, **changes: Any) -> System:
    return System(app, token_of(app, **changes))


def other_court_system(app: Flask) -> System:
    stored(app, lambda: another_court().id)
    return System(app, token_of(app, OTHER_COURT))


def bank_system(app: Flask, **changes: Any) -> System:
    return System(app, token_of(app, BANK, Kind.INSTITUTION, **changes))


def matter(**changes: Any) -> dict[str, Any]:
    """What a court sends, as JSON."""
    plain: dict[str, Any] = {
        "kind": "court_assigned",
        "their_number": "（2026）闽0203诉前调4321号",
        "subject": "信用卡透支欠款，请求分期偿还。",
        "amount_fen": 5_000_000,
        "product": "credit_card",
        "people": [
            {"side": "applicant", "kind": "organisation", "name": BANK},
            {"side": "respondent", "kind": "person", "name": "许远帆", "phone": "13900000001"},
        ],
        "materials": [{"title": "起诉状", "copies": 2}],
    }
    return plain | changes
