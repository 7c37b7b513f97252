"""Bank cards (ISO/IEC 7812, Luhn) and bank accounts, which have no common check digit."""

from __future__ import annotations

import re
from datetime import date

from mediation.rules.findings import Words
from mediation.rules.numbers.typed_digits import compact, is_digits
from mediation.rules.refusals import NotValid

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn_sum(digits: str) -> int:
    """The Luhn total from the right, modulus 10; 0 for a valid number."""
    back = digits[::-1]
    return (sum(map(int, back[::2])) + sum(_DOUBLED[int(digit)] for digit in back[1::2])) % 10


def check_bank_card(text: str, *, on: date) -> str:
    """The digits of a card, 13 to 19. Raises NotValid."""
    number = compact(text)
    if not is_digits(number):
        raise NotValid(
            Words("银行卡号只填数字，可以带空格。", "A card number has digits only; spaces are allowed.")
        )
    if not 13 <= len(number) <= 19:
        raise NotValid(
            Words(
                f"银行卡号应为 13 至 19 位，您填了 {len(number)} 位。请对照卡面再填。",
                f"A card number has 13 to 19 digits, you entered {len(number)}. Compare with the card.",
            )
        )
    if luhn_sum(number):
        raise NotValid(
            Words(
                "银行卡号有误：可能填错一位，或两位填反。请逐位核对。",
                "The card number is wrong: one digit may be mistyped or two swapped. Compare each one.",
            )
        )
    return number


def check_bank_account(text: str, *, on: date) -> str:
    """An account of a person or an organisation: 6 to 32 digits, no check digit. Raises NotValid."""
    number = compact(text)
    if not re.fullmatch(r"[0-9]{6,32}", number):
        raise NotValid(
            Words("账号为 6 至 32 位数字，请核对。", "An account number has 6 to 32 digits: please check.")
        )
    return number
