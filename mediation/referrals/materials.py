"""The list of papers as people type it: one paper a line, with the copies after ×."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LINE = re.compile(r"^(?P<title>.+?)(?:\s*[×xX*]\s*(?P<copies>[0-9]{1,3})\s*份?)?$")


def read_list(typed: str) -> tuple[dict[str, object], ...]:
    """`起诉状 ×2` -> title and copies, one for each line that is not empty; one copy where none is said."""
    found = (_LINE.match(line.strip()) for line in typed.splitlines() if line.strip())
    return tuple(
        {"title": match["title"].strip()[:120], "copies": int(match["copies"] or 1)}
        for match in found
        if match is not None
    )


def write_list(titles: Iterable[str]) -> str:
    """Titles as lines to be typed on, one copy each."""
    return "\n".join(f"{title} ×1" for title in titles)
