"""Places and what lies where."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.numbers.divisions import (
    Level,
    division,
    divisions,
    full_name,
    line,
    parent,
    place_today,
    places_in,
    provinces,
    townships,
    within,
)

TODAY = date(2026, 11, 22)

NAMES = [
    # code, Chinese, English, level, remark
    ("350203", "福建省厦门市思明区", "Siming, Xiamen, Fujian", Level.COUNTY, "a district"),
    ("350200", "福建省厦门市", "Xiamen, Fujian", Level.CITY, "a city"),
    ("350000", "福建省", "Fujian", Level.PROVINCE, "a province"),
    ("500103", "重庆市渝中区", "渝中区, Chongqing", Level.COUNTY, "right under a municipality"),
    ("429004", "湖北省仙桃市", "仙桃市, Hubei", Level.COUNTY, "right under a province"),
]


@pytest.mark.parametrize(("code", "chinese", "english", "level", "remark"), NAMES)
def test_a_place_is_named_with_all_that_it_lies_in(
    code: str, chinese: str, english: str, level: Level, remark: str
) -> None:
    assert full_name(code) == (chinese, english), remark
    assert division(code).level is level


def test_xiamen_has_six_districts_with_names_in_both_languages() -> None:
    districts = places_in("350200", TODAY)
    assert [one.name for one in districts] == ["思明区", "海沧区", "湖里区", "集美区", "同安区", "翔安区"]
    assert all(one.name_en for one in districts)
    assert all(places_in(one.code, TODAY) for one in districts), "each has its townships"


def test_every_county_lies_in_a_province_that_is_loaded() -> None:
    assert len(provinces()) == 34
    assert all(line(code)[0].level is Level.PROVINCE for code in divisions())
    assert all(parent(code) for code in townships())


def test_a_replaced_district_is_found_and_leads_to_its_successor() -> None:
    assert division("500105").name == "江北区"
    assert place_today("500105", TODAY).name == "两江新区"
    assert place_today("500105", date(2025, 6, 1)).name == "江北区"
    now = {one.code for one in places_in("500000", TODAY)}
    before = {one.code for one in places_in("500000", date(2025, 6, 1))}
    assert before - now == {"500105", "500112"}
    assert now - before == {"500157"}
    assert "蔡家岗街道" not in {one.name for one in places_in("500109", TODAY)}


def test_within_follows_the_line_of_places() -> None:
    assert within("350203", "350200")
    assert within("350203", "350203")
    assert not within("350203", "350100")
    assert within(places_in("350211", TODAY)[0].code, "350000")


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        division("999999")
