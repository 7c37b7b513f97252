"""The kinds of paper by which a person shows who they are, and the form of each number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from mediation.rules.findings import Words
from mediation.rules.numbers.resident_ids import (
    check_permanent_residence,
    check_residence_permit,
    check_resident_id,
)
from mediation.rules.numbers.typed_digits import compact
from mediation.rules.refusals import NotValid


class PaperKind(StrEnum):
    """Stored code of a kind of identity paper."""

    RESIDENT_ID = "resident_id"
    RESIDENCE_PERMIT = "residence_permit"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    PASSPORT_CN = "passport_cn"
    PASSPORT_FOREIGN = "passport_foreign"
    PERMANENT_RESIDENCE = "permanent_residence"
    OTHER = "other"


PAPERS: Mapping[PaperKind, Words] = MappingProxyType(
    {
        PaperKind.RESIDENT_ID: Words("居民身份证", "Resident identity card"),
        PaperKind.RESIDENCE_PERMIT: Words(
            "港澳台居民居住证", "Residence permit for Hong Kong, Macau and Taiwan residents"
        ),
        PaperKind.HK_MACAU_PERMIT: Words(
            "港澳居民来往内地通行证", "Mainland travel permit for Hong Kong and Macau residents"
        ),
        PaperKind.TAIWAN_PERMIT: Words(
            "台湾居民来往大陆通行证", "Mainland travel permit for Taiwan residents"
        ),
        PaperKind.PASSPORT_CN: Words("中国护照", "Chinese passport"),
        PaperKind.PASSPORT_FOREIGN: Words("外国护照", "Foreign passport"),
        PaperKind.PERMANENT_RESIDENCE: Words("外国人永久居留身份证", "Foreigner's permanent residence card"),
        PaperKind.OTHER: Words("其他证件", "Other paper"),
    }
)


def check_paper(kind: PaperKind, text: str, *, on: date) -> str:
    """The number in its stored form, tested as its kind demands on the day `on`. Raises NotValid."""
    return _CHECKS[kind](text, on=on)


def check_hk_macau_permit(text: str, *, on: date) -> str:
    """H or M and 8 digits; the two digits of the issue count on older cards are kept. Raises NotValid."""
    return _of_form(
        compact(text),
        r"[HM]\d{8}(?:\d{2})?",
        Words(
            "港澳居民来往内地通行证号为字母 H 或 M 加 8 位数字，例如 H12345678。请对照证件再填。",
            "The number of this permit is H or M and 8 digits, such as H12345678. Compare with the card.",
        ),
    )


def check_taiwan_permit(text: str, *, on: date) -> str:
    """8 digits, or on papers before 2015 ten digits and perhaps a letter. Raises NotValid."""
    return _of_form(
        compact(text, dropping=" -()"),
        r"\d{8}|\d{10}[A-Z]?",
        Words(
            "台湾居民来往大陆通行证号为 8 位数字。请对照证件再填。",
            "The number of this permit is 8 digits. Compare with the card.",
        ),
    )


def check_passport_cn(text: str, *, on: date) -> str:
    """Ordinary, service, diplomatic and SAR passports by form. Raises NotValid."""
    return _of_form(
        compact(text),
        r"[DEGHKMPS]\d{8}|E[A-HJ-NP-Z]\d{7}|[DPS]E\d{7}|M[AB]\d{7}|1[45]\d{7}",
        Words(
            "中国护照号为 9 位，例如 E12345678 或 EA1234567。请对照护照再填。",
            "A Chinese passport number has 9 characters, such as E12345678 or EA1234567.",
        ),
    )


def check_passport_foreign(text: str, *, on: date) -> str:
    """5 to 12 letters and digits with at least two digits; states differ in the rest. Raises NotValid."""
    return _of_form(
        compact(text),
        r"(?=(?:[A-Z]*\d){2})[A-Z0-9]{5,12}",
        Words(
            "护照号由 5 至 12 位字母和数字组成。请对照护照再填。",
            "A passport number has 5 to 12 letters and digits. Compare with the passport.",
        ),
    )


def check_other_paper(text: str, *, on: date) -> str:
    """4 to 40 characters, kept as typed but trimmed. Raises NotValid."""
    return _of_form(
        re.sub(r"\s+", " ", text).strip(),
        r"[^<>]{4,40}",
        Words("请填写证件上的号码，4 至 40 个字符。", "Enter the number on the paper, 4 to 40 characters."),
    )


def _of_form(number: str, form: str, words: Words) -> str:
    if not re.fullmatch(form, number, re.ASCII):
        raise NotValid(words)
    return number


_CHECKS: Mapping[PaperKind, Callable[..., str]] = MappingProxyType(
    {
        PaperKind.RESIDENT_ID: check_resident_id,
        PaperKind.RESIDENCE_PERMIT: check_residence_permit,
        PaperKind.HK_MACAU_PERMIT: check_hk_macau_permit,
        PaperKind.TAIWAN_PERMIT: check_taiwan_permit,
        PaperKind.PASSPORT_CN: check_passport_cn,
        PaperKind.PASSPORT_FOREIGN: check_passport_foreign,
        PaperKind.PERMANENT_RESIDENCE: check_permanent_residence,
        PaperKind.OTHER: check_other_paper,
    }
)
