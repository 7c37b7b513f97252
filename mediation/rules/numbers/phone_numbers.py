"""Telephone numbers of the mainland, and numbers abroad in the international form."""

from __future__ import annotations

import re
from datetime import date

from mediation.rules.findings import Words
from mediation.rules.numbers.typed_digits import compact, is_digits
from mediation.rules.refusals import NotValid

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Three-digit area codes (010, 02x) go with 8 digits, four-digit ones with 7 or 8.
_FIXED = re.compile(r"(010|02[0-9])([2-9][0-9]{7})|(0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_SERVICE = re.compile(r"[48]00[0-9]{7}|9[56][0-9]{3,6}|1[0-9]{4}")
_EXTENSION = re.compile(r"(?:转|EXT|#|-)([0-9]{1,6})$")
_ABROAD = re.compile(r"\+(?!86)[1-9][0-9]{6,14}")


def check_mobile(text: str, *, on: date) -> str:
    """Eleven digits without country code. Raises NotValid."""
    number = _without_country_code(compact(text, dropping=" -()"))
    if not is_digits(number):
        raise NotValid(Words("手机号只填数字，例如 13812345678。", "Digits only, such as 13812345678."))
    if len(number) != 11:
        raise NotValid(
            Words(
                f"手机号应为 11 位，您填了 {len(number)} 位。",
                f"A mobile number has 11 digits, you entered {len(number)}.",
            )
        )
    if not _MOBILE.fullmatch(number):
        raise NotValid(
            Words(
                "手机号以 13 至 19 开头，请核对前两位。",
                "A mobile number begins with 13 to 19: check the start.",
            )
        )
    return number


def check_fixed_line(text: str, *, on: date) -> str:
    """`0592-5051234` with `-123` for an extension; 400, 95xxx and 12xxx lines as digits. Raises NotValid."""
    plain = compact(text, dropping=" ()").removeprefix("+86").removeprefix("0086").lstrip("-")
    for number, extension in _splits(plain):
        if _SERVICE.fullmatch(number):
            return number + extension
        found = _FIXED.fullmatch(number if number.startswith("0") else "0" + number)
        if found and (number.startswith("0") or text.strip().startswith(("+86", "0086"))):
            return f"{found[1] or found[3]}-{found[2] or found[4]}{extension}"
    raise NotValid(
        Words(
            "请填写带区号的固定电话，例如 0592-5051234，分机写在后面：0592-5051234-123。",
            "Enter the fixed line with its area code, such as 0592-5051234, "
            "an extension after it: 0592-5051234-123.",
        )
    )


def _splits(plain: str) -> list[tuple[str, str]]:
    """The number without what may be an extension, then the number with all its digits."""
    whole = (plain.replace("-", ""), "")
    found = _EXTENSION.search(plain)
    return [(plain[: found.start()].replace("-", ""), f"-{found[1]}"), whole] if found else [whole]


def check_phone(text: str, *, on: date) -> str:
    """A mobile number, a fixed line, or a number abroad as +852.... Raises NotValid."""
    plain = compact(text, dropping=" -()")
    if _ABROAD.fullmatch(plain):
        return plain
    if _MOBILE.fullmatch(_without_country_code(plain)):
        return check_mobile(text, on=on)
    try:
        return check_fixed_line(text, on=on)
    except NotValid:
        raise NotValid(
            Words(
                "请填写 11 位手机号，或带区号的固定电话，例如 0592-5051234；境外号码以 + 开头。",
                "Enter an 11-digit mobile number or a fixed line with its area code, such as 0592-5051234; "
                "numbers abroad begin with +.",
            )
        ) from None


def _without_country_code(number: str) -> str:
    for prefix in ("+86", "0086"):
        if number.startswith(prefix):
            return number.removeprefix(prefix)
    return number[2:] if len(number) == 13 and number.startswith("86") else number
