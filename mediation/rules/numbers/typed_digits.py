"""Bringing a typed number into the one form in which it is tested and stored."""

from __future__ import annotations

import re

_WIDE = {0xFF01 + shift: 0x21 + shift for shift in range(94)}
_DASHES = str.maketrans("－–—−‐‑·.", "--------")


def compact(text: str, *, dropping: str = " -") -> str:
    """Upper-case, half-width, without white space and without the characters in `dropping`."""
    plain = re.sub(r"\s", "", text.translate(_WIDE)).upper().translate(_DASHES)
    return plain.translate(str.maketrans("", "", dropping))


def is_digits(text: str) -> bool:
    """Whether all characters are 0 to 9; other scripts' digits do not count."""
    return text.isascii() and text.isdigit()
