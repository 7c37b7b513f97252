"""What is left visible of a number or an address when it leaves the circle of those who need it whole."""

from __future__ import annotations


def mask_resident_id(number: str) -> str:
    """3502**********1234: the first and the last four stay."""
    return _middle(number, first=4, last=4)


def mask_phone(number: str) -> str:
    """138****5207; of a fixed line the area code and the last two digits stay, abroad two at each end."""
    if "-" not in number:
        return _middle(number, first=3, last=4) if len(number) == 11 else _middle(number, first=2, last=2)
    area, _, rest = number.partition("-")
    return f"{area}-{_middle(rest, first=0, last=2)}"


def mask_paper(number: str) -> str:
    """Any other paper: E1*****78."""
    return _middle(number, first=2, last=2)


def mask_paper_of_any_kind(number: str) -> str:
    """A number of 18 characters as a resident's, any other as `mask_paper`."""
    return mask_resident_id(number) if len(number) == 18 else mask_paper(number)


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
