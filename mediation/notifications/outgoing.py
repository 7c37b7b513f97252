"""A message ready to leave, and what came of the try: plain facts, so that sending needs no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Result(StrEnum):
    """What became of one try."""

    SENT = "sent"
    LATER = "later"  # nobody there, too slow, or a fault on their side: try again
    REFUSED = "refused"  # will never be taken as it is
    BAD_ADDRESS = "bad_address"  # there is no such address or number


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One delivery by e-mail or SMS. `key` is what the other end knows it by, however often it comes."""

    delivery_id: int
    channel: str
    key: str
    address: str = field(repr=False)
    title: str
    text: str
    template: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one try; `error` is a code of ours and never what the other end said."""

    result: Result
    provider_id: str = ""
    error: str = ""
