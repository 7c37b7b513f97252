"""Names of files that came from strangers, made safe for every system that unpacks them."""

from __future__ import annotations

import re
import unicodedata

from mediation.text import composed

MOST_BYTES = 120  # of one name; a path of the package stays well below what Windows takes
RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$", re.IGNORECASE)
FORBIDDEN = frozenset('<>:"/\\|?*%')
NAMELESS = "未命名"


def safe_name(given: str) -> str:
    """`given` as the name of one file: no folders, no controls, nothing that a system misreads.

    The ending stays, so that the file opens; what is too long is cut before it.
    """
    plain = "".join(_safe(one) for one in composed(given))
    plain = re.sub(r"\s+", " ", plain).strip(" .-~_") or NAMELESS
    stem, dot, ending = plain.rpartition(".")
    if not dot or not ending.isalnum() or not ending.isascii() or len(ending) > 8:
        stem, ending = plain, ""
    stem = stem.rstrip(" .")
    if RESERVED.match(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    room = MOST_BYTES - len(ending) - 1
    cut = stem.encode()[:room].decode(errors="ignore").rstrip(" .") or NAMELESS
    return f"{cut}.{ending}" if ending else cut


def is_safe(path: str) -> bool:
    """Whether a path may be unpacked: relative, downwards, made of names that this house would give."""
    parts = path.split("/")
    return bool(path) and all(part and part == safe_name(part) for part in parts)


def _safe(one: str) -> str:
    if one in FORBIDDEN:
        return "_"
    kind = unicodedata.category(one)
    if kind in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return ""  # what is not seen: line ends, marks that turn the direction of reading
    return " " if kind == "Zs" else one
