"""Files that come with a request are opened before it does anything else, and what was found waits.

A stranger's file may take seconds. So it is opened while no transaction holds up anybody, once, and
whoever needs it later in the request is given what was found, or raises what refused it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import g, has_request_context, request

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class OpenedFirst(Generic[Found]):
    """One way to open: `opening(content, filename)` gives what is in a file, or raises `refusal`.

    Of each file at most `most` bytes and one are read, the one that says that it is too large. `name`
    is that under which the request keeps what was found.
    """

    name: str
    most: int
    opening: Callable[[bytes, str], Found]
    refusal: type[Exception]

    def open_all(self) -> None:
        """Open every file of this request, of fields with several each."""
        found: dict[tuple[str, str], Found | Exception] = {}
        for _, sent in request.files.items(multi=True):
            content, filename = sent.stream.read(self.most + 1), sent.filename or ""
            sent.stream.seek(0)
            if content:
                found[_key(content, filename)] = self._outcome(content, filename)
        setattr(g, self.name, found)

    def get(self, content: bytes, filename: str) -> Found | None:
        """What was found in this file of the request; None where it was not opened. Raises `refusal`."""
        if not has_request_context():
            return None
        outcome: Any = g.get(self.name, {}).get(_key(content, filename))
        if isinstance(outcome, self.refusal):
            raise outcome
        return outcome

    def _outcome(self, content: bytes, filename: str) -> Found | Exception:
        try:
            return self.opening(content, filename)
        except self.refusal as refused:
            return refused


def _key(content: bytes, filename: str) -> tuple[str, str]:
    return hashlib.sha256(content).hexdigest(), filename
