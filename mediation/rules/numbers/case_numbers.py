"""Court case numbers (案号): parsed, brought into one form, and looked at with doubt, not refused.

New style, from 2016 (《人民法院案件案号的若干规定》, 法〔2015〕137号 and 法〔2018〕335号):
（2026）闽0203民诉前调1234号 = year, court, perhaps 知, type, number, perhaps 之一.
Old style, before 2016: （2013）同法执字第1065号. The centre's own series is in `own_numbers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.numbers.courts_table import CaseType, Court, case_types, courts
from mediation.rules.numbers.own_numbers import OwnNumber, format_own, parse_own
from mediation.rules.phrases import phrase
from mediation.rules.refusals import NotValid

__all__ = [
    "CourtCaseNumber",
    "OwnNumber",
    "check_court_number",
    "format_own",
    "parse_court_number",
    "parse_own",
]

_BASIS = "人民法院案件案号的若干规定（法〔2015〕137号）"
_NEW_STYLE_FROM = 2016
_WIDE = {0xFF01 + shift: 0x21 + shift for shift in range(94)}
_ONE_BRACKET = str.maketrans("[]〔〕【】［］{}", "()()()()()")
_YEAR = r"\((?P<year>19[89]\d|20\d\d)\)"
_PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵云藏陕甘青宁新兵"
_AFTER = r"(?P<number>\d{1,8})号(?:之(?P<part>[一二三四五六七八九十]{1,3}|\d{1,2}))?"
_NEW = re.compile(
    _YEAR
    + rf"(?P<court>最高法(?:知|商)?|[{_PROVINCES}](?:\d{{4}}|\d{{2}})?|军\d*)"
    + r"(?P<special>知)?(?P<type>[\u4e00-\u9fff]{1,6})"
    + _AFTER
)
_OLD = re.compile(_YEAR + r"(?P<word>[\u4e00-\u9fff]{2,10})字第" + _AFTER)
_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class CourtCaseNumber:
    """The parts of a court's case number.

    `court` is the court's code (闽0203), in the old style the court's short word (同法) or empty;
    `case_type` ends in 字 in the old style; `part` is n of 之n, 0 when there is none.
    """

    year: int
    court: str
    special: str
    case_type: str
    number: int
    part: int
    old_style: bool

    @property
    def text(self) -> str:
        """The one form in which numbers are stored and compared: full-width brackets, no leading zeros."""
        order = "第" if self.old_style else ""
        part = f"之{_chinese(self.part)}" if self.part else ""
        return f"（{self.year}）{self.court}{self.special}{self.case_type}{order}{self.number}号{part}"

    @property
    def known_court(self) -> Court | None:
        return courts().get(self.court)

    @property
    def known_type(self) -> CaseType | None:
        return case_types().get(self.case_type)

    @property
    def is_pre_filing(self) -> bool:
        """Whether the number is one of mediation before filing (诉前调)."""
        return "诉前调" in self.case_type or self.case_type == "引调"


def parse_court_number(text: str) -> CourtCaseNumber:
    """The parts of a case number, whatever its brackets and spaces. Raises NotValid."""
    plain = re.sub(r"\s", "", text.translate(_WIDE).translate(_ONE_BRACKET))
    old = _OLD.fullmatch(plain)
    if old is not None:
        court, case_type = _split_old(old["word"])
        return CourtCaseNumber(
            int(old["year"]), court, "", case_type, int(old["number"]), _part(old["part"]), True
        )
    new = _NEW.fullmatch(plain)
    if new is None or not int(new["number"]):
        raise NotValid(
            Words(
                "案号应写成“（2026）闽0203民诉前调1234号”的样式。请对照法院文书填写。",
                "Write the case number in the form “（2026）闽0203民诉前调1234号”, as on the court's paper.",
            )
        )
    return CourtCaseNumber(
        int(new["year"]),
        new["court"],
        new["special"] or "",
        new["type"],
        int(new["number"]),
        _part(new["part"]),
        False,
    )


def check_court_number(text: str, *, on: date) -> tuple[CourtCaseNumber, list[Finding]]:
    """The number with what a person should look at on the day `on`.

    Raises NotValid when the text is no case number at all. Only a year in the future blocks.
    """
    number = parse_court_number(text)
    findings = [
        finding
        for finding in (
            _year_finding(number, on),
            _style_finding(number),
            _court_finding(number),
            _type_finding(number),
        )
        if finding is not None
    ]
    return number, findings


def _split_old(word: str) -> tuple[str, str]:
    """The court's short word and the longest known type word at the end of 同法执 or 厦民初."""
    for cut in range(len(word)):
        if word[cut:] + "字" in case_types():
            return word[:cut], word[cut:] + "字"
    return word[:1], word[1:] + "字"


def _year_finding(number: CourtCaseNumber, on: date) -> Finding | None:
    if number.year <= on.year:
        return None
    return _finding(
        Outcome.BLOCK,
        "court_number_year",
        "案号年份 {year} 晚于今年，请核对。",
        "The year {year} of the case number is in the future: please check.",
        year=number.year,
    )


def _style_finding(number: CourtCaseNumber) -> Finding | None:
    if number.old_style and number.year >= _NEW_STYLE_FROM:
        return _finding(
            Outcome.WARN,
            "court_number_old_style_late",
            "2016 年起法院不再使用“字第”的案号，请对照法院文书核对。",
            "Since 2016 courts no longer write 字第 in case numbers: compare with the court's paper.",
        )
    if number.old_style:
        return _finding(
            Outcome.NOTE,
            "court_number_old_style",
            "这是 2016 年以前的旧案号，无法从中核对法院，请确认是否录入旧案。",
            "This is a number in the style before 2016; it does not tell the court. "
            "Confirm that the case is old.",
        )
    if number.year < _NEW_STYLE_FROM:
        return _finding(
            Outcome.WARN,
            "court_number_new_style_early",
            "{year} 年还没有使用这种案号，请核对年份。",
            "This style was not in use in {year}: check the year.",
            year=number.year,
        )
    return None


def _court_finding(number: CourtCaseNumber) -> Finding | None:
    if number.old_style or number.court in courts():
        return None
    return _finding(
        Outcome.WARN,
        "court_number_court_unknown",
        "法院代字“{court}”不在法院表中。请对照法院文书核对，确认无误可以继续。",
        "The court code “{court}” is not in the table of courts. Compare with the court's paper; "
        "you may go on if it is right.",
        court=number.court,
    )


def _type_finding(number: CourtCaseNumber) -> Finding | None:
    known = number.known_type
    if known is None:
        return _finding(
            Outcome.WARN,
            "court_number_type_unknown",
            "类型代字“{case_type}”不在表中。请对照法院文书核对，确认无误可以继续。",
            "The type word “{case_type}” is not in the table. Compare with the court's paper; "
            "you may go on if it is right.",
            case_type=number.case_type,
        )
    if known.style == "old" and not number.old_style:
        return _finding(
            Outcome.WARN,
            "court_number_type_former",
            "“{case_type}”是 2013 年以前的类型代字，现在的司法确认使用“民特”。请核对。",
            "“{case_type}” is a type word from before 2013; confirmations now use 民特. Please check.",
            case_type=number.case_type,
        )
    return None


def _finding(outcome: Outcome, code: str, zh: str, en: str, **facts: object) -> Finding:
    return Finding(outcome, code, phrase(zh, en, **facts), _BASIS)


def _part(text: str | None) -> int:
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    return (_NUMERALS.index(tens) if tens else 1) * 10 * bool(mark) + (_NUMERALS.index(ones) if ones else 0)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones else "")
