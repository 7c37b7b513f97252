"""Two lists side by side: what belongs together, what differs, what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.procedures.reconciliation import (
    FIELDS,
    Comparison,
    Line,
    Lone,
    all_reasons,
    compare,
    reasons,
)
from mediation.rules.procedures.result_words import read_result, result_words, same_result
from tests.properties import examples

OURS = Line(
    key="1",
    number="（2026）闽0203诉前调12号",
    own_number="厦金转〔2026〕00001号",
    applicant="鹭江湾银行股份有限公司",
    respondent="许远帆",
    amount_fen=5_000_000,
    received_on=date(2026, 3, 2),
    result="agreed",
    result_on=date(2026, 3, 20),
    result_number="厦金调〔2026〕00003号",
)
THEIRS = replace(OURS, key="r1", own_number="")


def keys(rows: Iterable[Lone]) -> list[str]:
    return sorted(one.line.key for one in rows)


def outcome(found: Comparison) -> dict[str, Any]:
    """Which row is what, without the order of the lists."""
    pairs = {(one.ours.key, one.theirs.key): one.differs for one in (*found.matching, *found.differing)}
    lone = {
        one.line.key: (one.repeats, one.like.key if one.like else None)
        for one in (*found.ours_only, *found.theirs_only)
    }
    return {"pairs": pairs, "lone": lone}


# What their row says otherwise than ours, the fields found to differ, and why.
DIFFERENCES: list[tuple[dict[str, Any], tuple[str, ...], str]] = [
    ({}, (), "the same in everything"),
    (
        {"number": "(2026)闽0203诉前调0012号"},
        (),
        "half-width brackets and a leading nought are the same number",
    ),
    ({"number": "〔2026〕闽0203诉前调 12 号"}, (), "other brackets and blanks are the same number"),
    (
        {"applicant": "鹭江湾银行", "respondent": ""},
        (),
        "names are not compared where the number is the same",
    ),
    ({"amount_fen": 5_000_001}, ("amount_fen",), "one fen is a difference"),
    ({"amount_fen": None}, ("amount_fen",), "an empty cell says something, too"),
    ({"received_on": date(2026, 3, 3)}, ("received_on",), "the day from which the period counts"),
    ({"result": "not_agreed"}, ("result",), "they have it as failed"),
    ({"result": ""}, ("result",), "they have no result yet"),
    ({"result": "running"}, ("result",), "they have it as open"),
    ({"result_on": None, "result": ""}, ("result", "result_on"), "two differences stand in one row"),
    ({"result_number": "厦金调〔2026〕00004号"}, ("result_number",), "another paper"),
    ({"result_number": "厦金调[2026]00003号"}, (), "the same paper in other brackets"),
]


@pytest.mark.parametrize(("said", "differs", "remark"), DIFFERENCES, ids=[row[2] for row in DIFFERENCES])
def test_a_row_of_theirs_beside_ours(said: dict[str, Any], differs: tuple[str, ...], remark: str) -> None:
    found = compare([OURS], [replace(THEIRS, **said)])
    assert [one.differs for one in (*found.matching, *found.differing)] == [differs], remark
    assert found.differences == bool(differs)


@pytest.mark.parametrize(
    ("ours", "theirs", "same", "remark"),
    [
        ("agreed", "调解成功", True, "our own word"),
        ("agreed", "达成调解协议", True, "as courts write it"),
        ("wide_gap", "调解不成", True, "a list says less exactly than we"),
        ("unreachable", "调解失败", True, "whatever the reason"),
        ("wide_gap", "期满未成", False, "another reason, said exactly, is a difference"),
        ("agreed", "调解不成", False, "the opposite"),
        ("", "办理中", True, "no result on either side"),
        ("agreed", "办理中", False, "they have not heard of it"),
        ("", "调解成功", False, "we have not entered it"),
        ("confirmed", "裁定有效", True, "a result of theirs"),
        ("penalised", "已办结", True, "dealt with, whatever was done"),
        ("agreed", "另案处理", False, "an unknown word is shown to a person"),
    ],
)
def test_a_result_as_lists_write_it(ours: str, theirs: str, same: bool, remark: str) -> None:
    assert same_result(ours, read_result(theirs)) is same, remark


def test_a_result_is_shown_in_words_wherever_it_comes_from() -> None:
    assert result_words("not_agreed").zh == "调解不成"
    assert result_words("wide_gap").zh == "分歧过大"
    assert result_words("另案处理").zh == "另案处理"


def test_what_their_list_has_no_column_for_cannot_differ() -> None:
    bare = Line(key="r1", number=OURS.number, amount_fen=1)
    assert compare([OURS], [bare], compared=["number"]).differences == 0
    assert compare([OURS], [bare], compared=["number", "amount_fen"]).differing[0].differs == ("amount_fen",)


def test_our_own_number_on_their_list_pairs_before_theirs_does() -> None:
    wrong = replace(THEIRS, own_number="厦金转(2026)00001号", number="（2026）闽0203诉前调99号")
    found = compare([OURS], [wrong])
    assert [one.differs for one in found.differing] == [("number",)]


def test_a_row_without_a_partner_stays_alone() -> None:
    other = Line(key="r2", number="（2026）闽0203诉前调13号")
    found = compare([OURS], [THEIRS, other])
    assert (len(found.matching), keys(found.ours_only), keys(found.theirs_only)) == (1, [], ["r2"])
    found = compare([OURS], [other])
    assert (keys(found.ours_only), keys(found.theirs_only)) == (["1"], ["r2"])


@pytest.mark.parametrize("twice", ["ours", "theirs"])
def test_what_a_side_lists_twice_is_a_difference_that_says_so(twice: str) -> None:
    again = replace(OURS, key="2", own_number="厦金转〔2026〕00002号"), replace(THEIRS, key="r2")
    ours = [OURS, again[0]] if twice == "ours" else [OURS]
    theirs = [THEIRS, again[1]] if twice == "theirs" else [THEIRS]
    found = compare(ours, theirs)
    lone = found.ours_only if twice == "ours" else found.theirs_only
    assert (len(found.matching), [one.repeats for one in lone], found.differences) == (1, [True], 1)


def test_listed_twice_and_unknown_to_us_is_first_missing_and_then_a_repetition() -> None:
    found = compare([], [THEIRS, replace(THEIRS, key="r2")])
    assert [one.repeats for one in found.theirs_only] == [False, True]


def test_of_two_rows_with_one_number_the_one_that_agrees_is_the_partner() -> None:
    """Whichever comes first, the difference is the row that does not fit."""
    off = replace(THEIRS, key="r0", amount_fen=1)
    for theirs in ([off, THEIRS], [THEIRS, off]):
        found = compare([OURS], theirs)
        assert found.matching[0].theirs.key == "r1"
        assert keys(found.theirs_only) == ["r0"]


LIKE: list[tuple[dict[str, Any], bool, str]] = [
    ({}, True, "name, amount and day agree"),
    ({"applicant": "鹭江湾银行股份有限公司 ", "respondent": "许 远帆"}, True, "blanks do not matter"),
    ({"received_on": None}, True, "both names and the amount"),
    ({"amount_fen": 1}, True, "both names and the day"),
    ({"applicant": ""}, True, "one name with amount and day"),
    ({"amount_fen": 1, "received_on": None}, False, "names alone are too little"),
    ({"applicant": "", "respondent": ""}, False, "amount and day alone are too little"),
]


@pytest.mark.parametrize(("said", "suggested", "remark"), LIKE, ids=[row[2] for row in LIKE])
def test_likeness_only_suggests(said: dict[str, Any], suggested: bool, remark: str) -> None:
    other = replace(THEIRS, number="（2026）闽0203诉前调77号", **said)
    found = compare([OURS], [other])
    assert found.differences == 2, "both stay differences until a person has decided"
    assert found.theirs_only[0].like == (OURS if suggested else None), remark
    assert found.ours_only[0].like == (other if suggested else None)


def test_rows_that_a_person_found_to_be_the_same_are_compared() -> None:
    other = replace(THEIRS, number="（2026）闽0203诉前调77号")
    found = compare([OURS], [other], paired={"r1": "1"})
    assert [one.differs for one in found.differing] == [("number",)]
    assert found.differences == 1
    assert compare([OURS], [other], paired={"r1": "gone"}).differences == 2, "ours left the list meanwhile"


def test_every_reason_for_closing_is_offered_and_some_need_a_sentence() -> None:
    offered = reasons(on=date(2026, 11, 22))
    assert len(offered) == len(all_reasons()) >= 6
    assert {one.code for one in offered if one.needs_text} >= {"other"}


# Ledgers as a month makes them: unique numbers of ours, theirs mostly there.
months = (
    st.integers(0, 14)
    .flatmap(
        lambda size: st.lists(
            st.builds(
                Line,
                key=st.just(""),
                applicant=st.sampled_from(["鹭江湾银行股份有限公司", "林雅珍", ""]),
                respondent=st.sampled_from(["许远帆", "王小满", ""]),
                amount_fen=st.none() | st.integers(0, 10**12),
                received_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
                result=st.sampled_from(["", "agreed", "wide_gap", "withdrawn"]),
                result_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
            ),
            min_size=size,
            max_size=size,
        )
    )
    .map(
        lambda rows: [
            replace(
                row,
                key=str(at),
                own_number=f"厦金转〔2026〕{at:05d}号",
                number=f"（2026）闽0203诉前调{at}号" if at % 7 else "",
            )
            for at, row in enumerate(rows, 1)
        ]
    )
)

PLANTED = {
    "number": "（2026）闽0206诉前调5号",
    "amount_fen": 10**13,
    "received_on": date(2027, 1, 1),
    "result": "移交别处",
    "result_on": date(2027, 1, 2),
    "result_number": "（2026）闽0203民特1号",
}


@examples(40)
@given(months)
def test_a_list_beside_its_own_export_has_no_difference(ours: list[Line]) -> None:
    found = compare(ours, [replace(one, key=f"r{one.key}") for one in ours])
    assert found.differences == 0
    assert len(found.matching) == len(ours)


@examples(40)
@given(months, st.data())
def test_the_order_of_the_rows_makes_no_difference(ours: list[Line], data: st.DataObject) -> None:
    theirs = _changed(ours, data)[0]
    shuffled = compare(data.draw(st.permutations(ours)), data.draw(st.permutations(theirs)))
    assert outcome(shuffled) == outcome(compare(ours, theirs))


@examples(40)
@given(months, st.data())
def test_every_planted_difference_is_found_and_no_other(ours: list[Line], data: st.DataObject) -> None:
    theirs, planted = _changed(ours, data)
    found = compare(ours, theirs)
    assert {one.ours.key: one.differs for one in found.differing} == {
        key: (name,) for key, name in planted.items() if name in FIELDS
    }
    assert keys(found.ours_only) == sorted(key for key, name in planted.items() if name == "left out")
    twice = {f"again{key}" for key, name in planted.items() if name == "twice"}
    assert {one.line.key for one in found.theirs_only if one.repeats} == twice
    strange = {f"new{key}" for key, name in planted.items() if name == "added"}
    assert {one.line.key for one in found.theirs_only if not one.repeats} == strange


def _changed(ours: list[Line], data: st.DataObject) -> tuple[list[Line], dict[str, str]]:
    """Their list with something wrong in it, and what was planted at which row of ours."""
    theirs, planted = [], {}
    for one in ours:
        row = replace(one, key=f"r{one.key}")
        wrong = data.draw(st.sampled_from(["", "", *FIELDS, "left out", "twice", "added"]))
        if wrong == "twice" and not one.number:
            wrong = ""
        if wrong:
            planted[one.key] = wrong
        if wrong in FIELDS:
            row = replace(row, **{wrong: PLANTED[wrong]})
        if wrong != "left out":
            theirs.append(row)
        if wrong == "twice":
            theirs.append(replace(row, key=f"again{one.key}"))
        if wrong == "added":
            theirs.append(Line(key=f"new{one.key}", number=f"（2026）闽0211诉前调{one.key}号"))
    return theirs, planted


def test_of_ten_thousand_rows_each_finds_its_own_partner() -> None:
    ours = [
        replace(
            OURS,
            key=str(at),
            number=f"（2026）闽0203诉前调{at}号",
            own_number="",
            received_on=date(2026, 1, 1) + timedelta(days=at % 365),
        )
        for at in range(1, 10_001)
    ]
    theirs = [replace(one, key=f"r{one.key}", number=f"（2026）闽0203民初{one.key}号") for one in ours[::2]]
    found = compare(ours, [*theirs, *(replace(one, key=f"s{one.key}") for one in ours[1::2])])
    assert (len(found.matching), found.differences) == (5_000, 10_000)
