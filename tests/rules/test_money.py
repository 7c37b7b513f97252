"""Money: what people type, capitals by the banking rule, and sharing without losing a fen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.money.amounts import (
    UPPER_BOUND,
    NotAnAmount,
    accepted_capitals,
    capitals,
    figures,
    from_capitals,
    parse_fen,
    share,
)
from tests.properties import examples

AMOUNTS = st.integers(min_value=0, max_value=UPPER_BOUND)

TYPED = [
    ("12600", 1_260_000, "plain figures"),
    ("12,600.00", 1_260_000, "thousands separators"),
    ("¥12,600", 1_260_000, "half-width sign"),
    ("￥12，600", 1_260_000, "full-width sign and comma"),
    ("１２，６００元", 1_260_000, "full-width digits"),
    (" 12 600 元 ", 1_260_000, "spaces"),
    ("人民币12600元整", 1_260_000, "prefix and 整"),
    ("RMB 12600", 1_260_000, "code before"),
    ("0", 0, "zero is an amount"),
    ("0.01", 1, "one fen"),
    ("0.5", 50, "one decimal"),
    ("5元", 500, "元"),
    ("5圆", 500, "圆"),
    ("12.5元", 1250, "decimal with unit"),
    ("12。5", 1250, "the full stop of a Chinese keyboard"),
    ("12块5", 1250, "spoken"),
    ("12元3角5分", 1235, "元角分"),
    ("3角", 30, "only 角"),
    ("5毛", 50, "spoken 角"),
    ("5分", 5, "only 分"),
    ("1.5万", 1_500_000, "decimal of ten thousand"),
    ("1.26万元", 1_260_000, "decimal of ten thousand with 元"),
    ("1.23456万", 1_234_560, "more than two decimals, yet whole fen"),
    ("3万5", 3_500_000, "short for 3万5千"),
    ("3万5千", 3_500_000, "two units"),
    ("3万5000", 3_500_000, "all four digits"),
    ("3万0500", 3_050_000, "all four digits, leading zero"),
    ("2百万", 200_000_000, "two units in a row"),
    ("5千万", 5_000_000_000, "two units in a row"),
    ("1.5千万", 1_500_000_000, "decimal with two units"),
    ("3千5百万", 3_500_000_000, "three units"),
    ("1亿", 10_000_000_000, "亿"),
    ("1.2亿元", 12_000_000_000, "decimal of 亿"),
    ("1亿2000万", 12_000_000_000, "亿 and 万"),
    ("1万亿", 10**14, "the upper bound"),
    ("三万五", 3_500_000, "spoken short form"),
    ("三万五千", 3_500_000, "spoken in full"),
    ("三万零五", 3_000_500, "零 says ones"),
    ("三万零五元", 3_000_500, "零 and 元"),
    ("三百五", 35_000, "short form after 百"),
    ("三千五百", 350_000, "in full"),
    ("两千", 200_000, "两"),
    ("十五", 1500, "十 without a digit before it"),
    ("十五万", 15_000_000, "十 before 万"),
    ("一百一十五", 11_500, "一十"),
    ("二十", 2000, "tens"),
    ("贰万", 2_000_000, "capitals"),
    ("壹万贰仟陆佰元整", 1_260_000, "capitals in full"),
    ("壹万零伍元叁角整", 1_000_530, "capitals with 角"),
    ("伍分", 5, "capitals, one coin"),
    ("一亿零五万", 10_005_000_000, "零 between sections"),
    ("一亿五", 15_000_000_000, "short form after 亿"),
]

REFUSED = [
    ("", "请填写金额", "empty"),
    ("   ", "请填写金额", "blank"),
    ("-1", "负数", "negative"),
    ("－１", "负数", "full-width negative"),
    ("¥-1", "负数", "negative after the sign"),
    ("负五百", "负数", "negative in words"),
    ("1e9", "科学计数法", "scientific"),
    ("1E+5", "科学计数法", "scientific"),
    ("1.234", "小数点后两位", "more than two decimals"),
    ("12.340", "小数点后两位", "a third decimal, even a zero, may be a misplaced point"),
    ("1.0000001万", "小数点后两位", "not whole fen"),
    ("1,2", "逗号", "a comma is no decimal point"),
    ("1,0000", "逗号", "groups of four are unclear"),
    ("12,60", "逗号", "group of two"),
    ("12 50", "空格", "two amounts, or one?"),
    ("9" * 5000, "看不懂", "far too long"),
    (",600", "逗号", "leading comma"),
    ("3万50", "两种读法", "30050 or 35000"),
    ("3万500", "两种读法", "not all four digits"),
    ("三万五元", "两种读法", "30005 or 35000"),
    ("三百五万", "两种读法", "350万 or 305万"),
    ("10000000000000001", "1 万亿", "above the bound"),
    ("1万亿零1", "1 万亿", "one yuan above the bound"),
    ("$100", "人民币", "foreign currency"),
    ("100美元", "人民币", "foreign currency"),
    ("abc", "看不懂", "letters"),
    ("约五千", "看不懂", "about"),
    ("5000-6000", "看不懂", "a range"),
    ("1.2.3", "看不懂", "two points"),
    ("万", "看不懂", "a unit alone"),
    ("元", "看不懂", "a unit alone"),
    (".", "看不懂", "a point alone"),
    ("1万2万", "看不懂", "units must go down"),
    ("5百3千", "看不懂", "units must go down"),
    ("二〇二六", "看不懂", "digits spoken one by one"),
    ("三5", "看不懂", "two scripts in one number"),
    ("①②", "看不懂", "circled digits"),
    ("５²", "看不懂", "superscript"),
    ("1.5万3千", "看不懂", "a decimal ends the number"),
    ("12600元元", "看不懂", "two units"),
    ("nan", "看不懂", "no number"),
    ("Infinity", "看不懂", "no number"),
    ("0x10", "看不懂", "no number"),
    ("1_000", "看不懂", "underscore"),
]


@pytest.mark.parametrize(("text", "fen", "remark"), TYPED)
def test_what_people_type_is_read_to_the_fen(text: str, fen: int, remark: str) -> None:
    assert parse_fen(text) == fen, remark


@pytest.mark.parametrize(("text", "zh", "remark"), REFUSED)
def test_what_cannot_be_read_in_one_way_is_refused_with_what_to_type(text: str, zh: str, remark: str) -> None:
    with pytest.raises(NotAnAmount) as refusal:
        parse_fen(text)
    assert zh in refusal.value.words.zh, remark
    assert refusal.value.words.en


CAPITALS = [
    (0, "零元整", "zero"),
    (1, "壹分", "no 整 after 分"),
    (5, "伍分", "one coin"),
    (10, "壹角整", "整 after 角"),
    (35, "叁角伍分", "two coins"),
    (100, "壹元整", "one yuan"),
    (1_000, "壹拾元整", "壹 is written before 拾"),
    (10_005, "壹佰元零伍分", "item 3 (4)"),
    (1_260_000, "壹万贰仟陆佰元整", "sum of the brief"),
    (1_000_530, "壹万零伍元叁角整", "zero in the middle, 角"),
    (140_950, "壹仟肆佰零玖元伍角整", "example of item 3 (1), with 整"),
    (600_714, "陆仟零柒元壹角肆分", "example of item 3 (2)"),
    (168_032, "壹仟陆佰捌拾元零叁角贰分", "first example of item 3 (3)"),
    (10_700_053, "壹拾万柒仟元零伍角叁分", "second example of item 3 (3)"),
    (1_640_902, "壹万陆仟肆佰零玖元零贰分", "first example of item 3 (4)"),
    (32_504, "叁佰贰拾伍元零肆分", "second example of item 3 (4)"),
    (1_050_000, "壹万零伍佰元整", "hundreds after 万"),
    (10_000_000_500, "壹亿零伍元整", "a whole section of zeros"),
    (10_000_300_000, "壹亿零叁仟元整", "a whole section of zeros before thousands"),
    (10_005_000_000, "壹亿零伍万元整", "zero inside the section of 万"),
    (100_000_000_000, "壹拾亿元整", "ten 亿"),
    (102_000_000_000, "壹拾亿贰仟万元整", "last digit of 亿 is zero"),
    (10**14, "壹万亿元整", "the upper bound"),
    (99_999_999_999_999, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分", "all nines"),
    (10_101_010_101_010, "壹仟零壹拾亿壹仟零壹拾万壹仟零壹拾元零壹角整", "every other place zero"),
]


@pytest.mark.parametrize(("fen", "text", "remark"), CAPITALS)
def test_capitals_follow_the_banking_rule(fen: int, text: str, remark: str) -> None:
    assert capitals(fen) == text, remark
    assert from_capitals(text) == fen, remark


@pytest.mark.parametrize(
    ("fen", "text", "remark"),
    [
        (140_950, "壹仟肆佰零玖元伍角", "the rule's own example leaves 整 out after 角"),
        (168_032, "壹仟陆佰捌拾元叁角贰分", "the rule's second way"),
        (10_700_053, "壹拾万零柒仟元伍角叁分", "the rule's second way"),
        (1_260_000, "壹万贰仟陆佰元正", "正 for 整"),
        (1_260_000, "人民币壹万贰仟陆佰圆整", "prefix and 圆"),
        (1_260_000, "壹萬貳仟陸佰圓整", "traditional characters"),
    ],
)
def test_every_form_the_rule_lets_stand_is_read(fen: int, text: str, remark: str) -> None:
    assert from_capitals(text) == fen, remark


@pytest.mark.parametrize(
    ("text", "zh", "remark"),
    [
        ("", "请填写大写金额", "empty"),
        ("一万元整", "请填写大写金额", "一 can be altered"),
        ("12600", "请填写大写金额", "figures"),
        ("壹万贰仟陆佰元", "壹万贰仟陆佰元整", "整 is missing"),
        ("拾元整", "壹拾元整", "壹 is missing before 拾"),
        ("壹万伍元整", "壹万零伍元整", "零 is missing"),
        ("壹佰元伍分", "壹佰元零伍分", "零 is missing before 分"),
        ("壹佰元零伍分整", "壹佰元零伍分", "no 整 after 分"),
        ("壹元壹元整", "规范", "two 元"),
        ("分角", "规范", "units alone"),
        ("壹亿" * 3000, "请填写大写金额", "far too long"),
    ],
)
def test_a_form_that_breaks_the_rule_is_refused_and_the_right_one_named(
    text: str, zh: str, remark: str
) -> None:
    with pytest.raises(NotAnAmount) as refusal:
        from_capitals(text)
    assert zh in refusal.value.words.zh, remark


@given(AMOUNTS)
def test_capitals_read_back_to_the_same_amount_up_to_the_bound(fen: int) -> None:
    assert from_capitals(capitals(fen)) == fen
    assert parse_fen(capitals(fen)) == fen


@given(AMOUNTS)
def test_every_accepted_form_reads_back_and_belongs_to_one_amount_only(fen: int) -> None:
    for form in accepted_capitals(fen):
        assert from_capitals(form) == fen
        assert parse_fen(form) == fen


@given(AMOUNTS)
def test_capitals_never_double_or_end_on_a_zero(fen: int) -> None:
    text = capitals(fen)
    assert "零零" not in text
    assert fen == 0 or not any(bad in text for bad in ("零元", "零万", "零亿", "零角", "零分", "零整"))


@given(AMOUNTS)
def test_figures_read_back_to_the_same_amount(fen: int) -> None:
    assert parse_fen(figures(fen)) == fen


def test_capitals_refuse_negative_amounts_and_amounts_above_the_bound() -> None:
    for fen in (-1, UPPER_BOUND + 1):
        with pytest.raises(ValueError, match="capitals"):
            capitals(fen)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (1_260_000, "12,600.00"),
        (0, "0.00"),
        (5, "0.05"),
        (-1_260_005, "-12,600.05"),
        (10**14, "1,000,000,000,000.00"),
    ],
)
def test_figures_have_separators_and_two_decimals(fen: int, text: str) -> None:
    assert figures(fen) == text


@pytest.mark.parametrize(
    ("total", "weights", "parts", "remark"),
    [
        (100, [1, 1, 1], [34, 33, 33], "the earlier part gets the odd fen"),
        (1000, [1], [1000], "one part"),
        (5, [0, 1, 0], [0, 5, 0], "weight zero gets nothing"),
        (2, [1, 1, 1, 1], [1, 1, 0, 0], "fewer fen than parts"),
        (100, [50, 30, 20], [50, 30, 20], "no remainder"),
        (1, [1, 2], [0, 1], "the larger remainder wins"),
        (-100, [1, 1, 1], [-34, -33, -33], "a reduction is shared alike"),
        (0, [3, 4], [0, 0], "nothing to share"),
    ],
)
def test_shares_follow_the_largest_remainder(
    total: int, weights: list[int], parts: list[int], remark: str
) -> None:
    assert share(total, weights) == parts, remark


@examples(200)
@given(
    st.integers(min_value=-(10**14), max_value=10**14),
    st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=40).filter(any),
)
def test_sharing_never_loses_a_fen_and_is_never_off_by_more_than_one(total: int, weights: list[int]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [-1, 3]])
def test_weights_that_cannot_share_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        share(100, weights)
