"""Judicial confirmation: whether, where, with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mediation.rules.numbers.courts_table import courts
from mediation.rules.numbers.divisions import county_in, provinces
from mediation.rules.procedures import court_grounds
from mediation.rules.procedures.confirmation import (
    PROVINCE_CHARACTERS,
    Mediated,
    Settled,
    court_code_of,
    courts_for,
    may_be_confirmed,
    papers,
    window_opens,
)
from mediation.rules.vocabulary import HANDOVER_RESULTS

TODAY = date(2026, 11, 22)
OWN = Mediated(domiciles=("350206", "350203"), seats=("350203",))

COURTS = [
    # facts, courts, article, remark
    (replace(OWN, inviting_court="闽0203"), ["闽0203"], "第1项", "the inviting court alone"),
    (OWN, ["闽0206", "闽0203"], "第2项", "domicile of one, domicile of the other and seat: each court once"),
    (replace(OWN, object_place="350211"), ["闽0206", "闽0203", "闽0211"], "第2项", "the place of the object"),
    (replace(OWN, intermediate=True), ["闽02"], "第2项", "an intermediate court has the dispute"),
    (
        Mediated(("500103",), ("500103",), intermediate=True),
        ["渝87"],
        "法释〔2022〕20号",
        "financial, of intermediate level, in Chongqing",
    ),
    (
        Mediated(("500103",), ("500103",), intermediate=True, financial=False),
        ["渝05"],
        "第2项",
        "not financial: the fifth intermediate court, which the code does not show",
    ),
    (Mediated(("500103",), ("500103",)), ["渝0103"], "第2项", "financial but of basic level"),
    (Mediated(("500157",), ()), ["渝0192", "渝0105", "渝0112"], "第2项", "courts not yet merged"),
]


@pytest.mark.parametrize(("facts", "codes", "article", "remark"), COURTS, ids=[row[3] for row in COURTS])
def test_the_court_that_confirms(facts: Mediated, codes: list[str], article: str, remark: str) -> None:
    choices = courts_for(facts, on=TODAY)
    assert [choice.code for choice in choices] == codes, remark
    assert all(article in choice.legal_basis for choice in choices)
    assert all(choice.words == courts()[choice.code].words for choice in choices)


def test_each_court_comes_with_the_reason() -> None:
    first, second = courts_for(OWN, on=TODAY)
    assert first.reason.zh == "福建省厦门市湖里区是当事人住所地，由其基层人民法院管辖。"
    assert second.reason.en == "Siming, Xiamen, Fujian is a party's domicile, so its basic court has it."


UNCERTAIN = [
    (Mediated(("500157",), ()), "courts not merged"),
    (Mediated(("350527",), ()), "no court there"),
    (Mediated(("330206",), ()), "a province whose courts are not loaded"),
    (Mediated((), (), inviting_court="浙0206"), "an inviting court that is not loaded"),
]


@pytest.mark.parametrize(("facts", "remark"), UNCERTAIN)
def test_a_court_that_a_person_must_check_is_not_called_certain(facts: Mediated, remark: str) -> None:
    assert not any(choice.certain for choice in courts_for(facts, on=TODAY)), remark


def test_the_courts_of_xiamen_are_certain() -> None:
    assert [choice.words.zh for choice in courts_for(OWN, on=TODAY) if choice.certain] == [
        "厦门市湖里区人民法院",
        "厦门市思明区人民法院",
    ]


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(KeyError):
        courts_for(Mediated(("359999",), ()), on=TODAY)


def test_every_province_with_courts_has_its_character() -> None:
    mainland = {one.code[:2] for one in provinces()} - {"71", "81", "82"}
    assert set(PROVINCE_CHARACTERS) == mainland
    assert len(set(PROVINCE_CHARACTERS.values())) == len(mainland)


@pytest.mark.parametrize(
    ("place", "code"),
    [("350203", "闽0203"), ("500240", "渝0240"), ("330206", "浙0206"), ("440604", "粤0604")],
)
def test_a_basic_court_is_numbered_by_its_place(place: str, code: str) -> None:
    assert court_code_of(place) == code


SOUND = Settled("RM", date(2026, 11, 9))
AGAINST = [
    (SOUND, [], "nothing stands against it"),
    (replace(SOUND, effective_on=None), ["not_effective"], "the seal is missing"),
    (replace(SOUND, both_apply=False), ["not_joint"], "one side alone"),
    (replace(SOUND, within_window=False), ["window_closed"], "day 31"),
    (replace(SOUND, identity_relation=True), ["identity_relation"], ""),
    (replace(SOUND, other_procedure=True), ["other_procedure"], ""),
    (replace(SOUND, settles_title=True), ["title_to_property"], ""),
    (replace(SOUND, regime_code="HY"), [], "a trade body that was lawfully set up"),
    (
        replace(SOUND, regime_code="HY", lawfully_set_up=False),
        ["not_lawfully_set_up"],
        "and one that was not",
    ),
    (replace(SOUND, regime_code="SS"), [], "商事调解条例 art. 23"),
    (
        replace(SOUND, both_apply=False, settles_title=True),
        ["not_joint", "title_to_property"],
        "all are named",
    ),
]


@pytest.mark.parametrize(("settled", "codes", "remark"), AGAINST)
def test_what_stands_against_confirmation(settled: Settled, codes: list[str], remark: str) -> None:
    found = may_be_confirmed(settled, on=TODAY)
    assert [finding.code for finding in found] == codes, remark
    assert all(finding.blocks and finding.legal_basis for finding in found)


PAPERS = [
    ({}, set(), "both sides themselves, in writing"),
    ({"property_": True}, {"property"}, "property rights are touched"),
    ({"agent": True}, {"power_of_attorney"}, "by an agent"),
]
ALWAYS = {"application", "agreement", "proof_of_mediation", "identity", "service_address", "promise"}


@pytest.mark.parametrize(("facts", "more", "remark"), PAPERS)
def test_the_papers_of_an_application(facts: dict[str, bool], more: set[str], remark: str) -> None:
    assert {paper.code for paper in papers(on=TODAY, **facts)} == ALWAYS | more, remark


def test_an_oral_settlement_is_shown_by_its_record() -> None:
    assert {paper.code for paper in papers(on=TODAY, oral=True)} == ALWAYS - {"agreement"} | {"oral_record"}


# (track, regime, title, opens, a remark)
WINDOWS = [
    ("own", "RM", False, True, "民事诉讼法 art. 205 (2)"),
    ("assigned", "RM", False, True, "before filing: the inviting court, art. 205 (1)"),
    ("own", "HY", False, True, "a trade body that the law allows"),
    ("entrusted", "RM", False, False, "after filing the court makes it its own: 特邀调解规定 art. 20"),
    ("entrusted_simple", "RM", False, False, "in the simplified procedure, too"),
    ("own", "RM", True, False, "title to property: 民诉法解释 art. 355 (5)"),
]


@pytest.mark.parametrize(("track", "regime", "title", "opens", "remark"), WINDOWS)
def test_the_window_opens_only_where_a_court_may_confirm(
    track: str, regime: str, title: bool, opens: bool, remark: str
) -> None:
    assert window_opens(track=track, regime_code=regime, settles_title=title, on=TODAY) is opens, remark


# (address, code, a remark)
ADDRESSES = [
    ("厦门市思明区鹭帆街 18 号", "350203", "with its city"),
    ("福建省厦门市湖里区", "350206", "with its province"),
    ("思明区", "350203", "a name that no other county has"),
    ("朝阳区建国路 1 号", "", "two cities have one: nobody guesses"),
    ("北京市朝阳区建国路 1 号", "110105", "told apart by the city beside it"),
    ("鹭帆街 18 号", "", "no county named"),
    ("", "", "nothing known"),
]


@pytest.mark.parametrize(("address", "code", "remark"), ADDRESSES)
def test_a_county_is_read_from_an_address_where_it_is_one_alone(address: str, code: str, remark: str) -> None:
    assert county_in(address, on=TODAY) == code, remark


def test_every_ground_belongs_to_a_refusal_or_to_a_result_and_has_its_article() -> None:
    for row in court_grounds.all_grounds():
        assert row.ruling in {court_grounds.REFUSED, *HANDOVER_RESULTS}
        assert row.legal_basis
    not_taken = court_grounds.grounds("confirmation", "refused", on=TODAY)
    rejected = court_grounds.grounds("confirmation", "rejected", on=TODAY)
    assert [len(not_taken), len(rejected)] == [
        5,
        7,
    ]  # 民诉法解释 art. 355 (1)-(5); art. 358 with art. 355 para. 2
    assert court_grounds.ground("confirmation", "rejected", "no_jurisdiction", on=TODAY) is None
