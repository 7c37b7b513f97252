"""Taking lists in tests."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mediation import clock
from mediation.access.actor import Actor
from mediation.exports import operations
from mediation.exports.listing import Asked
from mediation.exports.lists import LISTS
from mediation.exports.models import Export
from mediation.exports.operations import Wish
from mediation.spreadsheets.writing import Format

ALL = {"view": "all"}


def asked(actor: Actor, filters: dict[str, str] | None = None) -> Asked:
    return Asked(actor, clock.today(), ALL if filters is None else filters)


def wish(code: str, **changes: Any) -> Wish:
    """Every column of the list, as JSON Lines."""
    columns = [one.column.code for one in LISTS[code].columns]
    return Wish(**{"format": Format.JSONL, "columns": columns, "why": "十月工作月报", **changes})


def take(
    code: str,
    actor: Actor,
    filters: dict[str, str] | None = None,
    *,
    at: datetime | None = None,
    **changes: Any,
) -> Export:
    return operations.take(LISTS[code], asked(actor, filters), wish(code, **changes), at=at or clock.now())


def rows(
    code: str, actor: Actor, filters: dict[str, str] | None = None, **changes: Any
) -> list[dict[str, Any]]:
    """What the file of a short list holds, as a program reads it."""
    export = take(code, actor, filters, **changes)
    content = operations.make_now(LISTS[code], asked(actor, filters), export, at=clock.now())
    return [json.loads(line) for line in content.splitlines()]


def post(client: FlaskClient, code: str, filters: dict[str, str] | None = None, **typed: Any) -> TestResponse:
    """Ask for a list on its page, with the columns that are ticked there."""
    address = f"/exports/{code}"
    page = client.get(address, query_string=filters).text
    ticked = re.findall(r'name="columns" type="checkbox" value="(\w+)" checked', page)
    data = {"format": "csv", "columns": ticked, "why": "十月工作月报", **typed}
    return client.post(address, query_string=filters, data=data)
