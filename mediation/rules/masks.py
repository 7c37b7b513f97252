"""What is left visible of a number or a name when it leaves the circle of those who need it whole."""

from __future__ import annotations

import re

_DOUBLE_SURNAME = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|司空|夏侯|长孙|宇文|轩辕|端木|南宫|独孤|西门"
)


def mask_resident_id(number: str) -> str:
    """3502**********1234: the first and the last four stay."""
    return _middle(number, first=4, last=4)


def mask_mobile(number: str) -> str:
    """138****5207."""
    return _middle(number, first=3, last=4)


def mask_phone(number: str) -> str:
    """A mobile as `mask_mobile`; of a fixed line the area code and the last two digits stay."""
    if "-" not in number:
        return _middle(number, first=3, last=4) if len(number) == 11 else _middle(number, first=2, last=2)
    area, _, rest = number.partition("-")
    return f"{area}-{_middle(rest, first=0, last=2)}"


def mask_name(name: str) -> str:
    """张*, 欧阳*: the surname stays, and the star does not tell the length."""
    plain = name.strip()
    if _DOUBLE_SURNAME.match(plain) and len(plain) > 2:
        return plain[:2] + "*"
    return plain[:1] + "*" if plain else ""


def mask_card(number: str) -> str:
    """6222***********5678: the first and the last four stay; of short accounts the last four."""
    return _middle(number, first=4 if len(number) >= 13 else 0, last=4)


def mask_paper(number: str) -> str:
    """Any other paper: E1*****78."""
    return _middle(number, first=2, last=2)


def mask_email(address: str) -> str:
    """z***@example.com."""
    name, mark, domain = address.partition("@")
    return f"{name[:1]}***{mark}{domain}" if name else ""


def _middle(text: str, *, first: int, last: int) -> str:
    """Stars for all but the ends; all stars when less than a third would be hidden."""
    hidden = len(text) - first - last
    if hidden * 3 < len(text):
        return "*" * len(text)
    return text[:first] + "*" * hidden + text[len(text) - last :]
