"""Addresses that answer programs, not people: no page, no switch, no cookie, and errors in JSON.

The package that answers programs fills the slot with `speak_with`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, has_request_context, request

ROOT = "/api/v1"
SPECIFICATION = "/api/openapi.json"

# status, headers that belong to it (Allow, Retry-After), number of the error in our log or nothing
Speaker = Callable[[int, Mapping[str, str], str], Response]

_speakers: list[Speaker] = []


def speak_with(speaker: Speaker) -> None:
    """Say errors to programs with `speaker`."""
    _speakers[:] = [speaker]


def is_for_programs() -> bool:
    """Whether a program asked, not a person with a browser."""
    if not has_request_context():
        return False
    return request.path.startswith(f"{ROOT}/") or request.path == SPECIFICATION


def problem(status: int, headers: Mapping[str, str] | None = None, number: str = "") -> Response:
    """The answer to a program for an error that no endpoint foresaw."""
    return _speakers[0](status, headers or {}, number)
