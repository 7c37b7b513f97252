"""An endpoint is declared once; its route, its checks and its place in the specification follow.

```
@endpoint("GET", "/referrals/{number}", scope="referrals:read", words=Words(...), answer=ReferralDetail)
def referral(call: Call, number: str) -> Answer: ...
```
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response
from pydantic import BaseModel

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.api.models import ApiToken
from mediation.api.scopes import SCOPES
from mediation.clock import day_of
from mediation.rules.findings import Words

PDF = "application/pdf"
ZIP = "application/zip"

# What may stand in an address: the router's converter, its pattern, an example, and what it is.
PLACES: dict[str, tuple[str, str, str | int, Words]] = {
    "number": (
        "case_number",
        r"^[0-9]{4}-[0-9]{5,6}$",
        "2026-00012",
        Words("编号，例如 2026-00012", "its number, such as 2026-00012"),
    ),
    "version": (
        "int(min=1,max=99999)",
        r"^[1-9][0-9]{0,4}$",
        1,
        Words("版本", "its version"),
    ),
    "webhook": (
        "int(min=1,max=999999999)",
        r"^[1-9][0-9]{0,8}$",
        1,
        Words("地址的 id", "id of the address"),
    ),
    "paper": (
        "string",
        r"^[^/\x00-\x1f]{1,60}$",
        "厦金调移送〔2026〕3号",
        Words("文书编号", "number of the paper"),
    ),
}


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls, when, on which version, and what was asked: the query or the body, read as its shape."""

    token: ApiToken
    by: By
    asked: Any = None

    @property
    def actor(self) -> Actor:
        return self.by.actor

    @property
    def on(self) -> date:
        return day_of(self.by.at)

    @property
    def body_id(self) -> int:
        """The body whose system calls."""
        return self.token.organisation_id


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out. `version` becomes the ETag; without one it is made of the content."""

    content: BaseModel
    status: int = 200
    version: int | None = None
    location: str = ""


Handler = Callable[..., Answer | BaseModel | Response]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method at one address. `answer` None: a file of the type `file`. `scope` empty: any valid token."""

    name: str
    method: str
    path: str
    room: Words
    words: Words
    more: Words
    scope: str
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    answer: type[BaseModel] | None
    file: str
    status: int
    versioned: bool
    carry_out: Handler

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def places(self) -> tuple[str, ...]:
        """The names in the address, in order."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))


ENDPOINTS: dict[str, Endpoint] = {}
NOTHING_MORE = Words("", "")


def endpoint(
    method: str,
    path: str,
    *,
    room: Words,
    words: Words,
    scope: str = "",
    more: Words = NOTHING_MORE,
    query: type[BaseModel] | None = None,
    body: type[BaseModel] | None = None,
    answer: type[BaseModel] | None = None,
    file: str = PDF,
    status: int = 200,
    versioned: bool = False,
    name: str = "",
) -> Callable[[Handler], Handler]:
    """Declare an endpoint; `versioned` asks for If-Match. Raises KeyError for an unknown scope or place."""
    if scope:
        SCOPES[scope]

    def declare(handler: Handler) -> Handler:
        found = Endpoint(
            name=name or handler.__name__,
            method=method,
            path=path,
            room=room,
            words=words,
            more=more,
            scope=scope,
            query=query,
            body=body,
            answer=answer,
            file=file,
            status=status,
            versioned=versioned,
            carry_out=handler,
        )
        for place in found.places:
            PLACES[place]
        assert found.name not in ENDPOINTS, f"two endpoints are called {found.name}"
        ENDPOINTS[found.name] = found
        return handler

    return declare
