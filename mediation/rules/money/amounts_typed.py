"""Reading the amounts that people type: 12600, ¥12,600.00, 1.26万, 三万五, 贰万元整, 12块5.

What can be read in one way only is read; what could mean two amounts (3万50, 三万五元) is refused
with a sentence that says what to type, because a wrong amount is worse than a second try.
"""

from __future__ import annotations

import re
from fractions import Fraction

from mediation.rules.findings import Words
from mediation.rules.refusals import NotAnAmount

UPPER_BOUND = 10**14  # fen; one million million yuan
LONGEST = 60  # characters; no amount below the bound needs more

_WIDE = {0xFF01 + shift: 0x21 + shift for shift in range(94)}
_ONE_SIGN_FOR_EACH = str.maketrans(
    "￥〇○两兩一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸拾佰仟萬億圆圓块塊毛。－—−",
    "¥零零22123456789123456789236十百千万亿元元元元角.---",
)
_PREFIX = re.compile(r"^(?:人民币|RMB|CNY)?[:：]?¥?", re.IGNORECASE)
_FOREIGN = re.compile(r"[$€£₩]|美元|美金|欧元|港[币元]|日元|英镑|USD|HKD|EUR|JPY|GBP|TWD", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d[eE][+-]?\d")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?(?!\d)")
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8}
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[零十百千万亿]")

_EMPTY = Words("请填写金额，例如 12600 或 1.26万。", "Enter an amount, such as 12600 or 1.26万.")
_UNREADABLE = Words(
    "看不懂这个金额。请用数字填写，单位为元，例如 12600 或 12600.50。",
    "This amount cannot be read. Use figures in yuan, such as 12600 or 12600.50.",
)
_NEGATIVE = Words("金额不能是负数，请填写正数。", "An amount cannot be negative: enter a positive number.")
_SCIENCE = Words(
    "请不要用科学计数法，请写出全部数字，例如 1000000000 或 10亿。",
    "Do not use scientific notation: write all digits, such as 1000000000 or 10亿.",
)
_CURRENCY = Words(
    "这里只填人民币金额。请折算成人民币元后填写。",
    "Only amounts in renminbi are taken here: convert to yuan first.",
)
_COMMAS = Words(
    "逗号或空格的位置不对。请每三位一个逗号，例如 12,600，或连着写。",
    "Commas or spaces are not in place: one for every three digits, as in 12,600, or none.",
)
_DECIMALS = Words(
    "金额最多到分，即小数点后两位。请改为例如 12600.55。",
    "Amounts go down to the fen, two decimals: write for example 12600.55.",
)
TOO_LARGE = Words(
    "金额不能超过 1 万亿元，请检查位数。", "The amount cannot exceed 10^12 yuan: check the digits."
)
_AMBIGUOUS = Words(
    "这个金额有两种读法。请全部用数字填写，例如 35000 或 30005。",
    "This amount can be read in two ways: write it in figures, such as 35000 or 30005.",
)


def parse_fen(text: str) -> int:
    """Fen from what a person typed, 0 to UPPER_BOUND.

    Raises NotAnAmount, whose words say what to type.
    """
    # A space between digits must stand where a comma may: 12 600 is read, 12 50 is not.
    plain = re.sub(r"\s", "", re.sub(r"(?<=\d)\s+(?=\d)", ",", text.translate(_WIDE)))
    if not plain:
        raise NotAnAmount(_EMPTY)
    if len(plain) > LONGEST:
        raise NotAnAmount(_UNREADABLE)
    if _FOREIGN.search(plain):
        raise NotAnAmount(_CURRENCY)
    spoken = bool(re.search("[〇○两兩一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸]", plain))
    if spoken and re.search(r"\d", plain):
        raise NotAnAmount(_UNREADABLE)
    plain = plain.translate(_ONE_SIGN_FOR_EACH)
    if re.match(r"(?:人民币|RMB|CNY|¥)?-|^负", plain, re.IGNORECASE):
        raise NotAnAmount(_NEGATIVE)
    if _SCIENTIFIC.search(plain):
        raise NotAnAmount(_SCIENCE)
    plain = _without_commas(_PREFIX.sub("", plain, count=1))
    fen = _fen(re.sub("(?:钱|[整正])$", "", plain), spoken)
    if fen > UPPER_BOUND:
        raise NotAnAmount(TOO_LARGE)
    return fen


def _without_commas(plain: str) -> str:
    if "," not in plain:
        return plain
    for number in re.findall(r"[\d,]+(?:\.\d*)?", plain):
        if "," in number and not _GROUPED.fullmatch(number):
            raise NotAnAmount(_COMMAS)
    return plain.replace(",", "")


def _fen(plain: str, spoken: bool) -> int:
    found = re.fullmatch(
        r"(?:(?P<yuan>[\d.零十百千万亿]+)(?P<mark>元)?)?"
        r"(?P<coins>零?(?:(?P<jiao>\d)角)?零?(?:(?P<cent>\d)分)?|(?P<bare>\d))",
        plain,
    )
    if found is None or plain in ("", ".", "零角", "零分"):
        raise NotAnAmount(_UNREADABLE)
    if found["coins"] and found["yuan"] and not found["mark"]:
        raise NotAnAmount(_UNREADABLE)
    coins = int(found["jiao"] or found["bare"] or 0) * 10 + int(found["cent"] or 0)
    if not found["yuan"]:
        if not (found["jiao"] or found["cent"]):
            raise NotAnAmount(_UNREADABLE)
        return coins
    yuan = _yuan(found["yuan"].removesuffix("."), spoken, said_yuan=bool(found["mark"]))
    if found["coins"] and yuan.denominator != 1:
        raise NotAnAmount(_UNREADABLE)
    fen = yuan * 100 + coins
    if fen.denominator != 1:
        raise NotAnAmount(_DECIMALS)
    return int(fen)


def _yuan(text: str, spoken: bool, *, said_yuan: bool) -> Fraction:
    pieces = _NUMBER.findall(text)
    if "".join(pieces) != text:
        raise NotAnAmount(_UNREADABLE)
    if pieces == ["零"]:
        return Fraction(0)
    if len(pieces) == 1 and pieces[0][0].isdigit():
        if spoken and len(text) > 1:
            raise NotAnAmount(_UNREADABLE)
        return _plain_figures(text)
    return _with_units(pieces, spoken, said_yuan)


def _plain_figures(text: str) -> Fraction:
    if len(text.partition(".")[2]) > 2:
        raise NotAnAmount(_DECIMALS)
    return Fraction(text)


def _with_units(pieces: list[str], spoken: bool, said_yuan: bool) -> Fraction:
    """Read 3万5千, 三百零五, 1.5亿: sections before 亿 and 万, descending units inside each."""
    reading = _Reading(spoken)
    for place, piece in enumerate(pieces):
        if piece in _SIZES:
            reading.take_unit(_SIZES[piece])
        elif piece == "零":
            reading.take_zero(is_last=place == len(pieces) - 1)
        else:
            reading.take_number(piece)
    return reading.total(said_yuan)


class _Reading:
    """The state of reading one number with units, left to right."""

    def __init__(self, spoken: bool) -> None:
        self.spoken = spoken
        self.above = Fraction(0)  # what stands before the last 亿 or 万
        self.section = Fraction(0)
        self.number: str | None = None
        self.after_zero = False
        self.last_unit = 0  # the last unit read, 0 at the start
        self.section_unit = 10**4  # units inside a section must go down
        self.big_unit = 10**12  # 亿 and 万 must go down too
        self.whole_only = False  # once a decimal was used, one unit chain must follow and nothing else

    def take_number(self, piece: str) -> None:
        fresh = self.number is None and not (self.spoken and len(piece) > 1)
        if not fresh or self.whole_only or ("." in piece and (self.section or self.above)):
            raise NotAnAmount(_UNREADABLE)
        self.number = piece
        self.whole_only = "." in piece

    def take_zero(self, *, is_last: bool) -> None:
        if self.number is not None or self.last_unit == 0 or self.after_zero or is_last:
            raise NotAnAmount(_UNREADABLE)
        self.after_zero = True

    def take_unit(self, unit: int) -> None:
        if unit <= 1000:
            self._take_place(unit)
        else:
            self._take_big_unit(unit)
        self.last_unit, self.number, self.after_zero = unit, None, False

    def _take_place(self, unit: int) -> None:
        number = self.number
        if number is None and unit == 10 and self.section == 0:
            number = "1"  # 十五 is 15
        if number is None or unit >= self.section_unit:
            raise NotAnAmount(_UNREADABLE)
        self.section += Fraction(number) * unit
        self.section_unit = unit

    def _take_big_unit(self, unit: int) -> None:
        self._test_tail_of_section()
        self.section += Fraction(self.number or 0)
        straight_after_wan = unit == 10**8 and self.last_unit == 10**4 and not self.section
        if straight_after_wan and self.above:
            self.section, self.above = self.above, Fraction(0)  # 1万亿
        elif self.section == 0 or unit >= self.big_unit:
            raise NotAnAmount(_UNREADABLE)
        if unit == 10**8:
            self.section, self.above = self.section + self.above, Fraction(0)
        self.above += self.section * unit
        self.section, self.section_unit, self.big_unit = Fraction(0), 10**4, unit

    def _test_tail_of_section(self) -> None:
        """A digit after 百 or 千 without 零 (三百五万) could be 350 or 305."""
        if self.number is not None and self.last_unit in (100, 1000) and not self.after_zero:
            raise NotAnAmount(_AMBIGUOUS)

    def total(self, said_yuan: bool) -> Fraction:
        if self.number is None:
            return self.above + self.section
        return self.above + self.section + self._tail(said_yuan)

    def _tail(self, said_yuan: bool) -> Fraction:
        """The number at the end without a unit: 5 in 三万五, 5000 in 3万5000."""
        number = self.number or "0"
        if "." in number:
            raise NotAnAmount(_UNREADABLE)
        if self.after_zero or self.last_unit == 10:
            if len(number) > 1:
                raise NotAnAmount(_AMBIGUOUS)
            return Fraction(number)
        if len(number) == 1:
            if said_yuan:
                raise NotAnAmount(_AMBIGUOUS)
            return Fraction(number) * self.last_unit / 10
        if len(number) == len(str(self.last_unit)) - 1:
            return Fraction(number)
        raise NotAnAmount(_AMBIGUOUS)
