"""Amounts in capitals by the banking rule, and back again.

Source: 《支付结算办法》（银发〔1997〕393号）附一《正确填写票据和结算凭证的基本规定》, items 1 to 3.
The prefix 人民币 is not part of the text; the form that prints it writes it before the first character.
"""

from __future__ import annotations

import itertools
import re

from mediation.rules.findings import Words
from mediation.rules.money.amounts_typed import LONGEST, TOO_LARGE, UPPER_BOUND
from mediation.rules.refusals import NotAnAmount

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}
# Item 1: traditional characters are accepted; home-made simplifications and 一二三 are not.
_TRADITIONAL = str.maketrans("貳參陸億萬圓圆", "贰叁陆亿万元元")
_ALLOWED = re.compile(f"[{DIGITS}拾佰仟万亿元角分整正]+")

Choices = tuple[str, ...]  # the ways in which one place may be written, the usual one first


def _four_digits(value: int) -> str:
    """1 to 9999 in capitals; every run of zeros inside is one 零."""
    text = f"{value:04d}"
    pieces = "".join(
        "零" if digit == "0" else DIGITS[int(digit)] + unit
        for digit, unit in zip(text, ("仟", "佰", "拾", ""), strict=True)
    )
    return re.sub("零+", "零", pieces).strip("零")


def _zero_between(above: int, section: int) -> Choices:
    """What may stand between a section of four digits and the digits above it."""
    if above == 0:
        return ("",)
    if section < 1000:
        return ("零",)
    if above % 10_000 == 0:
        return ("零", "")
    # Item 3 (3): the last digit above is 0 but the thousands are not: the 零 may be left out.
    return ("", "零") if above % 10 == 0 else ("",)


def _whole_yuan(yuan: int) -> list[Choices]:
    """The places of a whole number of yuan, up to 10^12."""
    places = [*_whole_yuan(yuan // 10**8), ("亿",)] if yuan >= 10**8 else []
    for size, unit in ((10_000, "万"), (1, "")):
        section = yuan // size % 10_000
        if section:
            places += [_zero_between(yuan // size // 10_000, section), (_four_digits(section) + unit,)]
    return places


def _places(fen: int) -> list[Choices]:
    if not 0 <= fen <= UPPER_BOUND:
        raise ValueError(f"an amount in capitals is 0 to {UPPER_BOUND} fen, not {fen}")
    yuan, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    if fen == 0:
        return [("零元",), ("整", "正")]
    places = [*_whole_yuan(yuan), ("元",)] if yuan else []
    if not jiao and not cent:
        return [*places, ("整", "正")]
    if yuan and not jiao:
        places.append(("零",))  # item 3 (4)
    elif yuan and yuan % 10 == 0:
        places.append(("零", ""))  # item 3 (3)
    if jiao:
        places.append((DIGITS[jiao] + "角",))
    # Item 2: after 角 the 整 may be left out; after 分 there is none.
    places.append((DIGITS[cent] + "分",) if cent else ("整", "正", ""))
    return places


def capitals(fen: int) -> str:
    """The usual form in capitals, without 人民币: 1260000 -> 壹万贰仟陆佰元整.

    Raises ValueError for a negative amount or one above UPPER_BOUND.
    """
    return "".join(choices[0] for choices in _places(fen))


def accepted_capitals(fen: int) -> frozenset[str]:
    """All forms that the banking rule lets stand for `fen`, `capitals(fen)` among them."""
    return frozenset("".join(form) for form in itertools.product(*_places(fen)))


def from_capitals(text: str) -> int:
    """Fen from an amount in capitals, with or without 人民币 before it.

    Only forms that the rule accepts are read; a form that reads as a number but breaks the rule
    raises NotAnAmount and names the right form.
    """
    plain = re.sub(r"\s", "", text).translate(_TRADITIONAL).removeprefix("人民币")
    if not plain or len(plain) > LONGEST or not _ALLOWED.fullmatch(plain):
        raise NotAnAmount(
            Words(
                "请填写大写金额，例如“壹万贰仟陆佰元整”，不要用“一、二、三”或阿拉伯数字。",
                'Write the amount in capitals, such as "壹万贰仟陆佰元整", not with "一二三" or figures.',
            )
        )
    fen = _value(plain)
    if fen > UPPER_BOUND:
        raise NotAnAmount(TOO_LARGE)
    if plain not in accepted_capitals(fen):
        raise NotAnAmount(
            Words(
                "“{text}”不是规范的大写金额。如果您要写 {figures} 元，应写作“{capitals}”。",
                "“{text}” is not a proper amount in capitals. For {figures} yuan write “{capitals}”.",
            ).within(text=text.strip(), figures=f"{fen // 100:,}.{fen % 100:02d}", capitals=capitals(fen))
        )
    return fen


def _value(plain: str) -> int:
    """A number for capitals in any order; `from_capitals` then tests that it writes back the same."""
    yuan_part, mark, rest = plain.rpartition("元")
    if not mark:
        rest = plain
    return _yuan_value(yuan_part) * 100 + _coins_value(rest)


def _yuan_value(text: str) -> int:
    high, mark, low = text.rpartition("亿")
    total = _yuan_value(high) * 10**8 if mark else 0
    section = digit = 0
    for character in low:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _PLACES:
            section += (digit or int(section == 0)) * _PLACES[character]
            digit = 0
        else:
            total += (section + digit) * 10_000
            section = digit = 0
    return total + section + digit


def _coins_value(text: str) -> int:
    found = re.fullmatch(f"零?(?:([{DIGITS}])角)?零?(?:([{DIGITS}])分)?[整正]?", text)
    if found is None:
        return 0
    return _VALUES.get(found[1] or "零", 0) * 10 + _VALUES.get(found[2] or "零", 0)
