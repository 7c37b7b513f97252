"""The code by which a draft is found again: in the cookie, in the link for family, read out by telephone."""

from __future__ import annotations

import secrets
import unicodedata

# No 0 O 1 I L: the code is copied by hand and read out.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 16  # 79 bits: guessing is hopeless without any counting of tries


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """In groups of four, for people."""
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def read_code(typed: str) -> str | None:
    """The code from what was typed, in any case and grouping; None when it cannot be one."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None
