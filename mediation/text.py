"""The one form in which text is kept and looked for: composed (Unicode NFC), whichever way it came in.

The same name typed on a telephone, sent by a court's system or read from a spreadsheet is then the
same characters. NFC gives a character another code only where Unicode calls both the same (U+2F800
becomes U+4E3D). It is not NFKC, which would change full-width punctuation as well.
"""

from __future__ import annotations

import unicodedata
from typing import Any


def composed(text: str) -> str:
    """`text` in the form in which it is kept."""
    return unicodedata.normalize("NFC", text)


def composed_throughout(value: Any) -> Any:
    """`value`, as JSON has it, with every text and every name in it composed."""
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, dict):
        return {composed(name): composed_throughout(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [composed_throughout(one) for one in value]
    return value
