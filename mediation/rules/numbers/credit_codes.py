"""Unified social credit codes (GB 32100-2015)."""

from __future__ import annotations

import re
from datetime import date

from mediation.rules.findings import Words
from mediation.rules.numbers.typed_digits import compact
from mediation.rules.refusals import NotValid

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_WEIGHTS = tuple(3**place % 31 for place in range(17))


def credit_code_check_digit(first_17: str) -> str:
    """The 18th character, modulus 31 with weights 3^place."""
    total = sum(
        _ALPHABET.index(character) * weight for character, weight in zip(first_17, _WEIGHTS, strict=True)
    )
    return _ALPHABET[-total % 31]


def check_credit_code(text: str, *, on: date) -> str:
    """The code in capitals without spaces. Raises NotValid. `on` is not needed by today's standard."""
    code = compact(text)
    if len(code) != 18:
        raise NotValid(
            Words(
                f"统一社会信用代码应为 18 位，您填了 {len(code)} 位。请对照营业执照再填。",
                f"A unified social credit code has 18 characters, you entered {len(code)}. "
                "Compare with the business licence.",
            )
        )
    if re.search("[IOSVZ]", code):
        raise NotValid(
            Words(
                "统一社会信用代码不含字母 I、O、S、V、Z。请检查是否应为数字 1、0、5、2。",
                "The code never has the letters I, O, S, V, Z: check for the digits 1, 0, 5, 2.",
            )
        )
    # Places 1-2 name the registering department (A, N and Y are letters in use), 3-8 the area.
    if not re.fullmatch(f"[1-9ANY][{_ALPHABET}][0-9]{{6}}[{_ALPHABET}]{{10}}", code):
        raise NotValid(
            Words(
                "统一社会信用代码只有数字和大写字母，第 3 至 8 位为数字。请对照营业执照再填。",
                "The code has digits and capital letters only, and digits at places 3 to 8. "
                "Compare with the business licence.",
            )
        )
    if credit_code_check_digit(code[:17]) != code[17]:
        raise NotValid(
            Words(
                "统一社会信用代码有误：可能填错一位，或两位填反。请逐位核对。",
                "The code is wrong: one character may be mistyped or two swapped. Compare each one.",
            )
        )
    return code
