"""The one form in which text is kept and looked for: composed (Unicode NFC), whichever way it came in.

The same name typed on a telephone, sent by a court's system or read from a spreadsheet is then the
same characters. NFC gives a character another code only where Unicode calls both the same (U+2F800
becomes U+4E3D). It is not NFKC, which would change full-width punctuation as well.

What is no character is left out of what people send: U+0000, which PostgreSQL cannot keep, and halves of
surrogate pairs, which no encoding has. A system that sends them is refused instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from email_validator import EmailNotValidError, validate_email

_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def composed(text: str) -> str:
    """`text` in the form in which it is kept."""
    return unicodedata.normalize("NFC", text)


def cleaned(text: str) -> str:
    """`text` composed, without what is no character: for what a person or a browser sends."""
    return composed(_NO_CHARACTER.sub("", text))


def throughout(value: Any, change: Callable[[str], str] = composed) -> Any:
    """`value`, as JSON has it, with `change` made to every text and every name in it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(name): throughout(one, change) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [throughout(one, change) for one in value]
    return value


def email_address(text: str) -> str:
    """The one e-mail address that `text` is, its domain in lower case (RFC 5322 and 6531).

    Nothing is looked up. Raises ValueError for a list of addresses, a name beside the address, a
    control character, or anything that a mail server might read as another address than a person.
    """
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as fault:
        raise ValueError("not an e-mail address") from fault
