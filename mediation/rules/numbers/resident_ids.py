"""Citizen identity numbers (GB 11643-1999) and the permits that are numbered alike.

The area code is only a reason to look again, never to refuse: counties come and go, and a number
keeps the code of the place of first registration.
"""

from __future__ import annotations

import re
from datetime import date

from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.numbers.typed_digits import compact, is_digits
from mediation.rules.refusals import NotValid

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71")  # GB/T 2260
_OLDEST_AGE = 130  # years; beyond it the birth date is a slip of the pen

_RESIDENT_ID = Words("身份证号", "resident identity number")
_HMT_RESIDENCE = Words("港澳台居民居住证号", "residence permit number")
_FOREIGNER_PERMIT = Words("永久居留身份证号", "permanent residence number")


def check_digit(first_17: str) -> str:
    """The 18th character by ISO 7064 MOD 11-2, as GB 11643 has it."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def check_resident_id(text: str, *, on: date) -> str:
    """The 18-character number; a 15-digit number of the first generation is completed to 18.

    `on` is the day of the check: a birth date after it is refused. Raises NotValid.
    """
    number = compact(text)
    if len(number) == 15 and is_digits(number):
        number = _completed(number)
    _test(number, _RESIDENT_ID, on)
    if number[:2] in ("81", "82", "83"):
        raise NotValid(
            Words(
                "这是港澳台居民居住证号码。请把证件类型改为“港澳台居民居住证”。",
                "This is the number of a residence permit for Hong Kong, Macau and Taiwan residents: "
                "change the kind of paper.",
            )
        )
    if number[0] == "9":
        raise NotValid(
            Words(
                "这是外国人永久居留身份证号码。请把证件类型改为“外国人永久居留身份证”。",
                "This is the number of a foreigner's permanent residence card: change the kind of paper.",
            )
        )
    return number


def check_residence_permit(text: str, *, on: date) -> str:
    """18 characters of a 港澳台居民居住证 (area 81, 82 or 83). Raises NotValid."""
    number = compact(text)
    _test(number, _HMT_RESIDENCE, on)
    if number[:2] not in ("81", "82", "83"):
        raise NotValid(
            Words(
                "港澳台居民居住证号以 81、82 或 83 开头。如果是居民身份证，请改证件类型。",
                "The number of this permit begins with 81, 82 or 83. For a resident identity card, "
                "change the kind of paper.",
            )
        )
    return number


def check_permanent_residence(text: str, *, on: date) -> str:
    """A foreigner's permanent residence card: 18 digits from 9, or 3 letters and 12 digits before 2023.

    Raises NotValid.
    """
    number = compact(text)
    if re.fullmatch(r"[A-Z]{3}\d{12}", number):
        return number
    if len(number) == 15:
        raise NotValid(
            Words(
                "旧版永久居留证号为 3 个字母加 12 位数字，请对照证件再填。",
                "A card of the earlier kind has 3 letters and 12 digits: compare with the card.",
            )
        )
    _test(number, _FOREIGNER_PERMIT, on)
    if number[0] != "9":
        raise NotValid(
            Words(
                "新版永久居留身份证号以 9 开头，请对照证件再填。",
                "The number of the new card begins with 9: compare with the card.",
            )
        )
    return number


def born_on(number: str) -> date:
    """The birth date in an 18-character number that was checked."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def gender(number: str) -> str:
    """`male` or `female`, from the 17th digit of an 18-character number that was checked."""
    return "male" if int(number[16]) % 2 else "female"


def age(number: str, *, on: date) -> int:
    """Full years on the day `on`; a birthday counts from its own day (《民法典》第二百零一条)."""
    birth = born_on(number)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def doubts_about_resident_id(number: str) -> list[Finding]:
    """What a person should look at in a number that is valid by its check digit."""
    if _PROVINCE.match(number):
        return []
    return [
        Finding(
            Outcome.WARN,
            "resident_id_area_unknown",
            Words(
                "身份证号前两位 {area} 不是省级地区代码，请核对证件原件。",
                "The first two digits {area} are no province code: compare with the original.",
            ).within(area=number[:2]),
        )
    ]


def _completed(number: str) -> str:
    first_17 = number[:6] + "19" + number[6:]
    return first_17 + check_digit(first_17)


def _test(number: str, kind: Words, on: date) -> None:
    if not number:
        raise NotValid(Words(f"请填写{kind.zh}。", f"Enter the {kind.en}."))
    if len(number) != 18:
        raise NotValid(
            Words(
                f"{kind.zh}应为 18 位，您填了 {len(number)} 位。请对照证件再填。",
                f"The {kind.en} has 18 characters, you entered {len(number)}. Compare with the paper.",
            )
        )
    if not is_digits(number[:17]) or not (is_digits(number[17]) or number[17] == "X"):
        raise NotValid(
            Words(
                f"{kind.zh}前 17 位应为数字，最后一位为数字或 X。",
                f"The first 17 characters of the {kind.en} are digits, the last is a digit or X.",
            )
        )
    _test_birth_date(number, kind, on)
    if check_digit(number[:17]) != number[17]:
        raise NotValid(
            Words(
                f"{kind.zh}有误：可能填错一位，或两位填反。请逐位核对。",
                f"The {kind.en} is wrong: one character may be mistyped or two swapped. Compare each one.",
            )
        )


def _test_birth_date(number: str, kind: Words, on: date) -> None:
    try:
        birth = born_on(number)
    except ValueError as no_such_day:
        raise NotValid(
            Words(
                f"{kind.zh}第 7 至 14 位是出生日期，{number[6:14]} 不是真实的日期。请核对。",
                f"Characters 7 to 14 of the {kind.en} are the birth date; {number[6:14]} is no real day.",
            )
        ) from no_such_day
    if birth > on or birth.year < on.year - _OLDEST_AGE:
        raise NotValid(
            Words(
                f"{kind.zh}中的出生日期 {birth} 不合理，请核对第 7 至 14 位。",
                f"The birth date {birth} in the {kind.en} is not plausible: check characters 7 to 14.",
            )
        )
