"""What the house adds to the facts when a paper is issued: number, public code, address to check it."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from mediation.clock import ZONE

# Without 0 O, 1 I L, and U: read aloud, copied by hand and typed on a phone, none is taken for another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12  # 30^12 codes: a guess hits one of a million papers once in 5 * 10^11 tries


@dataclass(frozen=True, slots=True)
class Imprint:
    """`fingerprint` is the SHA-256 of the facts; a preview has neither number nor code.

    `seal` is the picture (PNG) that is set beside the issuer's name; `replaces` the number of the
    paper in whose place this one stands.
    """

    issued_at: datetime
    fingerprint: str
    number: str = ""
    code: str = ""
    verify_url: str = ""
    seal: bytes = b""
    replaces: str = ""

    @property
    def is_preview(self) -> bool:
        return not self.number


def new_code() -> str:
    """A random public code such as 7K3M-Q9XW-2HTB."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_code(typed: str) -> str | None:
    """The code as stored from what a person typed: case, spaces, dashes and full width do not matter."""
    plain = "".join(one for one in unicodedata.normalize("NFKC", typed).upper() if one.isalnum())
    if len(plain) != LENGTH or not set(plain) <= set(ALPHABET):
        return None
    return _grouped(plain)


def number_of(file_code: str, mark: str, issued_at: datetime, count: int) -> str:
    """A document number in the form of GB/T 9704: 厦金调受〔2026〕12号, no leading zeros."""
    return f"{file_code}{mark}〔{issued_at.astimezone(ZONE).year}〕{count}号"


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + 4] for start in range(0, LENGTH, 4))
