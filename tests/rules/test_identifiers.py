"""Identifiers: valid forms are normalised, wrong ones refused with what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from mediation.rules.numbers.bank_accounts import luhn_sum
from mediation.rules.numbers.credit_codes import credit_code_check_digit
from mediation.rules.numbers.identifiers import (
    PAPERS,
    NotValid,
    PaperKind,
    age,
    born_on,
    check_bank_account,
    check_bank_card,
    check_credit_code,
    check_fixed_line,
    check_hk_macau_permit,
    check_mobile,
    check_other_paper,
    check_paper,
    check_passport_cn,
    check_passport_foreign,
    check_permanent_residence,
    check_phone,
    check_residence_permit,
    check_resident_id,
    check_taiwan_permit,
    doubts_about_resident_id,
    gender,
)
from mediation.rules.numbers.resident_ids import check_digit

ON = date(2026, 11, 22)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Check = Callable[..., str]

ACCEPTED = [
    (check_resident_id, "11010519491231002X", "11010519491231002X", "example of the standard"),
    (check_resident_id, "11010519491231002x", "11010519491231002X", "lower-case x"),
    (check_resident_id, "110105 19491231 002X", "11010519491231002X", "spaces"),
    (check_resident_id, "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", "full width"),
    (check_resident_id, "110105491231002", "11010519491231002X", "15 digits are completed to 18"),
    (check_resident_id, "320311770706001", "320311197707060018", "15 digits, another"),
    (check_residence_permit, "830000199201300022", "830000199201300022", "sample of the permit"),
    (check_permanent_residence, "ABC123456789012", "ABC123456789012", "card before 2023"),
    (check_hk_macau_permit, "H12345678", "H12345678", "Hong Kong"),
    (check_hk_macau_permit, "m1234567801", "M1234567801", "Macau, with issue count"),
    (check_taiwan_permit, "12345678", "12345678", "eight digits"),
    (check_taiwan_permit, "1234567890(B)", "1234567890B", "earlier form"),
    (check_passport_cn, "E12345678", "E12345678", "electronic"),
    (check_passport_cn, "ea1234567", "EA1234567", "two letters"),
    (check_passport_cn, "G12345678", "G12345678", "earlier ordinary"),
    (check_passport_cn, "PE1234567", "PE1234567", "service"),
    (check_passport_foreign, "C01X00T47", "C01X00T47", "letters and digits"),
    (check_passport_foreign, "123456789", "123456789", "digits only"),
    (check_other_paper, "  军字第 123456 号 ", "军字第 123456 号", "kept as typed"),
    (check_credit_code, "91110000600037341L", "91110000600037341L", "firm"),
    (check_credit_code, "91110000 600037341l", "91110000600037341L", "space and lower case"),
    (check_mobile, "13812345678", "13812345678", "plain"),
    (check_mobile, "+86 138-1234-5678", "13812345678", "country code and dashes"),
    (check_mobile, "0086 13812345678", "13812345678", "0086"),
    (check_mobile, "8613812345678", "13812345678", "86 without plus"),
    (check_mobile, "１３８１２３４５６７８", "13812345678", "full width"),
    (check_mobile, "19912345678", "19912345678", "199"),
    (check_fixed_line, "0592-5051234", "0592-5051234", "plain"),
    (check_fixed_line, "05925051234", "0592-5051234", "no dash"),
    (check_fixed_line, "(010) 6505 1234", "010-65051234", "brackets"),
    (check_fixed_line, "023-63001234", "023-63001234", "three-digit area code"),
    (check_fixed_line, "+86 592 5051234", "0592-5051234", "country code"),
    (check_fixed_line, "0592-5051234-123", "0592-5051234-123", "extension by dash"),
    (check_fixed_line, "0592-5051234转8", "0592-5051234-8", "extension by word"),
    (check_fixed_line, "400-820-1234", "4008201234", "400 line"),
    (check_fixed_line, "95588", "95588", "bank line"),
    (check_fixed_line, "12378", "12378", "hotline"),
    (check_phone, "138 1234 5678", "13812345678", "mobile"),
    (check_phone, "0592 5051234", "0592-5051234", "fixed"),
    (check_phone, "+852 9123 4567", "+85291234567", "abroad"),
    (check_bank_card, "4111 1111 1111 1111", "4111111111111111", "sixteen digits"),
    (check_bank_account, "3500 1234 0000 5678", "3500123400005678", "no check digit"),
]

REFUSED = [
    (check_resident_id, "", "请填写身份证号", "empty"),
    (check_resident_id, "11010519491231002", "应为 18 位，您填了 17 位", "one short"),
    (check_resident_id, "11010519491231002XX", "您填了 19 位", "one too many"),
    (check_resident_id, "1101051949123100AX", "前 17 位应为数字", "letter inside"),
    (check_resident_id, "11010519491231002Y", "最后一位为数字或 X", "another letter at the end"),
    (check_resident_id, "110105194913310021", "不是真实的日期", "month 13"),
    (check_resident_id, "110105202302290027", "不是真实的日期", "29 February of a common year"),
    (check_resident_id, "110105209901010025", "不合理", "born in the future"),
    (check_resident_id, "110105178001010025", "不合理", "too old"),
    (check_resident_id, "110105194912310021", "逐位核对", "check digit"),
    (check_resident_id, "830000199201300022", "港澳台居民居住证", "a permit number"),
    (check_resident_id, "１１０１０５１９４９１２３１００２", "您填了 17 位", "full width, one short"),
    (check_resident_id, "٤٤٠٥٢٤١٩٨٠٠١٠١٠٠١٤", "前 17 位应为数字", "digits of another script"),
    (check_resident_id, "110105491331002", "不是真实的日期", "15 digits, month 13"),
    (check_residence_permit, "11010519491231002X", "81、82 或 83", "a resident identity card"),
    (check_permanent_residence, "11010519491231002X", "以 9 开头", "a resident identity card"),
    (check_permanent_residence, "AB1234567890123", "3 个字母", "two letters"),
    (check_hk_macau_permit, "A12345678", "H 或 M", "another letter"),
    (check_hk_macau_permit, "H1234567", "H 或 M", "one short"),
    (check_taiwan_permit, "1234567", "8 位数字", "one short"),
    (check_passport_cn, "EI1234567", "9 位", "I is not used"),
    (check_passport_cn, "E1234567", "9 位", "one short"),
    (check_passport_foreign, "ABCDEFG", "5 至 12 位", "no digit"),
    (check_other_paper, "abc", "4 至 40", "too short"),
    (check_credit_code, "91110000600037341", "应为 18 位，您填了 17 位", "one short"),
    (check_credit_code, "9111OOOO600037341L", "不含字母", "letter O for zero"),
    (check_credit_code, "91110000600037342L", "逐位核对", "check digit"),
    (check_credit_code, "A111A000600037341L", "第 3 至 8 位", "letter in the area"),
    (check_mobile, "1381234567", "应为 11 位，您填了 10 位", "one short"),
    (check_mobile, "12812345678", "13 至 19", "12 is no mobile"),
    (check_mobile, "1381234567a", "只填数字", "letter"),
    (check_mobile, "", "只填数字", "empty"),
    (check_fixed_line, "5051234", "带区号", "no area code"),
    (check_fixed_line, "010-6505123", "带区号", "Beijing has eight digits"),
    (check_fixed_line, "0592-1051234", "带区号", "no line begins with 1"),
    (check_phone, "abc", "手机号", "letters"),
    (check_phone, "+86 12812345678", "手机号", "mainland numbers are tested as such"),
    (check_bank_card, "4111111111111112", "逐位核对", "check digit"),
    (check_bank_card, "411111111111", "您填了 12 位", "too short"),
    (check_bank_card, "4111-1111-1111-111a", "只填数字", "letter"),
    (check_bank_account, "12345", "6 至 32", "too short"),
]


@pytest.mark.parametrize(("check", "typed", "stored", "remark"), ACCEPTED)
def test_a_valid_number_is_brought_into_its_stored_form(
    check: Check, typed: str, stored: str, remark: str
) -> None:
    assert check(typed, on=ON) == stored, remark
    assert check(stored, on=ON) == stored, "checking twice changes nothing"


@pytest.mark.parametrize(("check", "typed", "zh", "remark"), REFUSED)
def test_a_wrong_number_is_refused_with_what_to_do(check: Check, typed: str, zh: str, remark: str) -> None:
    with pytest.raises(NotValid) as refusal:
        check(typed, on=ON)
    assert zh in refusal.value.words.zh, remark
    assert refusal.value.words.en


def test_birth_date_gender_and_age_are_read_from_the_number() -> None:
    number = "11010519491231002X"
    assert born_on(number) == date(1949, 12, 31)
    assert gender(number) == "female"
    assert gender("320311197707060018") == "male"
    assert age(number, on=date(2026, 12, 30)) == 76
    assert age(number, on=date(2026, 12, 31)) == 77


def test_someone_born_today_is_valid_and_born_tomorrow_is_not() -> None:
    first_17 = "35020320261122001"
    assert check_resident_id(first_17 + check_digit(first_17), on=ON)
    with pytest.raises(NotValid):
        check_resident_id(first_17 + check_digit(first_17), on=date(2026, 11, 21))


def test_an_unknown_area_only_raises_a_doubt() -> None:
    first_17 = "99010519491231002"
    assert [finding.code for finding in doubts_about_resident_id(first_17)] == ["resident_id_area_unknown"]
    assert doubts_about_resident_id("11010519491231002X") == []
    first_17 = "70010519491231002"
    assert check_resident_id(first_17 + check_digit(first_17), on=ON)


def test_a_permanent_residence_number_of_the_new_form_is_taken_and_no_resident_id() -> None:
    first_17 = "93584019900102001"
    number = first_17 + check_digit(first_17)
    assert check_permanent_residence(number, on=ON) == number
    with pytest.raises(NotValid) as refusal:
        check_resident_id(number, on=ON)
    assert "外国人永久居留身份证" in refusal.value.words.zh


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=ON)


@given(st.sampled_from(["350203", "110105", "500103"]), DAYS, st.integers(0, 999), st.data())
def test_every_single_character_error_in_a_resident_id_is_caught(
    area: str, day: date, order: int, data: st.DataObject
) -> None:
    first_17 = f"{area}{day:%Y%m%d}{order:03d}"
    number = first_17 + check_digit(first_17)
    assert number[17] == ric.calc_check_digit(number)
    assert check_resident_id(number, on=ON) == number
    place = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from([c for c in "0123456789X" if c != number[place]]))
    with pytest.raises(NotValid):
        check_resident_id(number[:place] + other + number[place + 1 :], on=ON)


@given(
    st.tuples(
        st.sampled_from("19"),
        st.text("123456789", min_size=1, max_size=1),
        st.text("0123456789", min_size=6, max_size=6),
        st.text(CREDIT_ALPHABET, min_size=9, max_size=9),
    ).map("".join),
    st.data(),
)
def test_credit_codes_agree_with_the_public_library_and_single_errors_are_caught(
    first_17: str, data: st.DataObject
) -> None:
    assert credit_code_check_digit(first_17) == uscc.calc_check_digit(first_17)
    code = first_17 + credit_code_check_digit(first_17)
    assert check_credit_code(code, on=ON) == code
    place = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from([c for c in CREDIT_ALPHABET if c != code[place]]))
    wrong = code[:place] + other + code[place + 1 :]
    assert not uscc.is_valid(wrong)
    with pytest.raises(NotValid):
        check_credit_code(wrong, on=ON)


@given(st.text(CREDIT_ALPHABET + "IOSVZ", min_size=16, max_size=19))
def test_no_code_is_taken_that_the_public_library_refuses_for_its_check_digit(text: str) -> None:
    try:
        code = check_credit_code(text, on=ON)
    except NotValid:
        return
    assert uscc.calc_check_digit(code[:17]) == code[17]


@given(st.text("0123456789", min_size=13, max_size=19).filter(lambda text: luhn_sum(text) == 0), st.data())
def test_every_single_digit_error_in_a_card_number_is_caught(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([c for c in "0123456789" if c != number[place]]))
    with pytest.raises(NotValid):
        check_bank_card(number[:place] + other + number[place + 1 :], on=ON)


def test_every_kind_of_paper_has_words_and_a_check() -> None:
    for kind in PaperKind:
        assert PAPERS[kind].zh
        assert PAPERS[kind].en
        with pytest.raises(NotValid):
            check_paper(kind, "", on=ON)
    assert check_paper(PaperKind.PASSPORT_CN, "e12345678", on=ON) == "E12345678"
