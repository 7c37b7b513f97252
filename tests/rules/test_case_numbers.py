"""Case numbers: the courts' and our own, in every way in which people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.findings import Outcome
from mediation.rules.numbers.case_numbers import (
    OwnNumber,
    check_court_number,
    format_own,
    parse_court_number,
    parse_own,
)
from mediation.rules.numbers.courts_table import case_types, court_named, courts, superior_of
from mediation.rules.refusals import NotValid

ON = date(2026, 11, 22)

PARSED = [
    ("（2026）闽0203民诉前调1234号", "闽0203", "", "民诉前调", 1234, "full-width brackets"),
    ("(2026)闽0203民诉前调1234号", "闽0203", "", "民诉前调", 1234, "half-width brackets"),
    ("〔2026〕闽0203民诉前调1234号", "闽0203", "", "民诉前调", 1234, "tortoise brackets"),
    ("[2026]闽0213诉前调00017号", "闽0213", "", "诉前调", 17, "square brackets, padded number"),
    (" (2026) 闽0206 民初 12 号 ", "闽0206", "", "民初", 12, "spaces"),
    ("（２０２６）闽０２０３民初１２号", "闽0203", "", "民初", 12, "full-width digits"),
    ("(2016)闽0213执00769号", "闽0213", "", "执", 769, "padded in an old record"),
    ("(2026)粤0604诉前调确5号", "粤0604", "", "诉前调确", 5, "confirmation of the Guangdong kind"),
    ("(2026)闽02民终88号", "闽02", "", "民终", 88, "intermediate court"),
    ("(2026)闽民申3号", "闽", "", "民申", 3, "high court"),
    ("(2026)闽0203民特9号", "闽0203", "", "民特", 9, "special procedure"),
    ("(2026)闽0203民督9号", "闽0203", "", "民督", 9, "payment order"),
    ("(2026)闽0203财保1号", "闽0203", "", "财保", 1, "preservation"),
    ("(2026)闽0203执恢1号", "闽0203", "", "执恢", 1, "enforcement resumed"),
    ("(2026)京73知民初5号", "京73", "知", "民初", 5, "special-trial character"),
    ("(2026)最高法知民终5号", "最高法知", "", "民终", 5, "the supreme court's division"),
    ("(2026)渝87民初5号", "渝87", "", "民初", 5, "financial court"),
    ("(2026)渝0192民初5号", "渝0192", "", "民初", 5, "free trade zone"),
    ("(2026)兵9001民初5号", "兵9001", "", "民初", 5, "corps"),
    ("(2026)川0104民诉前调7号", "川0104", "", "民诉前调", 7, "another province"),
]


@pytest.mark.parametrize(("text", "court", "special", "case_type", "number", "remark"), PARSED)
def test_a_court_number_is_taken_apart(
    text: str, court: str, special: str, case_type: str, number: int, remark: str
) -> None:
    found = parse_court_number(text)
    assert (found.court, found.special, found.case_type, found.number) == (
        court,
        special,
        case_type,
        number,
    ), remark
    assert not found.old_style
    assert parse_court_number(found.text) == found, "the stored form reads back"
    assert found.text.startswith("（")
    assert " " not in found.text


@pytest.mark.parametrize(
    ("text", "stored", "remark"),
    [
        ("(2026)闽0203执5号之一", "（2026）闽0203执5号之一", "first paper of a case"),
        ("(2026)闽0203执5号之2", "（2026）闽0203执5号之二", "written with a digit"),
        ("(2026)闽0203执5号之十", "（2026）闽0203执5号之十", "ten"),
        ("(2026)闽0203执5号之12", "（2026）闽0203执5号之十二", "twelve"),
        ("(2026)闽0203执5号之二十一", "（2026）闽0203执5号之二十一", "twenty-one"),
        ("(2013)同法执字第01065号", "（2013）同法执字第1065号", "old style"),
        ("(2012)厦民初字第88号", "（2012）厦民初字第88号", "old style, two-character type"),
        ("(2012)思调确字第5号", "（2012）思调确字第5号", "old confirmation"),
    ],
)
def test_a_court_number_is_stored_in_one_form(text: str, stored: str, remark: str) -> None:
    assert parse_court_number(text).text == stored, remark
    assert parse_court_number(stored).text == stored, remark


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("", "empty"),
        ("2026闽0203民初12号", "no brackets"),
        ("（2026）闽0203民初号", "no number"),
        ("（2026）闽0203民初0号", "numbers begin with 1"),
        ("（2026）闽0203民初12", "no 号"),
        ("（1979）闽0203民初12号", "before case numbers"),
        ("（2026）X0203民初12号", "no province"),
        ("（2026）闽02031民初12号", "five digits"),
        ("（2026）闽0203abc12号", "letters"),
        ("厦金调〔2026〕04817号", "our own number"),
    ],
)
def test_what_is_no_case_number_is_refused_with_an_example(text: str, remark: str) -> None:
    with pytest.raises(NotValid) as refusal:
        parse_court_number(text)
    assert "（2026）闽0203民诉前调1234号" in refusal.value.words.zh, remark


@pytest.mark.parametrize(
    ("text", "codes", "remark"),
    [
        ("（2026）闽0203民诉前调1234号", set(), "nothing to say"),
        ("（2027）闽0203民初1号", {"court_number_year"}, "next year"),
        ("（2026）闽0299民初1号", {"court_number_court_unknown"}, "unknown court"),
        ("（2026）浙02民诉前调1号", {"court_number_court_unknown"}, "a court outside the table"),
        ("（2026）闽0203民奇1号", {"court_number_type_unknown"}, "unknown type"),
        ("（2026）闽0203调确1号", {"court_number_type_former"}, "former confirmation"),
        ("（2015）闽0203民初1号", {"court_number_new_style_early"}, "style not yet in use"),
        ("（2013）同法执字第01065号", {"court_number_old_style"}, "old case"),
        ("（2017）同法执字第1号", {"court_number_old_style_late"}, "old style too late"),
        ("（2013）同奇怪字第1号", {"court_number_old_style", "court_number_type_unknown"}, "both"),
    ],
)
def test_doubts_are_told_and_only_the_future_blocks(text: str, codes: set[str], remark: str) -> None:
    _, findings = check_court_number(text, on=ON)
    assert {finding.code for finding in findings} == codes, remark
    for finding in findings:
        assert (finding.outcome is Outcome.BLOCK) == (finding.code == "court_number_year"), remark
        assert "{" not in finding.words.zh + finding.words.en


def test_the_court_and_the_type_are_known_by_name() -> None:
    number = parse_court_number("(2026)闽0203民诉前调1号")
    assert number.known_court
    assert number.known_court.words.zh == "厦门市思明区人民法院"
    assert number.known_type
    assert number.known_type.words.zh == "民事诉前调解"
    assert number.is_pre_filing
    assert not parse_court_number("(2026)闽0203民初1号").is_pre_filing


def test_every_court_has_its_superior_and_its_code_by_level() -> None:
    digits = {"supreme": 0, "high": 0, "intermediate": 2, "basic": 4}
    for code, court in courts().items():
        assert court.words.en
        assert court.words.zh
        assert court.confidence in {"seen", "rule", "memory"}
        assert len(code.lstrip("最高法闽渝")) == digits[court.level], court.words.zh
        superior = superior_of(court)
        if court.level == "basic" and court.confidence != "memory":
            assert (superior is not None and superior.code == code[:3]) or court.province == "重庆市"
    assert court_named("厦门市思明区人民法院") is courts()["闽0203"]
    assert court_named("没有的法院") is None


def test_no_type_word_is_listed_twice() -> None:
    assert {"诉前调", "民诉前调", "诉前调确", "民特", "民初", "执"} <= set(case_types())


@given(
    st.integers(2016, 2026),
    st.sampled_from(sorted(courts())),
    st.sampled_from([word for word, kind in case_types().items() if kind.style == "new"]),
    st.integers(1, 99_999_999),
    st.integers(0, 99),
)
def test_every_number_of_a_known_court_and_type_reads_back(
    year: int, court: str, case_type: str, number: int, part: int
) -> None:
    tail = f"之{part}" if part else ""
    found, findings = check_court_number(f"({year}){court}{case_type}{number:05d}号{tail}", on=ON)
    assert (found.court, found.case_type, found.number, found.part) == (court, case_type, number, part)
    assert findings == []
    assert parse_court_number(found.text) == found


OWN = OwnNumber("厦金调", 2026, 4817)
BARE = OwnNumber("", 2026, 4817)


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        ("厦金调〔2026〕04817号", OWN, "as printed"),
        ("厦金调[2026]04817号", OWN, "square brackets"),
        ("厦金调（2026）04817号", OWN, "full-width brackets"),
        ("厦金调(2026)04817号", OWN, "half-width brackets"),
        ("厦金调【2026】04817号", OWN, "black brackets"),
        ("厦金调 〔2026〕 4817 号", OWN, "spaces, no zero"),
        ("厦金调２０２６ ０４８１７", OWN, "full-width digits"),
        ("厦金调2026 04817", OWN, "no brackets"),
        ("厦金调2026-04817", OWN, "dash"),
        ("厦金调字〔2026〕第04817号", OWN, "字 and 第"),
        ("厦金调202604817", OWN, "all together"),
        ("〔2026〕04817号", BARE, "no word"),
        ("2026-04817", BARE, "short"),
        ("2026-4817", BARE, "short without zero"),
        ("2026 4817", BARE, "space"),
        ("2026/4817", BARE, "slash"),
        ("202604817", BARE, "digits only"),
        ("2026年4817号", BARE, "年"),
        ("2026-123456", OwnNumber("", 2026, 123456), "beyond five digits"),
    ],
)
def test_our_own_number_is_read_however_it_is_typed(text: str, expected: OwnNumber, remark: str) -> None:
    assert parse_own(text) == expected, remark


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("", "empty"),
        ("4817", "no year"),
        ("2026", "no number"),
        ("20264817", "could be any split"),
        ("2026-0", "numbers begin with 1"),
        ("1926-4817", "another century"),
        ("2026-48a17", "letters"),
        ("<script>2026-4817", "markup"),
        ("2026-4817-1", "two numbers"),
    ],
)
def test_what_is_not_our_number_is_refused_with_an_example(text: str, remark: str) -> None:
    with pytest.raises(NotValid) as refusal:
        parse_own(text)
    assert "2026-04817" in refusal.value.words.zh, remark


@given(st.integers(2000, 2099), st.integers(1, 999_999))
def test_our_own_number_reads_back(year: int, number: int) -> None:
    text = format_own("厦金调", year, number)
    assert parse_own(text) == OwnNumber("厦金调", year, number)
    assert parse_own(parse_own(text).short) == OwnNumber("", year, number)


def test_our_own_number_has_five_digits_and_begins_with_one() -> None:
    assert format_own("厦金调", 2026, 4817) == "厦金调〔2026〕04817号"
    assert OWN.short == "2026-04817"
    with pytest.raises(ValueError, match="begin with 1"):
        format_own("厦金调", 2026, 0)
